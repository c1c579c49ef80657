// float and double: an adjoint has its variable's own type.
public static partial class Program
{
    [Differentiable]
    public static float Mixed(float x, double y, ReadOnlySpan<float> z)
    {
        double sum = x * y;
        for (var i = 0; i < z.Length; i++)
        {
            sum += MathF.Sin(z[i]) * y;
        }

        return (float)sum * x;
    }
}

public static class Check
{
    // In double, with the same formula: the differences of a float function have too few digits.
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, 0.25, 1.5],
        p => (p[0] * p[1] + Math.Sin(p[2]) * p[1]) * p[0],
        p => { var g = Program.MixedGradient((float)p[0], p[1], [(float)p[2]]); return (g.Value, [g.X, g.Y, g.Z[0]]); });
}
