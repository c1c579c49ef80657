// Arrays that may be null: seen as a span and as an array, as long as an inner loop, and handed to a method that is not inlined.
[Differentiable]
public sealed partial class Series
{
    public double[] Terms = [0.5, -0.25, 0.75];
}

public static partial class Program
{
    private static double Sum(ReadOnlySpan<double> values, double x)
    {
        double s = 0;
        foreach (double value in values)
        {
            s += value * value * x;
        }

        return s;
    }

    private static double Horner(double[] terms, double x, int n) => n < terms.Length ? terms[n] + x * Horner(terms, x, n + 1) : 0;

    [Differentiable]
    public static double F(double x, Series series, int rounds)
    {
        double s = Sum(series.Terms, x) * series.Terms[0];
        for (int round = 0; round < rounds; round++)
        {
            foreach (double term in series.Terms)
            {
                s += Math.Sin(s * term);
            }
        }

        return s + Horner(series.Terms, x, 0);
    }

    [Differentiable]
    public static double Power(double[] factors, int n) => n > 0 ? factors[n] * Power(factors, n - 1) : factors[0];
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, 0.4, -0.3, 0.7],
        p => Program.F(p[0], Of(p), 2) + Program.Power(p, 3),
        p =>
        {
            var f = Program.FGradient(p[0], Of(p), 2);
            var power = Program.PowerGradient(p, 3);
            double[] gradient = [f.X, .. f.Series.Terms];
            return (f.Value + power.Value, [.. gradient.Zip(power.Factors, (one, other) => one + other)]);
        });

    private static Series Of(double[] p) => new() { Terms = p[1..] };
}
