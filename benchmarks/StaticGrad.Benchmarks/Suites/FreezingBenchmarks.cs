#if GENERATED
using BenchmarkDotNet.Attributes;
using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>
/// What freezing all but the last layer of a perceptron leaves: the forward pass and the adjoint of one layer in ten.
/// </summary>
[MemoryDiagnoser(displayGenColumns: false)]
[BenchmarkCategory("Freezing")]
public class FreezingBenchmarks
{
    private PerceptronLayer[] _body = null!;
    private PerceptronLayer _head = null!;
    private PerceptronLayer.Gradient[] _bodyGradient = null!;
    private PerceptronLayer.Gradient _headGradient = null!;
    private double[] _x = null!;
    private double[] _target = null!;

    [Params(64, 256)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _body = [.. Enumerable.Range(1, Perceptron.Depth - 1).Select(_ => new PerceptronLayer(Width, random))];
        _head = new PerceptronLayer(Width, random);
        _bodyGradient = [.. _body.Select(layer => new PerceptronLayer.Gradient(layer))];
        _headGradient = new PerceptronLayer.Gradient(_head);
        _x = [.. Enumerable.Range(0, Width).Select(_ => random.NextDouble())];
        _target = [.. Enumerable.Range(0, Width).Select(_ => random.NextDouble())];
    }

    [Benchmark(Baseline = true)]
    public double Method() => Perceptron.Loss(_body, _head, _x, _target);

    [Benchmark]
    public double AllButTheLastFrozen() => Perceptron.HeadLossBackward(_body, _head, _x, _target, _headGradient);

    [Benchmark]
    public double NothingFrozen() => Perceptron.LossBackward(_body, _head, _x, _target, _bodyGradient, _headGradient);
}
#endif
