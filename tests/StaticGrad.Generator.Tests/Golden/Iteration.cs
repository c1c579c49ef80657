// A loop whose values must be saved: each iteration overwrites what the one before computed.
public static partial class Program
{
    [Differentiable]
    public static double Logistic(double start, double rate, int steps)
    {
        var x = start;
        for (var i = 0; i < steps; i++)
        {
            x = rate * x * (1 - x);
        }

        return x;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.3, 2.9],
        p => Program.Logistic(p[0], p[1], 7),
        p => { var g = Program.LogisticGradient(p[0], p[1], 7); return (g.Value, [g.Start, g.Rate]); });
}
