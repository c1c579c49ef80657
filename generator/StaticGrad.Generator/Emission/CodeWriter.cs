using System.Text;

namespace StaticGrad.Generator.Emission;

/// <summary>Lines of C#, indented; line ends are always <c>\n</c>.</summary>
internal sealed class CodeWriter
{
    private const int LongLine = 150;

    private readonly StringBuilder _text = new();
    private int _indent;

    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _indent).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>A statement of calls, each of what the one before returned: in a line, or if that is too long in one each.</summary>
    public void Chain(string start, IReadOnlyList<string> calls)
    {
        var line = $"{start}{string.Concat(calls)};";
        if (calls.Count == 1 || line.Length <= LongLine)
        {
            Line(line);
            return;
        }

        Line(start);
        _indent++;
        for (var i = 0; i < calls.Count; i++)
        {
            Line(calls[i] + (i == calls.Count - 1 ? ";" : ""));
        }

        _indent--;
    }

    public void Open(string? header = null)
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        _indent++;
    }

    public void Close(string suffix = "")
    {
        _indent--;
        Line("}" + suffix);
    }

    /// <summary>A blank line, unless one is there or a block has just begun.</summary>
    public void Space()
    {
        var text = _text.ToString(Math.Max(0, _text.Length - 3), Math.Min(3, _text.Length));
        if (!text.EndsWith("{\n", StringComparison.Ordinal) && !text.EndsWith("\n\n", StringComparison.Ordinal))
        {
            Line();
        }
    }

    public override string ToString() => _text.ToString();
}
