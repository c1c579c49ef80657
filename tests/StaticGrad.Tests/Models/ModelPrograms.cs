using static StaticGrad.Grad;

namespace StaticGrad.Tests.Models.Generated;

/// <summary>A layer whose parameters nobody outside sees.</summary>
[Differentiable]
public sealed partial class DenseLayer
{
    private readonly double[] _weights;
    private readonly double[] _bias;

    public DenseLayer(int inputs, int outputs, int seed)
    {
        Inputs = inputs;
        Outputs = outputs;
        _weights = new double[inputs * outputs];
        _bias = new double[outputs];
        var random = new Random(seed);
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = random.NextDouble() - 0.5;
        }

        for (var i = 0; i < _bias.Length; i++)
        {
            _bias[i] = random.NextDouble() - 0.5;
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>The slope on the negative side.</summary>
    public double Slope { get; set; } = 0.25;

    public int Count => Inputs * Outputs;

    public double Size => Slope * Slope + _bias[0];

    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Outputs; o++)
        {
            double s = _bias[o];
            for (int i = 0; i < Inputs; i++)
            {
                s += _weights[o * Inputs + i] * x[i];
            }

            y[o] = s > 0 ? s : Slope * s;
        }
    }

    [Differentiable]
    [Differentiable("this", Name = "OfThis")]
    [Differentiable("x", Name = "OfInput")]
    public double First(ReadOnlySpan<double> x)
    {
        double s = _bias[0];
        for (int i = 0; i < Inputs; i++)
        {
            s += _weights[i] * x[i];
        }

        return Math.Tanh(s) * Slope;
    }
}

[Differentiable]
public partial struct Point
{
    public double X;
    public double Y;

    [Frozen]
    public double Weight;

    public Point(double x, double y, double weight)
    {
        X = x;
        Y = y;
        Weight = weight;
    }

    [Differentiable]
    public double Length() => Math.Sqrt(X * X + Y * Y) * Weight;
}

[Differentiable]
public readonly partial record struct Option(double Spot, double Rate, float Volatility, int Steps);

[Differentiable]
public sealed partial class Network
{
    public DenseLayer[] Layers = [];

    [Frozen]
    public double Scale = 1.5;

    public double Offset = 0.3;

    [Frozen]
    public DenseLayer Body = new(3, 3, 5);

    public DenseLayer Head = new(3, 1, 7);

    public double[,] Mix = { { 0.5, -0.25, 0.125 }, { 1.5, 0.75, -0.5 } };

    public double[][] Rows = [[0.1, 0.2], [0.3], [0.4, 0.5, 0.6]];

    public Point[] Points = [new(1, 2, 3), new(-1, 0.5, 2)];

    public Point Centre = new(0.2, 0.4, 1);

    public float Gain { get; private set; } = 0.75f;

    public float[] Small = [0.5f, 1.5f];

    [Differentiable]
    public double Loss([Frozen] ReadOnlySpan<double> x, double target)
    {
        var a = new double[3];
        var b = new double[3];
        for (int i = 0; i < 3; i++)
        {
            a[i] = x[i];
        }

        Body.Forward(a, b);
        foreach (var layer in Layers)
        {
            for (int i = 0; i < 3; i++)
            {
                a[i] = b[i] * Scale;
            }

            layer.Forward(a, b);
        }

        var y = new double[1];
        Head.Forward(b, y);
        double e = y[0] + Offset - target;
        return e * e;
    }

    [Differentiable]
    public double Grid(double t)
    {
        double s = 0;
        for (int i = 0; i < Mix.GetLength(0); i++)
        {
            for (int j = 0; j < Mix.GetLength(1); j++)
            {
                s += Math.Sin(Mix[i, j] * t) * Mix[i, 0];
            }
        }

        return s * Offset;
    }

    [Differentiable]
    public double Jagged()
    {
        double s = 1;
        for (int i = 0; i < Rows.Length; i++)
        {
            double p = Offset;
            foreach (var value in Rows[i])
            {
                p *= value + i;
            }

            s += p * Rows[i][0];
        }

        foreach (var row in Rows)
        {
            s *= row[^1];
        }

        return s;
    }

    [Differentiable]
    public double Distances(double power)
    {
        double s = 0;
        for (int i = 0; i < Points.Length; i++)
        {
            Point p = Points[i];
            double dx = p.X - Centre.X;
            double dy = p.Y - Centre.Y;
            s += Math.Pow(dx * dx + dy * dy, power) * p.Weight + Points[i].Length();
        }

        return s * Gain + Small[0] * Small[1];
    }

    [Differentiable]
    public double Regularised()
    {
        double s = Head.Size;
        int k = 0;
        while (k < Layers.Length)
        {
            var layer = Layers[k++];
            s += layer.Size * layer.Count + layer.Slope * Scale;
        }

        using (NoGrad())
        {
            s *= Offset;
        }

        return s + Offset * Offset + Centre.Detach().X * Centre.Y;
    }
}

public static partial class ModelUses
{
    [Differentiable]
    [Differentiable("b", Name = "OnlyB")]
    public static double Two(DenseLayer a, DenseLayer b, ReadOnlySpan<double> x)
    {
        var y = new double[a.Outputs];
        a.Forward(x, y);
        var z = new double[b.Outputs];
        b.Forward(y, z);
        double s = 0;
        foreach (var value in z)
        {
            s += value * value;
        }

        return s;
    }

    [Differentiable]
    public static double Frozen([Frozen] DenseLayer a, DenseLayer b, ReadOnlySpan<double> x) => Two(a, b, x) + a.Slope * b.Slope;

    [Differentiable]
    public static double Price(Option option, double strike)
    {
        double v = option.Spot;
        for (int i = 0; i < option.Steps; i++)
        {
            v *= 1 + option.Rate + option.Volatility * 0.1;
        }

        return v - strike;
    }

    [Differentiable]
    public static double ByReference(in Point p, Point q, double k) => p.X * q.Y - p.Y * q.X * k + p.Length();

    [Differentiable]
    public static double OfAll(DenseLayer[] layers, ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            s += layers[i].First(x) * (i + 1) * layers[layers.Length - 1 - i].Slope;
        }

        return s;
    }

    [Differentiable]
    public static double Recursive(DenseLayer[] layers, double x, int from) =>
        from >= layers.Length ? x : Recursive(layers, Math.Sin(x) * layers[from].Slope + layers[from].Size, from + 1);
}

/// <summary>A binary tree with optional branches and an optional bias.</summary>
[Differentiable]
public sealed partial class Tree
{
    public Tree? Left;
    public Tree? Right;
    public double[]? Bias;
    public double Weight = 1;

    [Differentiable]
    public double Sum(double x)
    {
        double s = Math.Sin(Weight * x);
        if (Bias is not null)
        {
            s += Bias[0] * Bias[0] * x;
        }

        if (Left != null)
        {
            s += Left.Sum(x * Weight);
        }

        return Right is null ? s : s * Right.Sum(s);
    }

    [Differentiable]
    public double Flat(double x)
    {
        double s = x;
        for (int i = 0; i < 3; i++)
        {
            if (Left == null)
            {
                s *= Weight;
            }
            else if (Left.Bias != null)
            {
                s += Left.Bias[0] * s;
            }
        }

        return s;
    }
}
