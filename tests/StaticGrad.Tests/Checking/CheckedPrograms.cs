namespace StaticGrad.Tests.Checking;

/// <summary>What the tests of GradCheck check.</summary>
public static partial class CheckedPrograms
{
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> w, [Frozen] ReadOnlySpan<double> x, double b)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            double e = Math.Sin(w[i] * x[i]) + b;
            sum += e * e * (i + 1);
        }

        return sum;
    }

    [Differentiable]
    public static float Single(ReadOnlySpan<float> w, float b)
    {
        float sum = b;
        for (int i = 0; i < w.Length; i++)
        {
            sum = sum * 0.5f + MathF.Sin(w[i]) * b;
        }

        return sum;
    }

    /// <summary>The price of a call by Black, Scholes and Merton, with the normal distribution by its logistic approximation.</summary>
    [Differentiable]
    public static double Call(double spot, double strike, double rate, double volatility, double time)
    {
        double spread = volatility * Math.Sqrt(time);
        double d = (Math.Log(spot / strike) + (rate + volatility * volatility / 2) * time) / spread;
        return spot * Normal(d) - strike * Math.Exp(-rate * time) * Normal(d - spread);
    }

    /// <summary>y = A x, with A row by row.</summary>
    [Differentiable]
    public static void Product(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += a[i * x.Length + j] * x[j];
            }

            y[i] = Math.Tanh(sum);
        }
    }

    /// <summary>In and out.</summary>
    [Differentiable]
    public static void Decay(Span<double> y, double k)
    {
        for (int i = 1; i < y.Length; i++)
        {
            y[i] = y[i] * y[i - 1] * k;
        }
    }

    private static double Normal(double x) => 1 / (1 + Math.Exp(-1.702 * x));
}

[Differentiable]
public partial struct Curve
{
    public double Level;
    public float Tilt;
    public double[] Knots;

    [Frozen]
    public double Unit;

    [Differentiable]
    public double At(double x)
    {
        double s = Level * Unit + Tilt * x;
        for (int i = 0; i < Knots.Length; i++)
        {
            s += Knots[i] * Math.Cos(i * x);
        }

        return s * s;
    }
}

[Differentiable]
public sealed partial class Dense
{
    public double[] Weights;
    public double Bias = 0.1;

    [Frozen]
    public double Scale = 2;

    public Dense(params double[] weights) => Weights = weights;

    public double Forward(double x)
    {
        double s = Bias;
        for (int i = 0; i < Weights.Length; i++)
        {
            s = Math.Tanh(s + Weights[i] * x) * Scale;
        }

        return s;
    }
}

[Differentiable]
public sealed partial class Net
{
    public Dense[] Layers = [new(0.3, -0.4), new(0.7, 0.2)];

    public double[,] Mix = { { 0.5, -0.25 }, { 1.5, 0.75 } };

    public double[][] Rows = [[0.1], [0.3, 0.2]];

    [Frozen]
    public Dense Body = new(0.9);

    public Curve Head = new() { Level = 0.5, Tilt = 0.25f, Knots = [0.1, 0.2], Unit = 3 };

    public float Gain { get; set; } = 0.75f;

    [Differentiable]
    public double Loss([Frozen] double x, double target)
    {
        double h = Body.Forward(x);
        for (int i = 0; i < Layers.Length; i++)
        {
            h = Layers[i].Forward(h) * Mix[i, 0] + Mix[i, 1];
        }

        for (int i = 0; i < Rows.Length; i++)
        {
            for (int j = 0; j < Rows[i].Length; j++)
            {
                h += Rows[i][j] * h * h;
            }
        }

        double e = Head.At(h) * Gain - target;
        return e * e;
    }
}

/// <summary>Only a constructor sets what it holds.</summary>
[Differentiable]
public readonly partial record struct Fixed(double A, double B)
{
    [Differentiable]
    public double Product() => A * B;
}
