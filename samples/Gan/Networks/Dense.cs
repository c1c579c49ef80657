using StaticGrad;

namespace Gan.Networks;

/// <summary>A fully connected layer with a leaky ReLU: y = f(Wx + b), f(s) = s for s > 0, else slope·s.</summary>
[Differentiable]
public sealed partial class Dense
{
    /// <summary>The slope at which nothing leaks away: the layer is linear.</summary>
    public const double Linear = 1;

    private readonly double[] _weights;
    private readonly double[] _bias;

    [Frozen]
    private readonly double _slope;

    /// <summary>Weights uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010), biases zero.</summary>
    public Dense(int inputs, int outputs, Random random, double slope = 0.2)
    {
        Outputs = outputs;
        _bias = new double[outputs];
        _weights = new double[outputs * inputs];
        _slope = slope;
        var limit = Math.Sqrt(6.0 / (inputs + outputs));
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = limit * (2 * random.NextDouble() - 1);
        }
    }

    /// <summary>The length of y.</summary>
    public int Outputs { get; }

    /// <summary>Writes the layer's answer to <paramref name="x"/> to <paramref name="y"/>.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Outputs; o++)
        {
            double sum = _bias[o];
            for (int i = 0; i < x.Length; i++)
            {
                sum += _weights[o * x.Length + i] * x[i];
            }

            y[o] = sum > 0 ? sum : _slope * sum;
        }
    }
}
