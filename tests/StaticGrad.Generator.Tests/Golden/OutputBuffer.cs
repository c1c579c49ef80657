// A matrix times a vector, into an output span.
public static partial class Program
{
    [Differentiable]
    public static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> result)
    {
        for (var row = 0; row < result.Length; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < x.Length; column++)
            {
                sum += matrix[row * x.Length + column] * x[column];
            }

            result[row] = sum;
        }
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1, 2, 3, 4, 5, 6, 0.5, -0.5, 1.5],
        p =>
        {
            var y = new double[2];
            Program.Multiply(p.AsSpan(0, 6), p.AsSpan(6), y);
            return 3 * y[0] - y[1];
        },
        p =>
        {
            var (y, seed, matrix, x) = (new double[2], new double[] { 3, -1 }, new double[6], new double[3]);
            Program.MultiplyBackward(p.AsSpan(0, 6), p.AsSpan(6), y, matrix, x, seed);
            return (3 * y[0] - y[1], [.. matrix, .. x]);
        });
}
