// Scalars, straight-line code.
public static partial class Program
{
    [Differentiable]
    public static double Polynomial(double x, double y)
    {
        var square = x * x;
        var mixed = square * y - 3 * y / x;
        return mixed * mixed + square;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.3, -0.7],
        p => Program.Polynomial(p[0], p[1]),
        p => { var (value, x, y) = Program.PolynomialGradient(p[0], p[1]); return (value, [x, y]); });
}
