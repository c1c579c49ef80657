namespace Gan;

/// <summary>Normal random numbers.</summary>
public static class Normal
{
    /// <summary>Fills a span with draws of mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public static void FillNormal(this Random random, Span<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            numbers[i] = radius * Math.Cos(2 * Math.PI * random.NextDouble());
        }
    }
}
