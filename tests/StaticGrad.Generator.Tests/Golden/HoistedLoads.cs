// What an inner loop reads again is read once before it; a loop under a condition keeps its values in a slab that grows; an
// array of integers is not seen again.
public static partial class Program
{
    [Differentiable]
    public static double Rows(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n)
    {
        var shifts = new int[2];
        shifts[1] = 1;
        var total = 0.0;
        for (var i = 0; i < n; i++)
        {
            var row = x.Slice(i * n, n);
            var weight = w[i];
            if (i % 2 == 0)
            {
                var s = weight;
                for (var j = 0; j < n; j++)
                {
                    s = Math.Sin(s * row[j]) * weight;
                }

                total += s * (1 + shifts[1]);
            }
        }

        return total;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.4, -0.9, 1.2, 0.3, 0.7, -0.2, 1.1, 0.8, -0.6, 0.5, 0.2, 0.9],
        p => Program.Rows(p.AsSpan(0, 3), p.AsSpan(3), 3),
        p =>
        {
            var g = Program.RowsGradient(p.AsSpan(0, 3), p.AsSpan(3), 3);
            return (g.Value, [.. g.W, .. g.X]);
        });
}
