// The trip count is known only at run time.
public static partial class Program
{
    [Differentiable]
    public static double SquareRoot(double a, double tolerance)
    {
        var x = a;
        while (Math.Abs(x * x - a) > tolerance)
        {
            x = 0.5 * (x + a / x);
        }

        return x;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [7.0],
        p => Program.SquareRoot(p[0], 1e-9),
        p => { var g = Program.SquareRootGradient(p[0], 1e-9); return (g.Value, [g.A]); });
}
