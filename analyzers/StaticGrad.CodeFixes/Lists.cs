using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.CodeFixes;

/// <summary>Lists with commas.</summary>
internal static class Lists
{
    /// <summary>What goes with an element: the comma after it, or before it where all that follow go too.</summary>
    public static TextSpan WithComma<T>(SeparatedSyntaxList<T> list, int index, Func<T, bool>? goes = null)
        where T : SyntaxNode => list.Skip(index + 1).Any(other => goes is null || !goes(other))
            ? TextSpan.FromBounds(list[index].SpanStart, list[index + 1].SpanStart)
            : TextSpan.FromBounds(index > 0 ? list[index - 1].Span.End : list[index].SpanStart, list[index].Span.End);
}
