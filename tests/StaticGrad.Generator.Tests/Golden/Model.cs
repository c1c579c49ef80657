// A model: this is a leaf, private members are read once, a frozen one has no slot.
[Differentiable]
public sealed partial class Layer
{
    private readonly double[] _weights;

    public Layer(double[] weights, double bias)
    {
        _weights = weights;
        Bias = bias;
    }

    public double Bias { get; set; }

    [Frozen]
    public double Scale { get; set; } = 2;

    [Differentiable]
    public double Forward([Frozen] ReadOnlySpan<double> x)
    {
        double s = Bias;
        for (int i = 0; i < _weights.Length; i++)
        {
            s += _weights[i] * x[i];
        }

        return Math.Tanh(s) * Scale;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.8, -0.3, 0.1],
        p => Of(p).Forward([0.5, 2.0]),
        p => { var g = Of(p).ForwardGradient([0.5, 2.0]); return (g.Value, [g.This.Weights[0], g.This.Weights[1], g.This.Bias]); });

    private static Layer Of(double[] p) => new([p[0], p[1]], p[2]);
}
