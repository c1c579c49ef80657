using BenchmarkDotNet.Attributes;
using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>At inference an annotated method is the method: same time, and nothing is allocated.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
[BenchmarkCategory("Inference")]
public class InferenceBenchmarks
{
    private readonly double[] _weights = [.. Enumerable.Range(0, 1024).Select(i => Math.Sin(i))];
    private readonly double[] _x = [.. Enumerable.Range(0, 1024).Select(i => Math.Cos(i))];

    [Benchmark(Baseline = true)]
    public double Plain() => Inference.Plain(_weights, _x, 0.5);

    [Benchmark]
    public double Marked() => Inference.Marked(_weights, _x, 0.5);
}
