// A detached span shares storage; what is read through it is a constant.
public static partial class Program
{
    [Differentiable]
    public static double Weighted(ReadOnlySpan<double> x)
    {
        var constant = x.Detach();
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += constant[i] * x[i] * x[i];
        }

        return sum;
    }
}

public static class Check
{
    private static readonly double[] At = [1.5, -0.5];

    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        At,
        p => At[0] * p[0] * p[0] + At[1] * p[1] * p[1],
        p => { var g = Program.WeightedGradient(p); return (g.Value, g.X); });
}
