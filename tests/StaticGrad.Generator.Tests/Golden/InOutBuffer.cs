// The hardest case of docs/architecture.md: a loop that overwrites what it has read.
public static partial class Program
{
    [Differentiable]
    public static void Diffuse(Span<double> u, double k, int steps)
    {
        for (var t = 0; t < steps; t++)
        {
            for (var i = 1; i < u.Length; i++)
            {
                u[i] = u[i] * u[i - 1] * k;
            }
        }
    }
}

public static class Check
{
    private static readonly double[] Seed = [1.0, -0.5, 0.25, 2.0];

    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.9, 1.1, -0.7, 1.3, 0.8],
        p =>
        {
            var u = p[..4];
            Program.Diffuse(u, p[4], 3);
            return Dot(u);
        },
        p =>
        {
            var (u, gradient, k) = (p[..4], Seed[..], 0.0);
            Program.DiffuseBackward(u, p[4], 3, gradient, ref k);
            return (Dot(u), [.. gradient, k]);
        });

    private static double Dot(double[] u) => u[0] * Seed[0] + u[1] * Seed[1] + u[2] * Seed[2] + u[3] * Seed[3];
}
