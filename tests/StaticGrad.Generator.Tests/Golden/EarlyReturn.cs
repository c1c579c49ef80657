// Returns from inside branches and from inside a loop.
public static partial class Program
{
    [Differentiable]
    public static double FirstAbove(double[] x, double bound)
    {
        if (bound < 0)
        {
            return bound * bound;
        }

        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i]);
            if (x[i] > bound)
            {
                return sum * x[i];
            }
        }

        return sum;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.1, 0.2, 1.5, 0.3],
        p => Program.FirstAbove(p, 1.0),
        p => { var g = Program.FirstAboveGradient(p, 1.0); return (g.Value, g.X); });
}
