using System.Buffers;
using BenchmarkDotNet.Attributes;
using StaticGrad.CompilerServices;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>Where saved values lie: slabs of a thread's own pool, against arrays of the shared pool, rented and given back.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
[BenchmarkCategory("Slabs")]
public class SlabBenchmarks
{
    private const int Length = 100;
    private double[][] _arrays = [];

    [Params(1, 8, 66)]
    public int InUse { get; set; }

    [GlobalSetup]
    public void SetUp() => _arrays = new double[InUse][];

    [Benchmark(Baseline = true)]
    public void Shared()
    {
        var arrays = _arrays;
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = ArrayPool<double>.Shared.Rent(Length);
        }

        for (var i = arrays.Length - 1; i >= 0; i--)
        {
            ArrayPool<double>.Shared.Return(arrays[i]);
        }
    }

    [Benchmark]
    public void Slabs()
    {
        var arrays = _arrays;
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = Slab.Rent<double>(Length);
        }

        for (var i = arrays.Length - 1; i >= 0; i--)
        {
            Slab.Return(arrays[i]);
        }
    }
}
