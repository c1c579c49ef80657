using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class FreezingSamples
{
    private static readonly double[] Four = [0.7, -1.2, 0.4, 1.9];

    public static IEnumerable<Sample> All =>
    [
        .. Detached,
        At(nameof(Freezing.Retained), 1.2, 0.7) with
        {
            Retained = [("H", 2 * Math.Sin(0.84) * Math.Cos(0.84) + Math.Sin(0.84) + 0.84 * Math.Cos(0.84)), ("K", 0.84 + 2 * Math.Sin(0.84))],
        },
        At(nameof(Freezing.RetainedInLoop), new[] { 0.5, 2 }, 1.0) with { Retained = [("State", 8)] },
        At(nameof(Freezing.RetainedInLoop), Array.Empty<double>(), 1.0) with { Retained = [("State", 0)] },
        At(nameof(Freezing.RetainedInArm), 2.0) with { Retained = [("Inner", 16)] },
        At(nameof(Freezing.RetainedInArm), 0.5) with { Retained = [("Inner", 0)] },
        At(nameof(Freezing.RetainedTwice), 2.0) with { Retained = [("H", 16)] },
        .. Closed,
    ];

    private static IEnumerable<Sample> Detached => new[]
    {
        At(nameof(Freezing.DetachScalar), 1.2, 0.7) with { Gradient = [[0.84], [1.2 + 0.84 + 1.2]] },
        At(nameof(Freezing.DetachArray), Four, 0.7),
        At(nameof(Freezing.DetachSpan), Four, 0.7),
        At(nameof(Freezing.NoGradBlock), 1.2, 0.7),
        At(nameof(Freezing.NoGradDeclaration), Four),
        At(nameof(Freezing.NoGradInsideNoGrad), 1.2, 0.7),
        At(nameof(Freezing.StraightThrough), Four, 0.3),
        At(nameof(Freezing.LastStepOnly), 0.7, 0.8),
    }.Select(sample => sample with { NoDifferences = true });

    private static IEnumerable<Sample> Closed => new[]
    {
        Leaf(nameof(Leaves.FrozenParameters), new[] { 1.0, 2 }, 3.0, 0.5) with { Gradient = [[2.5]] },
        Leaf(nameof(Leaves.Model), new[] { 1.0, 2 }, 3.0, 0.5) with { Name = "All", Gradient = [[21, 39], [33], [20]] },
        Leaf(nameof(Leaves.Model), new[] { 1.0, 2 }, 3.0, 0.5) with { Name = "Weight", Gradient = [[33]] },
        Leaf(nameof(Leaves.Model), new[] { 1.0, 2 }, 3.0, 0.5) with { Name = "Bias", Gradient = [[20]] },
        Leaf(nameof(Leaves.Model), new[] { 1.0, 2 }, 3.0, 0.5) with { Name = "InputAndBias", Gradient = [[21, 39], [20]] },
        Leaf(nameof(Leaves.FrozenOfHelper), 2.0, 3.0) with { Gradient = [[3], [8]] },
        Leaf(nameof(Leaves.FrozenMethod), 2.0, 3.0) with { Gradient = [[36], [9]] },
        Leaf(nameof(Leaves.Copied), 2.0, 3.0) with { Gradient = [[4], [1]] },
        Leaf(nameof(Leaves.StoredWithout), 2.0, 3.0) with { Gradient = [[3 * 4 * 3 + 3], [8 + 7]] },
        Leaf(nameof(Leaves.ThroughDetachedAlias), 2.0, 3.0) with { Gradient = [[6], [3]] },
        Leaf(nameof(Leaves.OutputWithout), 2.0, new[] { 5.0, 6, 7 }) with
        {
            Outputs = ["y"],
            Gradient = [[0], [0, 0, 0]],
        },
        Leaf(nameof(Leaves.FrozenScratch), new[] { 1.0, 2 }, new[] { 4.0 }) with { Gradient = [[3, 3.5]] },
    }.Select(sample => sample with { NoDifferences = true });

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Freezing), method, arguments);

    private static Sample Leaf(string method, params object?[] arguments) => Sample.At(typeof(Leaves), method, arguments);
}
