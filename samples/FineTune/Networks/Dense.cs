using StaticGrad;

namespace FineTune.Networks;

/// <summary>A fully connected layer: y = Wx + b, or y = tanh(Wx + b).</summary>
[Differentiable]
public sealed partial class Dense
{
    private readonly double[] _weights;
    private readonly double[] _bias;

    /// <summary>Weights uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010), biases zero.</summary>
    public Dense(int inputs, int outputs, Random random)
    {
        Outputs = outputs;
        _bias = new double[outputs];
        _weights = new double[outputs * inputs];
        var limit = Math.Sqrt(6.0 / (inputs + outputs));
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = limit * (2 * random.NextDouble() - 1);
        }
    }

    /// <summary>The length of y.</summary>
    public int Outputs { get; }

    /// <summary>Writes Wx + b to <paramref name="y"/>.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Outputs; o++)
        {
            y[o] = Sum(o, x);
        }
    }

    /// <summary>Writes tanh(Wx + b) to <paramref name="y"/>.</summary>
    public void ApplyTanh(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Outputs; o++)
        {
            y[o] = Math.Tanh(Sum(o, x));
        }
    }

    private double Sum(int o, ReadOnlySpan<double> x)
    {
        double sum = _bias[o];
        for (int i = 0; i < x.Length; i++)
        {
            sum += _weights[o * x.Length + i] * x[i];
        }

        return sum;
    }
}
