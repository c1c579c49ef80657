using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>Source text with expected spans between <c>[|</c> and <c>|]</c>.</summary>
internal static class Markup
{
    public static (string Source, IReadOnlyList<TextSpan> Spans) Parse(string marked)
    {
        var source = new StringBuilder();
        var spans = new List<TextSpan>();
        var starts = new Stack<int>();
        for (var i = 0; i < marked.Length; i++)
        {
            var pair = i + 1 < marked.Length ? marked.Substring(i, 2) : "";
            if (pair == "[|")
            {
                starts.Push(source.Length);
                i++;
            }
            else if (pair == "|]")
            {
                spans.Add(TextSpan.FromBounds(starts.Pop(), source.Length));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        Assert.Empty(starts);
        return (source.ToString(), [.. spans.OrderBy(span => span.Start)]);
    }
}
