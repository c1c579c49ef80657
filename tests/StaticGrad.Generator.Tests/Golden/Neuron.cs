// A dot product of spans; x is frozen, n is an integer: neither has a slot.
namespace Networks.Small;

public static partial class Program
{
    [Differentiable]
    public static double Neuron(ReadOnlySpan<double> w, [Frozen] ReadOnlySpan<double> x, double b, int n)
    {
        var sum = b;
        for (var i = 0; i < n; i++)
        {
            sum += w[i] * x[i];
        }

        return Math.Tanh(sum);
    }
}

public static class Check
{
    private static readonly double[] X = [0.5, -1.0, 2.0];

    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.1, 0.2, -0.3, 0.4],
        p => Program.Neuron(p.AsSpan(0, 3), X, p[3], 3),
        p => { var g = Program.NeuronGradient(p.AsSpan(0, 3), X, p[3], 3); return (g.Value, [.. g.W, g.B]); });
}
