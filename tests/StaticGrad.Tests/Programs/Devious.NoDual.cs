namespace StaticGrad.Tests.Programs;

/// <summary>Mixtures that a dual does not follow.</summary>
public static partial class Devious
{
    /// <summary>What a helper retains is no property of its callers, whether it is inlined or not.</summary>
    [Differentiable]
    public static double RetainedInHelpers(double x, double y) => Kept(x * y) + KeptLarge(x, y);

    [Differentiable]
    public static double UnderNoGrad(double[] x, double k)
    {
        var t = new double[x.Length];
        for (int i = 0; i < t.Length; i++)
        {
            t[i] = x[i] * k;
        }

        double norm;
        int large;
        using (Grad.NoGrad())
        {
            norm = LargeNorm(t);
            large = (int)LargeNorm(x);
        }

        return t[0] * t[1] / norm + large * k;
    }

    [Differentiable]
    public static float Roundings(float x, double y)
    {
        float a = (float)(x * y);
        double b = (double)(float)y * a;
        a += (float)Math.Round(y.Detach(), 1) + (float)Math.Round((double)x.Detach(), MidpointRounding.AwayFromZero);
        return a * (float)b;
    }

    [Differentiable]
    public static double Extension(this double x, in double y, float f = 1f, int n = -1, bool flag = true) =>
        flag ? x * y * f : x * n;

    [Differentiable]
    public static double ManyNumbers(double first, params ReadOnlySpan<double> rest)
    {
        double s = first;
        foreach (double v in rest)
        {
            s *= v;
        }

        return s;
    }

    [Differentiable]
    public static void Assigns(double x, Span<double> y) => y[^1] = x * y[0];

    [Differentiable]
    public static double SmallIndices(double[] x, byte at, short other, char c) => x[at] * x[other] * x[c - 'a'];

    private static double Kept(double x)
    {
        double inner = Grad.Retain(x * x);
        return inner * 3;
    }

    private static double KeptLarge(double x, double y)
    {
        for (int i = 0; i < 3; i++)
        {
            double step = Grad.Retain(x * y);
            x = step + 1;
            if (x > 50)
            {
                return x;
            }
        }

        return x * y;
    }

    private static double LargeNorm(double[] x)
    {
        double s = 0;
        foreach (double v in x)
        {
            s += v * v;
            if (s > 1e6)
            {
                return 1e3;
            }
        }

        return Math.Sqrt(s);
    }
}

public partial class Box<T>
{
    [Differentiable]
    protected internal static double InGeneric(double x) => x * x * x;
}

internal partial interface IShape
{
    [Differentiable]
    static double Area(double r) => Math.PI * r * r;
}
