// A small callee is inlined.
public static partial class Program
{
    [Differentiable]
    public static double Loss(double x, double y) => Square(x - y) + Sigmoid(y);

    private static double Square(double value) => value * value;

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.8, -0.3],
        p => Program.Loss(p[0], p[1]),
        p => { var g = Program.LossGradient(p[0], p[1]); return (g.Value, [g.X, g.Y]); });
}
