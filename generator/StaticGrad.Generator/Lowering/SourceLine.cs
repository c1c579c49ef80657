using System.Text;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>A statement's text on one line, without comments: what heads its adjoints in the generated code.</summary>
internal static class SourceLine
{
    private const int LongestText = 100;

    public static string Of(SyntaxNode node)
    {
        var text = new StringBuilder();
        var previous = default(SyntaxToken);
        foreach (var token in node.DescendantTokens())
        {
            if (token.Text.Length == 0)
            {
                continue;
            }

            // The usual spaces, not the user's: neither a comment nor a space may change the text, or all would be compiled again.
            if (text.Length > 0 && Spacing.IsSpaceBetween(previous, token))
            {
                text.Append(' ');
            }

            text.Append(token.Text);
            previous = token;
            if (text.Length > LongestText)
            {
                return text.ToString(0, LongestText).Replace("\r", "").Replace("\n", " ").TrimEnd() + " …";
            }
        }

        return text.ToString().Replace("\r", "").Replace("\n", " ");
    }
}
