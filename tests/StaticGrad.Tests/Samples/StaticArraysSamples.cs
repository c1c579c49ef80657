using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class StaticArraysSamples
{
    public static IEnumerable<Sample> All =>
    [
        .. new[] { 0, 1, 3 }.Select(n => At(nameof(StaticArrays.LengthInALoop), 0.9, n)),
        At(nameof(StaticArrays.LengthOfOneThatChanges), 0.9, 3),
        At(nameof(StaticArrays.HandedToARecursion), 0.9, 3),
        At(nameof(StaticArrays.OneThatChangesOutsideOfALoop), 0.9) with { Gradient = [[2.5]] },
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(StaticArrays), method, arguments);
}
