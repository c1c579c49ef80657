// A buffer that is passed twice to a callee that is inlined: the compiler sees that it is one.
public static partial class Program
{
    [Differentiable]
    public static void Run(Span<double> y)
    {
        Step(y, y);
        Step(y[1..], y);
    }

    private static void Step(ReadOnlySpan<double> from, Span<double> to)
    {
        for (var i = 1; i < from.Length; i++)
        {
            to[i] += from[i - 1] * from[i];
        }
    }
}

public static class Check
{
    private static readonly double[] Seed = [1.0, -0.5, 0.25, 2.0];

    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.9, 1.1, -0.7, 1.3],
        p =>
        {
            var y = p[..];
            Program.Run(y);
            return Dot(y);
        },
        p =>
        {
            var (y, gradient) = (p[..], Seed[..]);
            Program.RunBackward(y, gradient);
            return (Dot(y), gradient);
        });

    private static double Dot(double[] y) => y[0] * Seed[0] + y[1] * Seed[1] + y[2] * Seed[2] + y[3] * Seed[3];
}
