// The gradient of a local is a property of the result.
public static partial class Program
{
    [Differentiable]
    public static double Layered(double x, double w)
    {
        var h = Grad.Retain(Math.Tanh(w * x));
        return h * h * x;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, 1.25],
        p => Program.Layered(p[0], p[1]),
        p =>
        {
            var g = Program.LayeredGradient(p[0], p[1]);
            var h = Math.Tanh(p[1] * p[0]);
            return Math.Abs(g.H - 2 * h * p[0]) < 1e-12 ? (g.Value, [g.X, g.W]) : throw new InvalidOperationException($"{g.H}");
        });
}
