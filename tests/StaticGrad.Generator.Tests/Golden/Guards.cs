// Exceptions leave before any gradient buffer is touched.
public static partial class Program
{
    [Differentiable]
    public static double MeanSquare(double[] x, double scale)
    {
        if (x.Length == 0)
        {
            throw new ArgumentException("There must be at least one element.", nameof(x));
        }

        if (scale <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(scale), $"The scale is {scale}.");
        }

        var sum = 0.0;
        foreach (var value in x)
        {
            sum += value * value;
        }

        return sum / (scale * x.Length);
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.0, -2.0, 0.5, 3.0],
        p => Program.MeanSquare(p[..3], p[3]),
        p => { var g = Program.MeanSquareGradient(p[..3], p[3]); return (g.Value, [.. g.X, g.Scale]); });
}
