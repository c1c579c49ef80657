#if GENERATED
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>
/// The generator's own time on the three objectives. The baseline is what the compiler does for them without it:
/// binding and all diagnostics of the same sources, after parsing.
/// </summary>
[MemoryDiagnoser(displayGenColumns: false)]
[BenchmarkCategory("Generator")]
public class GeneratorBenchmarks
{
    private CSharpCompilation compilation = null!;
    private SyntaxTree unrelated = null!;
    private GeneratorDriver warm = null!;
    private int edits;

    [GlobalSetup]
    public void Setup()
    {
        unrelated = Unrelated();
        compilation = ObjectiveSources.Compile(unrelated);
        var ran = Driver().RunGenerators(compilation);
        var result = ran.GetRunResult();
        // A generator that threw, or found nothing to do, would be very fast.
        if (result.Results.Any(each => each.Exception != null) || result.GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException($"Nothing was generated. {result.Results[0].Exception}");
        }

        warm = ran;
    }

    [Benchmark(Baseline = true)]
    public int CompilerWithoutGenerator() => Edited().GetDiagnostics().Length;

    /// <summary>A first build: no state, and a compilation of which nothing has been bound.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => Driver().RunGenerators(Edited());

    /// <summary>A keystroke in another file of the project.</summary>
    [Benchmark]
    public GeneratorDriver AfterUnrelatedEdit() => warm.RunGenerators(Edited());

    private static CSharpGeneratorDriver Driver()
        => CSharpGeneratorDriver.Create(new DifferentiableGenerator().AsSourceGenerator());

    private CSharpCompilation Edited() => compilation.ReplaceSyntaxTree(unrelated, Unrelated());

    private SyntaxTree Unrelated()
        => CSharpSyntaxTree.ParseText(
            $"internal static class Unrelated {{ public static int Count => {edits++}; }}", path: "Unrelated.cs");
}
#endif
