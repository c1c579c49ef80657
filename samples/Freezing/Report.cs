using System.Globalization;

namespace Freezing;

/// <summary>What the experiments found, each result beside what is expected.</summary>
public sealed class Report
{
    private readonly List<Section> _sections = [];

    /// <summary>One for each experiment, in order.</summary>
    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>Results that are not what is expected.</summary>
    public IEnumerable<Result> Differences => _sections.SelectMany(section => section.Results).Where(result => !result.IsSame);

    /// <summary>Starts the section to which the following results belong.</summary>
    /// <param name="title">What the experiment shows.</param>
    /// <param name="pyTorch">The program in PyTorch; empty if there is none.</param>
    public void Begin(string title, string pyTorch = "") => _sections.Add(new Section(title, pyTorch));

    /// <summary>Compares two vectors, to the last digit.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="actual">What StaticGrad computed.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="pyTorch">What PyTorch prints.</param>
    public void Expect(string name, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, string pyTorch) =>
        Expect(name, TextOf(actual), TextOf(expected), pyTorch);

    /// <summary>Compares two numbers, to the last digit.</summary>
    /// <inheritdoc cref="Expect(string, ReadOnlySpan{double}, ReadOnlySpan{double}, string)"/>
    /// <param name="detail">What else is shown of the actual result; it is not compared.</param>
    public void Expect(string name, double actual, double expected, string pyTorch, string detail = "") =>
        Expect(name, TextOf(actual), TextOf(expected), pyTorch, detail);

    /// <summary>Compares two texts.</summary>
    /// <inheritdoc cref="Expect(string, ReadOnlySpan{double}, ReadOnlySpan{double}, string)"/>
    /// <param name="detail">What else is shown of the actual result; it is not compared.</param>
    public void Expect(string name, string actual, string expected, string pyTorch, string detail = "") =>
        _sections[^1].Add(new Result(name, actual, expected, pyTorch, detail));

    /// <summary>Adds a row to the section's table of freezing maps.</summary>
    public void Show(FreezingMap map) => _sections[^1].Add(map);

    /// <summary>Adds a line below the section's tables.</summary>
    public void Note(string text) => _sections[^1].Add(text);

    // The shortest digits that say exactly which number it is.
    private static string TextOf(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string TextOf(ReadOnlySpan<double> numbers)
    {
        var texts = new List<string>();
        foreach (var number in numbers)
        {
            texts.Add(TextOf(number));
        }

        return $"[{string.Join(", ", texts)}]";
    }
}

/// <summary>One experiment.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="PyTorch">The program in PyTorch; empty if there is none.</param>
public sealed record Section(string Title, string PyTorch)
{
    private readonly List<Result> _results = [];
    private readonly List<FreezingMap> _maps = [];
    private readonly List<string> _notes = [];

    /// <summary>What was compared.</summary>
    public IReadOnlyList<Result> Results => _results;

    /// <summary>What the compiler says about methods.</summary>
    public IReadOnlyList<FreezingMap> Maps => _maps;

    /// <summary>Lines below the tables.</summary>
    public IReadOnlyList<string> Notes => _notes;

    internal void Add(Result result) => _results.Add(result);

    internal void Add(FreezingMap map) => _maps.Add(map);

    internal void Add(string note) => _notes.Add(note);
}

/// <summary>One comparison.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Actual">What StaticGrad did.</param>
/// <param name="Expected">What it must do.</param>
/// <param name="PyTorch">What PyTorch prints or does.</param>
/// <param name="Detail">What else is shown of the actual result.</param>
public sealed record Result(string Name, string Actual, string Expected, string PyTorch, string Detail)
{
    /// <summary>Whether actual and expected are the same, to the last digit.</summary>
    public bool IsSame => Actual == Expected;
}
