// Indices are integers: no gradient, kept as they are; elements may be read more than once.
public static partial class Program
{
    [Differentiable]
    public static double Gather(ReadOnlySpan<double> table, int[] index, ReadOnlySpan<bool> use)
    {
        var product = 1.0;
        for (var i = index.Length - 1; i >= 0; i -= 1)
        {
            if (use[i])
            {
                product *= table[index[i]];
            }
        }

        return product;
    }
}

public static class Check
{
    private static readonly int[] Index = [0, 2, 2, 1];
    private static readonly bool[] Use = [true, true, true, false];

    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.5, 2.5, -0.5],
        p => Program.Gather(p, Index, Use),
        p => { var g = Program.GatherGradient(p, Index, Use); return (g.Value, g.Table); });
}
