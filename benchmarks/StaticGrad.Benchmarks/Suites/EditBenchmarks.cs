#if GENERATED
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Editing;
using StaticGrad.Generator;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>
/// A keystroke through the generator driver. The baseline is the compiler's rebind of the same keystroke: a new compilation
/// with the changed file, and all of its diagnostics. Both begin with a compilation of which nothing has been bound; neither
/// parses. An iteration is one edit of the typist of tests/StaticGrad.Editing, so that the median is the median edit.
/// </summary>
[ProcessCount(1)]
[WarmupCount(Warmup)]
[IterationCount(Edits)]
[InvocationCount(1)]
[BenchmarkCategory("Edit")]
public class EditBenchmarks
{
    /// <summary>
    /// The most that the median edit may take, in rebinds of the same edit, in a project where every method is differentiable.
    /// The driver asks for each of them again after each edit, one after the other, where the compiler binds on all cores.
    /// </summary>
    public const double Bound = 2.0;

    /// <summary>The same for a sample: a project where a few methods are.</summary>
    public const double BoundOfSamples = 1.0;

    private const int Edits = 100;
    private const int Warmup = 20;

    private readonly Queue<(AppliedEdit Edit, GeneratorDriver Before)> _edits = new();
    private CSharpCompilation _compilation = null!;
    private GeneratorDriver _driver = null!;

    [Params("FineTune", "Programs 5")]
    public string Project { get; set; } = "";

    public static double BoundOf(string project) => project.StartsWith("Programs", StringComparison.Ordinal) ? Bound : BoundOfSamples;

    [GlobalSetup]
    public void Setup()
    {
        var project = new EditedProject(SampleProjects.All.Single(sample => sample.Name == Project));
        var typist = new Typist(project, seed: 1);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: Programs.ParseOptions);
        driver = driver.RunGenerators(project.Compilation);
        if (driver.GetRunResult().GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException("Nothing was generated.");
        }

        for (var i = 0; i < Edits + Warmup + 2; i++)
        {
            var edit = project.Apply(typist.Next());
            _edits.Enqueue((edit, driver));
            driver = driver.RunGenerators(edit.After);
            typist.Saw(
                isBroken: edit.NewTree.GetDiagnostics().Any(),
                hasErrors: edit.After.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
    }

    [IterationSetup]
    public void Next()
    {
        var (edit, before) = _edits.Dequeue();
        _edits.Enqueue((edit, before));
        _compilation = edit.Again();
        _driver = before;
    }

    [Benchmark(Baseline = true)]
    public int CompilerRebind() => _compilation.GetDiagnostics().Length;

    [Benchmark]
    public GeneratorDriver Driver() => _driver.RunGenerators(_compilation);
}
#endif
