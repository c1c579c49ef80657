using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class HelpersSamples
{
    private static readonly double[] Four = [0.7, -0.4, 0.9, 0.3];

    public static IEnumerable<Sample> All =>
    [
        .. new[] { 0.8, 1.3, 2.4 }.Select(limit => At(nameof(Helpers.LoopsInLoops), 0.6, limit)),
        .. new[] { 0.1, 0.8, 1.3, 2.4 }.Select(limit => At(nameof(Helpers.LoopsBehindTheBreak), 0.6, limit)),
        .. new[] { 0.6, 1.3, 2.4, 100 }.Select(limit => At(nameof(Helpers.CountedLoopsInLoops), Four, limit)),
        At(nameof(Helpers.ParametersChange), Four, 0.8),
        At(nameof(Helpers.WithoutResult), Four, 0.8),
        At(nameof(Helpers.WrittenUnderNoGrad), Four, 0.8) with { NoDifferences = true },
        At(nameof(Helpers.ReadTwice), Four, 0.8),
        .. new[] { (1.4, 0.6), (1.4, -1.6), (0.6, 1.4), (0.6, 0.4), (0.3, -0.6), (-2.2, 0.9), (2, 2) }
            .Select(point => At(nameof(Helpers.OpenArms), point.Item1, point.Item2)),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Helpers), method, arguments);
}
