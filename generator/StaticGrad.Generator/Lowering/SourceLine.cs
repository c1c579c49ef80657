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

            AppendOnOneLine(text, token.Text);
            previous = token;
            if (text.Length > LongestText)
            {
                return text.ToString(0, LongestText).TrimEnd() + " …";
            }
        }

        return text.ToString();
    }

    /// <summary>A literal may span lines; the comment would end at any character that ends a line for C#.</summary>
    private static void AppendOnOneLine(StringBuilder text, string token)
    {
        for (var i = 0; i < token.Length; i++)
        {
            var isHalfOfAnEnd = token[i] == '\r' && i + 1 < token.Length && token[i + 1] == '\n';
            if (!isHalfOfAnEnd)
            {
                text.Append(SyntaxFacts.IsNewLine(token[i]) ? ' ' : token[i]);
            }
        }
    }
}
