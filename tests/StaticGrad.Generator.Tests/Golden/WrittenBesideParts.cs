// A state that is written, beside what the method reads of a model's part, of a member and of a static table.
[Differentiable]
public partial class Layer
{
    public double[] Weights = [0.5, -0.25];
}

[Differentiable]
public partial class Network
{
    public Layer Layer = new();

    [Frozen]
    public double[] Shift = [0.125, 2];

    [Differentiable]
    public double Run(double[] state)
    {
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = Math.Tanh(Layer.Weights[i] * state[i] + Shift[i]) * Constants.Scales[i];
        }

        return state[0] * state[1];
    }
}

public static class Constants
{
    public static readonly double[] Scales = [3, 2];
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, -0.25, 0.3, 0.9],
        p => Of(p).Run(p[2..]),
        p =>
        {
            var g = Of(p).RunGradient(p[2..]);
            return (g.Value, [.. g.This.Layer.Weights, .. g.State]);
        });

    private static Network Of(double[] p) => new() { Layer = new() { Weights = p[..2] } };
}
