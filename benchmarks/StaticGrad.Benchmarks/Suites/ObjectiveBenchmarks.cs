using BenchmarkDotNet.Attributes;
using StaticGrad.Benchmarks.Problems;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>What is measured of every objective; the ratios are to the method itself.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public abstract class ObjectiveBenchmarks
{
    /// <summary>
    /// All parameters would take minutes a call. The cost is two evaluations for each parameter, whichever it is: the
    /// summary scales it up.
    /// </summary>
    public const int DifferencedParameters = 4;

    private Problem problem = null!;

    protected abstract Problem Create();

    [GlobalSetup]
    public void Setup() => problem = Create();

    [Benchmark(Baseline = true)]
    public double Method() => problem.Method();

#if GENERATED
    [Benchmark]
    public double Generated() => problem.Generated();
#endif

    [Benchmark]
    public double ByHand() => problem.ByHand();

    [Benchmark(Description = "CentralDifferences by 4 parameters")]
    public double CentralDifferences() => problem.CentralDifferences(DifferencedParameters);
}
