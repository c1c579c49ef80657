using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticGrad.Generator.Lowering;

/// <summary>A statement's text on one line, without comments: what heads its adjoints in the generated code.</summary>
internal static class SourceLine
{
    private const int LongestText = 100;

    public static string Of(SyntaxNode node)
    {
        var text = new StringBuilder();
        var spaced = false;
        foreach (var token in node.DescendantTokens())
        {
            // White space decides, comments do not: adding a comment must not change the text.
            if (text.Length > 0 && (spaced || HasWhiteSpace(token.LeadingTrivia)))
            {
                text.Append(' ');
            }

            text.Append(token.Text);
            spaced = HasWhiteSpace(token.TrailingTrivia);
            if (text.Length > LongestText)
            {
                return text.ToString(0, LongestText).Replace("\r", "").Replace("\n", " ").TrimEnd() + " …";
            }
        }

        return text.ToString().Replace("\r", "").Replace("\n", " ");
    }

    private static bool HasWhiteSpace(SyntaxTriviaList trivia)
    {
        foreach (var item in trivia)
        {
            if (item.IsKind(SyntaxKind.WhitespaceTrivia) || item.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                return true;
            }
        }

        return false;
    }
}
