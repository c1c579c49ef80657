// Arrays of models, a frozen body and a trainable head: the derivative has the head's adjoint only.
[Differentiable]
public sealed partial class Dense
{
    private readonly double[] _weights;

    public Dense(params double[] weights) => _weights = weights;

    public int Width => 2;

    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Width; o++)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                s += _weights[o * x.Length + i] * x[i];
            }

            y[o] = Math.Tanh(s);
        }
    }
}

[Differentiable]
public sealed partial class Perceptron
{
    [Frozen]
    public Dense[] Body = [new(0.1, 0.2, 0.3, 0.4), new(-0.4, 0.3, -0.2, 0.1)];

    public Dense Head = new(0, 0, 0, 0);

    [Differentiable]
    public double Loss([Frozen] ReadOnlySpan<double> x)
    {
        var a = new double[x.Length];
        var b = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = x[i];
        }

        foreach (var layer in Body)
        {
            layer.Forward(a, b);
            for (int i = 0; i < a.Length; i++)
            {
                a[i] = b[i];
            }
        }

        Head.Forward(a, b);
        double loss = 0;
        foreach (var value in b)
        {
            loss += value * value;
        }

        return loss;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.8, -0.3, 0.1, 0.6],
        p => Of(p).Loss([0.5, 2.0]),
        p => { var g = Of(p).LossGradient([0.5, 2.0]); return (g.Value, g.This.Head.Weights); });

    private static Perceptron Of(double[] p) => new() { Head = new([p[0], p[1], p[2], p[3]]) };
}
