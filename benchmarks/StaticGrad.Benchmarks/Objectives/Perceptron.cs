namespace StaticGrad.Benchmarks.Objectives;

/// <summary>A dense layer with a hyperbolic tangent.</summary>
[Differentiable]
public sealed partial class PerceptronLayer
{
    private readonly double[] _weights;
    private readonly double[] _bias;

    public PerceptronLayer(int width, Random random)
    {
        Width = width;
        _weights = new double[width * width];
        _bias = new double[width];
        var scale = Math.Sqrt(3.0 / width);
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = scale * ((2 * random.NextDouble()) - 1);
        }
    }

    public int Width { get; }

    /// <summary><c>y = tanh(W x + b)</c></summary>
    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Width; o++)
        {
            double s = _bias[o];
            for (int i = 0; i < Width; i++)
            {
                s += _weights[o * Width + i] * x[i];
            }

            y[o] = Math.Tanh(s);
        }
    }
}

/// <summary>A perceptron of ten layers; the loss is the squared distance to a target.</summary>
public static partial class Perceptron
{
    public const int Depth = 10;

    /// <summary>Every layer is trainable; and, as <c>HeadLoss</c>, the last one alone.</summary>
    [Differentiable(nameof(body), nameof(head))]
    [Differentiable(nameof(head), Name = "HeadLoss")]
    public static double Loss(PerceptronLayer[] body, PerceptronLayer head, ReadOnlySpan<double> x, ReadOnlySpan<double> target)
    {
        var a = new double[x.Length];
        var b = new double[x.Length];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = x[i];
        }

        foreach (var layer in body)
        {
            layer.Forward(a, b);
            for (int i = 0; i < a.Length; i++)
            {
                a[i] = b[i];
            }
        }

        head.Forward(a, b);
        double loss = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double e = b[i] - target[i];
            loss += e * e;
        }

        return loss;
    }
}
