// The arm of ?: that is not taken is never evaluated: no infinity leaks from the logarithm.
public static partial class Program
{
    [Differentiable]
    public static double Entropy(ReadOnlySpan<double> p, double floor)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            sum -= p[i] > 0 && p[i] > floor ? p[i] * Math.Log(p[i]) : 0;
        }

        return sum + floor;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, 0.0, 0.25, 0.1],
        p => Program.Entropy(p.AsSpan(0, 3), p[3]),
        p => { var g = Program.EntropyGradient(p.AsSpan(0, 3), p[3]); return (g.Value, [.. g.P, g.Floor]); });
}
