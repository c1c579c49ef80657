// Storage of its own, overwritten from iteration to iteration.
public static partial class Program
{
    [Differentiable]
    public static double Horizon(ReadOnlySpan<double> x, double decay)
    {
        var state = new double[x.Length + 1];
        for (var i = 0; i < x.Length; i++)
        {
            state[i + 1] = decay * state[i] + x[i] * x[i];
            state[i] *= state[i + 1];
        }

        var sum = 0.0;
        foreach (var value in state)
        {
            sum += value;
        }

        return sum;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, -1.5, 0.7, 0.9],
        p => Program.Horizon(p.AsSpan(0, 3), p[3]),
        p => { var g = Program.HorizonGradient(p.AsSpan(0, 3), p[3]); return (g.Value, [.. g.X, g.Decay]); });
}
