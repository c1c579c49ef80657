using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.AnySource;

/// <summary>
/// A file as an editor sees it while it is written: cut off after a token, with a token missing, with a token twice. Which
/// tokens is spread evenly over the file, so that a run can be repeated.
/// </summary>
internal static class HalfTyped
{
    /// <param name="count">How many forms at most.</param>
    /// <param name="slice">Another slice of the tokens; from 0.</param>
    public static IEnumerable<SyntaxTree> Of(SyntaxTree tree, int count, int slice = 0)
    {
        var text = tree.GetText();
        var tokens = tree.GetRoot().DescendantTokens(descendIntoTrivia: true).Where(token => token.Span.Length > 0).ToList();
        var forms = tokens.Count * 3;
        var step = Math.Max(1, forms / Math.Max(1, count));

        // A step that shares no factor with three goes through the kinds in turn.
        step += step % 3 == 0 ? 1 : 0;
        for (int made = 0, form = slice % step; form < forms && made < count; made++, form += step)
        {
            var token = tokens[form / 3];
            yield return CSharpSyntaxTree.ParseText(
                text.WithChanges(Change(text, token.Span, form % 3)),
                (CSharpParseOptions)tree.Options,
                $"{tree.FilePath}#{form}");
        }
    }

    private static TextChange Change(SourceText text, TextSpan token, int kind) => kind switch
    {
        0 => new TextChange(TextSpan.FromBounds(token.End, text.Length), ""),
        1 => new TextChange(token, ""),
        _ => new TextChange(new TextSpan(token.End, 0), " " + text.ToString(token)),
    };
}
