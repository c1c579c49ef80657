// softmax with its maximum detached; the gradient of the shift is zero anyway.
public static partial class Program
{
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        var largest = x[0];
        for (var i = 1; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i].Detach());
        }

        var shift = largest.Detach();
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - shift);
        }

        return Math.Log(sum) + shift;
    }
}

public static class Check
{
    // By hand: the gradient of the detached program is softmax(x), which is that of the whole.
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.3, 1.9, -0.4],
        p => Program.LogSumExp(p),
        p => { var g = Program.LogSumExpGradient(p); return (g.Value, g.X); });
}
