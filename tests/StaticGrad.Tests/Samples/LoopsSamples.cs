using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class LoopsSamples
{
    private static readonly double[] Five = [0.7, -1.2, 0.4, 1.9, -0.3];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Loops.Horner), Five, 0.8),
        At(nameof(Loops.Horner), Array.Empty<double>(), 0.8) with { Gradient = [[], [0]] },
        .. new[] { 0, 1, 2, 5 }.Select(n => At(nameof(Loops.Directions), Five, n)),
        At(nameof(Loops.Triangle), Five),
        .. new[] { 0, 1, 2, 3, 6 }.Select(n => At(nameof(Loops.BoundsChange), 0.8, n)),
        At(nameof(Loops.TwoCounters), Five),
        At(nameof(Loops.TwoCounters), new[] { 0.4, 0.6 }),
        At(nameof(Loops.CounterMovesInside), Five),
        At(nameof(Loops.CounterMovesInside), new[] { 0.9, 1.1, 0.4, 2.0 }),
        At(nameof(Loops.OddCounters), 0.8, 0.3),
        At(nameof(Loops.ActiveCounter), 0.1, 0.17),
        At(nameof(Loops.ActiveCounter), 3.0, 0.17) with { Gradient = [[1], [0]] },
        .. new[] { 0, 1, 4 }.Select(n => At(nameof(Loops.Coupled), 0.8, -0.6, n)),
        .. new[] { 0, 1, 4 }.Select(n => At(nameof(Loops.CounterInExpressions), 0.8, n)),
        At(nameof(Loops.BranchesInside), Five, 0.6),
        At(nameof(Loops.BranchesInside), new[] { 0.7, -1.2, 0.4, -1.9, -0.3, 2.1, 0.9, -0.2 }, 0.6),
        .. new[] { -5, 2, 3, 4, 9 }.Select(n => At(nameof(Loops.NoTrips), 0.8, n)),
        At(nameof(Loops.Sparse), new[] { 0, 2, 2, 5 }, new[] { 0, 2, 1, 0, 2 }, Five, new[] { 0.5, -0.6, 0.7 }),
        At(nameof(Loops.Jumps), Five, 2),
        At(nameof(Loops.ForEach), Five, new[] { 0.3, -0.8 }, new[] { 2, 3 }),
        At(nameof(Loops.ForEach), new[] { 0.3 }, Array.Empty<double>(), Array.Empty<int>()),
        Sample.At(typeof(Wide), nameof(Wide.Tower), Five) with { Gradient = [[.. Five.Select(x => x / Math.Sqrt(x * x + 100))]] },
        Dynamic(nameof(DynamicLoops.Newton), 2.0) with { Gradient = [[0.5 / Math.Sqrt(2)]], NoDual = true },
        Dynamic(nameof(DynamicLoops.Newton), 1.0) with { Gradient = [[1]], NoDifferences = true },
        Dynamic(nameof(DynamicLoops.UntilLarge), 1.2, 1.3),
        Dynamic(nameof(DynamicLoops.UntilLarge), 30.0, 1.3),
        .. new[] { 1, 2, 3, 7 }.Select(n => Dynamic(nameof(DynamicLoops.Collatz), 1.3, n)),
        Dynamic(nameof(DynamicLoops.NestedWhile), new[] { 0.7, 2.2, -0.4, 1.9 }, 0.8),
        Dynamic(nameof(DynamicLoops.Forever), 1.9, 0.8),
        Dynamic(nameof(DynamicLoops.Forever), 0.3, 0.8),
        Dynamic(nameof(DynamicLoops.ForWithoutParts), 0.8),
        Dynamic(nameof(DynamicLoops.AssignmentInCondition), new[] { 0.7, 1.2, 0.9, 3.9, -0.3 }),
        Dynamic(nameof(DynamicLoops.AssignmentInCondition), new[] { 0.7, 1.2 }),
        Dynamic(nameof(DynamicLoops.AssignmentInCondition), Array.Empty<double>()),
        Dynamic(nameof(DynamicLoops.Bounce), 1.01, 0.3, 0.83),
        .. new[] { 1, 2, 3, 10 }.Select(n => Dynamic(nameof(DynamicLoops.DoContinue), 1.7, n)),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Loops), method, arguments);

    private static Sample Dynamic(string method, params object?[] arguments) => Sample.At(typeof(DynamicLoops), method, arguments);
}
