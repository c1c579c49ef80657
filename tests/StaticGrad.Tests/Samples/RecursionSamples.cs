using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class RecursionSamples
{
    private static readonly double[] Five = [0.7, -1.2, 0.4, 1.9, -0.3];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Recursion.Power), 1.3, 5) with { Gradient = [[5 * Math.Pow(1.3, 4)]] },
        At(nameof(Recursion.Power), 1.3, 0) with { Gradient = [[0]] },
        .. new[] { 0, 1, 2, 5 }.Select(n => At(nameof(Recursion.Fibonacci), 0.6, 0.7, n)),
        .. new[] { 0, 1, 2, 5 }.Select(n => At(nameof(Recursion.Even), 1.3, n)),
        .. new[] { 0, 1, 2, 3 }.Select(n => At(nameof(Recursion.WritesInACircle), 1.1, 0.8, n)),
        At(nameof(Recursion.Halves), Five),
        At(nameof(Recursion.Halves), Array.Empty<double>()),
        At(nameof(Recursion.OwnArrays), new[] { 0.3, -0.2, 0.4, 0.1, 0.2 }, 0.3),
        At(nameof(Recursion.OwnArrays), new[] { 2.0, 3 }, 0.8),
        .. new[] { 0, 1, 2, 9 }.Select(depth => At(nameof(Recursion.Accumulate), Five, 0.8, depth) with { Outputs = ["y"] }),
        .. new[] { 0, 1, 3 }.Select(depth => At(nameof(Recursion.InLoop), Five, 0.8, depth)),
        At(nameof(Recursion.Continued), 0.6, 1.4),
        .. new[] { 0, 1, 2, 5 }.Select(n => At(nameof(Recursion.Rotating), 0.6, 1.4, -0.3, n)),
        Sample.At(typeof(Deep), nameof(Deep.Chain), 0.9, 0),
        Sample.At(typeof(Deep), nameof(Deep.Chain), 0.9, 5),
        At(nameof(Recursion.Integral), 0.1, 2.3, 1.7),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Recursion), method, arguments);
}
