namespace Gan;

/// <summary>
/// How far two clouds of points are apart (Székely and Rizzo, 2013): 2E‖X−Y‖ − E‖X−X′‖ − E‖Y−Y′‖, each mean over all
/// pairs. Zero or more; zero only for equal distributions.
/// </summary>
public static class EnergyDistance
{
    /// <summary>Between points of the plane, which stand one after the other.</summary>
    public static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        2 * MeanDistance(x, y) - MeanDistance(x, x) - MeanDistance(y, y);

    private static double MeanDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i += 2)
        {
            for (var j = 0; j < y.Length; j += 2)
            {
                var (dx, dy) = (x[i] - y[j], x[i + 1] - y[j + 1]);
                sum += Math.Sqrt(dx * dx + dy * dy);
            }
        }

        return sum / (x.Length / 2) / (y.Length / 2);
    }
}
