namespace StaticGrad.Tests.Programs;

/// <summary>Parameters of every kind, and names that generated code uses itself.</summary>
public static partial class Signatures
{
    [Differentiable]
    public static double Modifiers(in double x, double scale = 2.5, params double[] weights)
    {
        double s = x;
        foreach (double w in weights)
        {
            s = s * w + scale;
        }

        return s;
    }

    [Differentiable]
    public static double GeneratedNames(double seed, double value, double slot, double frame)
    {
        double xAdjoint = seed * value;
        double trips = xAdjoint + slot;
        for (int iteration = 0; iteration < 3; iteration++)
        {
            double valueGradient = trips * frame;
            trips = Math.Sin(valueGradient) + xAdjoint;
        }

        double Reverse = trips * seed;
        double valueAdjoint = Reverse + value;
        if (valueAdjoint > 100)
        {
            return frame;
        }

        return valueAdjoint * Reverse;
    }

    [Differentiable]
    public static double Keywords(double @class, ReadOnlySpan<double> @event, int @int)
    {
        double @double = @class;
        for (int @for = 0; @for < @int; @for++)
        {
            @double = @double * @event[@for] + @class;
        }

        return @double;
    }

    [Differentiable]
    public static double NamedArguments(double x, double y) => Weighted(b: x * y, a: y) + Weighted(x) + Weighted(x, c: y);

    [Differentiable(Name = "OverloadScalar")]
    public static double Overload(double x) => x * x;

    [Differentiable]
    public static double OtherTypes(double x, bool flag, long n, char c, float f, int[] k, ReadOnlySpan<bool> mask)
    {
        double s = flag ? x * n : x;
        for (int i = 0; i < k.Length; i++)
        {
            if (mask[i])
            {
                s += k[i] * s * f + (c - 'a') * x;
            }
        }

        return s;
    }

    /// <summary>A result and leaves of different precision.</summary>
    [Differentiable]
    public static float Narrowed(double x, float y, ReadOnlySpan<float> z)
    {
        double s = x * y;
        foreach (float v in z)
        {
            s += v * s;
        }

        return (float)(s * s);
    }

    private static double Weighted(double a, double b = 2, double c = -0.5) => a * a * b + c * b;

    /// <summary>A nested type, and one of another kind.</summary>
    public static partial class Nested
    {
        [Differentiable]
        public static double Cube(double x) => x * x * x;
    }
}

internal partial record struct InStruct(int Number)
{
    [Differentiable]
    internal static double Linear(double x, double y) => Hidden(x) * 3 + y;

    private static double Hidden(double x) => x + x;
}
