// A callee with a loop, called by two methods: its derivative is written once.
public static partial class Program
{
    [Differentiable]
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Norm(a, 2) * Norm(b, 3) + Norm(a, 1.5);

    [Differentiable]
    public static double Length(ReadOnlySpan<double> a) => Math.Sqrt(Norm(a, 2));

    private static double Norm(ReadOnlySpan<double> x, double power)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != 0)
            {
                sum += Math.Pow(Math.Abs(x[i]), power);
            }
        }

        while (sum > 100)
        {
            sum = Math.Sqrt(sum);
        }

        return sum;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.2, -0.7, 0.4, 6.0],
        p => Program.Distance(p.AsSpan(0, 2), p.AsSpan(2)) + Program.Length(p.AsSpan(2)),
        p =>
        {
            var g = Program.DistanceGradient(p.AsSpan(0, 2), p.AsSpan(2));
            var h = Program.LengthGradient(p.AsSpan(2));
            return (g.Value + h.Value, [.. g.A, g.B[0] + h.A[0], g.B[1] + h.A[1]]);
        });
}
