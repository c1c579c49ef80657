using System.Text.Json.Serialization;

namespace StaticGrad.AnySource;

/// <summary>What is asked of a worker.</summary>
/// <param name="Files">Paths, compiled together.</param>
/// <param name="CompilerOnly">Without generator and analyzers: whether the compiler itself can read the files.</param>
/// <param name="Mutations">How many half-typed forms of each file; 0 for the file as it is.</param>
internal sealed record Batch(string[] Files, MarkingOptions Marking, bool CompilerOnly = false, int Mutations = 0);

/// <summary>What became of it. All counts are of marked declarations.</summary>
internal sealed record BatchResult
{
    public int Files { get; init; }

    /// <summary>Files that could not be read, each with why.</summary>
    public List<string> Skipped { get; init; } = [];

    public int Marked { get; set; }

    public int Derived { get; set; }

    /// <summary>Told by a diagnostic of StaticGrad.</summary>
    public int Told { get; set; }

    /// <summary>Told by the compiler alone.</summary>
    public int Broken { get; set; }

    public List<Failure> Failures { get; init; } = [];

    public double GeneratorSeconds { get; set; }

    public double AnalyzerSeconds { get; set; }

    public double Seconds { get; set; }

    public long Allocated { get; set; }

    public long PeakMemory { get; set; }

    public void Add(BatchResult other)
    {
        Marked += other.Marked;
        Derived += other.Derived;
        Told += other.Told;
        Broken += other.Broken;
        Skipped.AddRange(other.Skipped);
        Failures.AddRange(other.Failures);
        GeneratorSeconds += other.GeneratorSeconds;
        AnalyzerSeconds += other.AnalyzerSeconds;
        Seconds += other.Seconds;
        Allocated += other.Allocated;
        PeakMemory = Math.Max(PeakMemory, other.PeakMemory);
    }
}

/// <param name="Member">The marked declaration, or the generated file.</param>
internal sealed record Failure(FailureKind Kind, string File, string Member, string Message)
{
    public override string ToString() => $"{Kind}: {File}: {Member}: {Message}";
}

[JsonConverter(typeof(JsonStringEnumConverter<FailureKind>))]
internal enum FailureKind
{
    /// <summary>The generator threw, caught a defect of its own, hung or ended the process.</summary>
    Generator,

    /// <summary>An analyzer threw.</summary>
    Analyzer,

    /// <summary>A compiler error inside a generated file.</summary>
    GeneratedCode,

    /// <summary>Neither a derivative nor an error.</summary>
    Silent,
}
