// Two results of one call, and several variables assigned at once.
public static partial class Program
{
    [Differentiable]
    public static double Rotate(double x, double y, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        (x, y) = (x * cos - y * sin, x * sin + y * cos);
        return x * y;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.0, 2.0, 0.7],
        p => Program.Rotate(p[0], p[1], p[2]),
        p => { var g = Program.RotateGradient(p[0], p[1], p[2]); return (g.Value, [g.X, g.Y, g.Angle]); });
}
