using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class ArraysSamples
{
    private static readonly double[] Five = [0.7, -1.2, 0.4, 1.9, -0.3];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Arrays.Initialised), 0.7, -1.3),
        At(nameof(Arrays.PrefixProducts), Five),
        At(nameof(Arrays.PrefixProducts), Array.Empty<double>()),
        At(nameof(Arrays.Slices), Five, new[] { 0.3, 0.9, -0.4 }),
        .. new[] { 0, 1, 3 }.Select(steps => At(nameof(Arrays.Heat), Five, 0.2, steps)),
        .. new[] { 0, 1, 3 }.Select(steps => At(nameof(Arrays.Overwritten), Five, 0.8, steps)),
        At(nameof(Arrays.Interleaved), new[] { 0.8, 1.3 }),
        At(nameof(Arrays.ArrayEachIteration), Five, 0.8),
        At(nameof(Arrays.NestedArrays), Five),
        At(nameof(Arrays.NestedArrays), new[] { 0.3 }),
        At(nameof(Arrays.ArrayInAnArm), Five, true, 3),
        At(nameof(Arrays.ArrayInAnArm), Five, false, 3),
        At(nameof(Arrays.Aliases), new[] { 0.7, -1.2, 0.4 }),
        At(nameof(Arrays.FillAndClear), Five),
        At(nameof(Arrays.Sorted), Five, new[] { 0.1, 0.2, 0.3, 0.4, 0.5 }),
        At(nameof(Arrays.Sorted), new[] { 1.0, 2, 3 }, new[] { 0.1, 0.2, 0.3 }),
        At(nameof(Arrays.Solve), new[] { 0.1, 2, 1, 3, 0.2, -1, 1, 1, 2.5 }, new[] { 1.0, 2, -1 }, 3),
        At(nameof(Arrays.Solve), new[] { 2.0 }, new[] { 3.0 }, 1) with { Gradient = [[-2 * 9 / 8.0], [2 * 3 / 4.0]] },
        At(nameof(Arrays.Cholesky), new[] { 4.0, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2 }, 3),
        At(nameof(Arrays.Ring), Five),
        .. new[] { 0, 1, 3 }.Select(rounds => At(nameof(Arrays.Permuted), Five, rounds)),
        At(nameof(Arrays.Flags), Five),
        At(nameof(Arrays.BestPath), new[] { 0.1, 1.5, 0.4, 2.3, -0.2, 0.7, 0.6, 0.2, 1.9 }, new[] { 0.1, -0.9, 0.3, 0.75, 0.25, -1.15, 1.4, 0.35, -0.3 }, 3),
        At(nameof(Arrays.InPlaceLeaf), Five, 0.8) with { Outputs = ["x"] },
        At(nameof(Arrays.Histogram), new[] { 0.71, 0.22, 0.44, 0.93, 0.36 }, 4),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Arrays), method, arguments);
}
