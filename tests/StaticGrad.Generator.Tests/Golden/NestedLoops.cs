// A ragged nest: the inner bound depends on the outer counter.
public static partial class Program
{
    [Differentiable]
    public static double Triangle(ReadOnlySpan<double> x)
    {
        var total = 1.0;
        for (var i = 0; i < x.Length; i++)
        {
            var row = 0.0;
            for (var j = 0; j <= i; j++)
            {
                row += x[i] * Math.Sin(x[j]);
            }

            total *= 1 + row * row;
        }

        return total;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.4, -0.9, 1.2],
        p => Program.Triangle(p),
        p => { var g = Program.TriangleGradient(p); return (g.Value, g.X); });
}
