using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class EndingCallsSamples
{
    public static IEnumerable<Sample> All => new[]
    {
        // x * xy + Detach(y) * x + Detach(y) * y + y
        At(nameof(EndingCalls.ThroughDetachedAlias), 2.0, 3.0) with { Gradient = [[12 + 3], [4 + 3 + 1]] },

        // Detach(x) * y + (x y^2) x + Detach(y^2) + x y^2
        At(nameof(EndingCalls.DetachedOnTheWayDown), 2.0, 3.0) with { Gradient = [[36 + 9], [2 + 24 + 12]] },
        // 5 x + (y + x^2) y
        At(nameof(EndingCalls.CircleWithAFrozenArray), 2.0, 3.0) with { Gradient = [[5 + 12], [6 + 4]] },
        At(nameof(EndingCalls.UnderNoGrad), 2.0, 3.0) with { Gradient = [[12 + 2], [4 + 2 + 1]] },
        At(nameof(EndingCalls.FrozenMethod), 2.0, 3.0) with { Gradient = [[12 + 5], [4 + 5 + 1]] },
        At(nameof(EndingCalls.FrozenParameter), 2.0, 3.0) with { Gradient = [[12 + 5], [4 + 4 + 5 + 1]] },
        At(nameof(EndingCalls.FrozenParameterOfALeaf), 2.0, 3.0) with { Gradient = [[12 + 5], [4 + 4 + 5 + 1]] },
        At(nameof(EndingCalls.OverwrittenForNothing), 0.5, 3) with { Gradient = [[2 * 0.5 * (10 + 21 + 24)]] },

        // s = 2 x^2 + 7 x, then 2 s^2 + 8 s.
        At(nameof(EndingCalls.ArrayOfAnIteration), 0.5, 2) with { Gradient = [[(4 * (0.5 + 3.5) + 8) * (2 + 7)]] },

        // x^7, then (x^7 + x) x^6: 3 + 2 + 1 steps a round.
        At(nameof(EndingCalls.Counts), 0.9, 2) with { Gradient = [[13 * Math.Pow(0.9, 12) + 7 * Math.Pow(0.9, 6)]] },
    }.Select(sample => sample with { NoDifferences = true });

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(EndingCalls), method, arguments);
}
