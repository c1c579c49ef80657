// Slices and ranges are the same storage seen from another start.
public static partial class Program
{
    [Differentiable]
    public static double Layers(ReadOnlySpan<double> weights, double input)
    {
        var first = weights[..2];
        var second = weights.Slice(2);
        var hidden = Math.Tanh(first[0] * input + first[1]);
        return hidden * second[0] + second[^1];
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.1, 0.2, 0.3, 0.4, 1.5],
        p => Program.Layers(p.AsSpan(0, 4), p[4]),
        p => { var g = Program.LayersGradient(p.AsSpan(0, 4), p[4]); return (g.Value, [.. g.Weights, g.Input]); });
}
