using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace StaticGrad.Fuzz.Language;

/// <summary>Collects a program's text, and what stands in it. Nodes in an interpolated text are printed where they stand.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _isLineStart = true;

    /// <summary>The constructs of the language that were printed.</summary>
    public SortedSet<string> Constructs { get; } = new(StringComparer.Ordinal);

    /// <summary>The functions that were printed, with their class.</summary>
    public SortedSet<string> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>The methods that were called.</summary>
    public HashSet<Method> Called { get; } = [];

    /// <summary>The static fields that were read.</summary>
    public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether an array is handed on as an array where generated code may hold it as a span: it is copied then, which
    /// docs/trust.md names as the exception to what is promised about allocation.
    /// </summary>
    public bool MayCopyArrays { get; set; }

    /// <summary>Whether a variable or an element is passed by reference: refused where it may change before it is read.</summary>
    public bool PassesPlaces { get; set; }

    /// <summary>The methods that get an element of the static table by reference: refused where they may change it.</summary>
    public HashSet<Method> GivenTablePlaces { get; } = [];

    /// <summary>First and last line, from 0, of each part that is not supported.</summary>
    public List<(int First, int Last)> Offences { get; } = [];

    public int LineNumber { get; private set; }

    public override string ToString() => _text.ToString();

    public void Write([InterpolatedStringHandlerArgument("")] ref Text text) => _ = text;

    public void Line([InterpolatedStringHandlerArgument("")] ref Text text)
    {
        _ = text;
        EndLine();
    }

    public void EndLine()
    {
        _text.Append('\n');
        _isLineStart = true;
        LineNumber++;
    }

    public void Braces(Action content, string after = "")
    {
        Append("{");
        EndLine();
        _indentation++;
        content();
        _indentation--;
        Append("}" + after);
        EndLine();
    }

    public void Append(string text)
    {
        if (text.Length > 0 && _isLineStart)
        {
            _text.Append(' ', 4 * _indentation);
            _isLineStart = false;
        }

        _text.Append(text);
    }

    /// <summary>An interpolated text, written piece by piece.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Text(int literalLength, int formattedCount, SourceWriter writer)
    {
        public int Size => literalLength + formattedCount;

        public void AppendLiteral(string text) => writer.Append(text);

        public void AppendFormatted(Node node) => node.Print(writer);

        public void AppendFormatted(IEnumerable<Node> nodes)
        {
            var separator = "";
            foreach (var node in nodes)
            {
                writer.Append(separator);
                node.Print(writer);
                separator = ", ";
            }
        }

        public void AppendFormatted(IFormattable value) => writer.Append(value.ToString(null, CultureInfo.InvariantCulture));

        public void AppendFormatted(string text) => writer.Append(text);
    }
}
