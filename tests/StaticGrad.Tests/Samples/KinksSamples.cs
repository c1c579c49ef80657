using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class KinksSamples
{
    private const double Infinity = double.PositiveInfinity;

    public static IEnumerable<Sample> All => new[]
    {
        At(nameof(Kinks.Abs), 0.0) with { Gradient = [[0]] },
        At(nameof(Kinks.Abs), -0.0) with { Gradient = [[0]] },
        At(nameof(Kinks.Abs), double.NaN) with { Gradient = [[double.NaN]] },
        At(nameof(Kinks.Maximum), 2.0, 2.0) with { Gradient = [[0.5], [0.5]] },
        At(nameof(Kinks.Minimum), 2.0, 2.0) with { Gradient = [[0.5], [0.5]] },
        At(nameof(Kinks.Clamped), 1.0, 1.0, 3.0) with { Gradient = [[1], [0], [0]] },
        At(nameof(Kinks.Clamped), 3.0, 1.0, 3.0) with { Gradient = [[1], [0], [0]] },
        At(nameof(Kinks.Clamped), 4.0, 1.0, 3.0) with { Gradient = [[0], [0], [1]] },
        At(nameof(Kinks.Clamped), 0.0, 1.0, 3.0) with { Gradient = [[0], [1], [0]] },
        At(nameof(Kinks.Root), 0.0) with { Gradient = [[Infinity]] },
        At(nameof(Kinks.Power), 0.0, 0.0) with { Gradient = [[0], [0]] },
        At(nameof(Kinks.Power), 0.0, 2.0) with { Gradient = [[0], [0]] },
        At(nameof(Kinks.Power), 0.0, 1.0) with { Gradient = [[1], [0]] },
        At(nameof(Kinks.Power), -2.0, 3.0) with { Gradient = [[12], [double.NaN]] },
        At(nameof(Kinks.Rectified), 0.0) with { Gradient = [[0]] },
        At(nameof(Kinks.Rectified), -1.0) with { Gradient = [[0]] },
        At(nameof(Kinks.Rectified), 2.0) with { Gradient = [[1]] },
        At(nameof(Kinks.SafeNorm), new[] { 0.0, 0 }) with { Gradient = [[0, 0]] },
        At(nameof(Kinks.SafeNorm), new[] { 3.0, 4 }) with { Gradient = [[0.6, 0.8]] },
        At(nameof(Kinks.Unsafe), 0.0) with { Gradient = [[double.NaN]] },
        At(nameof(Kinks.Quotient), 1.0, 0.0) with { Gradient = [[Infinity], [double.NegativeInfinity]] },
        At(nameof(Kinks.Quotient), 0.0, 0.0) with { Gradient = [[Infinity], [double.NaN]] },
    }.Select(sample => sample with { NoDifferences = true, NoDual = true });

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Kinks), method, arguments);
}
