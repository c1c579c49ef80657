// One model, three sets of leaves.
public static partial class Program
{
    [Differentiable]
    [Differentiable(nameof(head), Name = "Head")]
    [Differentiable(nameof(body), nameof(head), Name = "Both")]
    public static double Model(double body, double head, double x) => Math.Tanh(body * x) * head;
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.7, 1.2, -0.4],
        p => Program.Model(p[0], p[1], p[2]),
        p =>
        {
            var g = Program.ModelGradient(p[0], p[1], p[2]);
            var head = Program.HeadGradient(p[0], p[1], p[2]);
            var (value, body, both) = Program.BothGradient(p[0], p[1], p[2]);
            var agree = head.Head == g.Head && both == g.Head && body == g.Body && value == g.Value && head.Value == value;
            return agree ? (g.Value, [g.Body, g.Head, g.X]) : throw new InvalidOperationException("the freezes differ");
        });
}
