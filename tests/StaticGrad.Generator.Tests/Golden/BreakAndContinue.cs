// Jumps out of and around the body.
public static partial class Program
{
    [Differentiable]
    public static double Selected(ReadOnlySpan<double> x, double limit)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] < 0)
            {
                continue;
            }

            sum += x[i] * x[i];
            if (sum > limit)
            {
                break;
            }
        }

        return sum * limit;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.0, -2.0, 1.5, 3.0, 4.0, 3.1],
        p => Program.Selected(p.AsSpan(0, 5), p[5]),
        p => { var g = Program.SelectedGradient(p.AsSpan(0, 5), p[5]); return (g.Value, [.. g.X, g.Limit]); });
}
