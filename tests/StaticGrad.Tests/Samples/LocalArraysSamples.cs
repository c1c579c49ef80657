using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class LocalArraysSamples
{
    private static readonly double[] Four = [0.7, -0.4, 0.9, 0.3];

    public static IEnumerable<Sample> All =>
    [
        .. new[] { 0, 2 }.Select(depth => At(nameof(LocalArrays.InACircle), Four, depth)),
        .. new[] { 0, 3 }.Select(depth => At(nameof(LocalArrays.CountedInACircle), 0.7, depth)),
        At(nameof(LocalArrays.FilledInALoop), Four),
        .. new[] { 0, 2 }.Select(depth => At(nameof(LocalArrays.FilledInACircle), Four, depth)),
        At(nameof(LocalArrays.Parts), Four),
        At(nameof(LocalArrays.ResultLeftAlone), 0.6, 1.3),
        .. new[] { 0, 1, 4 }.Select(n => At(nameof(LocalArrays.ByCallsInALoop), 0.6, 0.8, n)),
        At(nameof(LocalArrays.SineOfAConstant), 0.6, 0.4),
        At(nameof(LocalArrays.FiveLoops), 0.6, 5, 4),
        At(nameof(LocalArrays.FiveLoops), 0.6, 0, 4),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(LocalArrays), method, arguments);
}
