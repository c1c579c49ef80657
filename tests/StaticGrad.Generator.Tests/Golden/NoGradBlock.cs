// A step size that is found without gradients and used with them.
public static partial class Program
{
    [Differentiable]
    public static double Step(double x, double y)
    {
        double size;
        using (Grad.NoGrad())
        {
            size = 1 / Math.Sqrt(x * x + y * y);
        }

        return size * (x * y) + x;
    }
}

public static class Check
{
    private static readonly double[] At = [0.6, -1.4];
    private static readonly double Size = 1 / Math.Sqrt(At[0] * At[0] + At[1] * At[1]);

    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        At,
        p => Size * (p[0] * p[1]) + p[0],
        p => { var g = Program.StepGradient(p[0], p[1]); return (g.Value, [g.X, g.Y]); });
}
