using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class DeviousSamples
{
    private static readonly double[] Four = [0.7, -1.2, 0.4, 1.9];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Devious.CallOnIterationArray), new[] { 0.3, -0.2, 0.1 }, 0.2),
        At(nameof(Devious.CallOnIterationArray), new[] { 1.7, 1.1, 0.4 }, 0.6),
        At(nameof(Devious.ReturnedArray), new[] { 0.7, -0.2, 0.4 }),
        At(nameof(Devious.DeclaredOutside), Four),
        At(nameof(Devious.SiblingScopes), 0.7, 1.2),
        At(nameof(Devious.SiblingScopes), -0.7, 1.2),
        At(nameof(Devious.ChainedStores), 0.7, 1.2),
        At(nameof(Devious.TripsFromValue), new[] { 2.3, 1.2, -0.4 }),
        .. new[] { 0, 1, 4 }.Select(n => At(nameof(Devious.Tuples), 0.7, 0.4, n)),
        At(nameof(Devious.PingPong), new[] { 0.3, -0.2, 0.1 }, 0.6) with { Outputs = ["u"] },
        At(nameof(Devious.OverwrittenAcrossCalls), Four, 0.6) with { Outputs = ["u"] },
        At(nameof(Devious.CountsInRecursion), Four, new int[4], 1, 3),
        At(nameof(Devious.LongHelper), 0.7, 1.2),
        .. new[] { 0, 1, 4, 7 }.Select(n => At(nameof(Devious.Everything), Four, new[] { 0.3, 0.8, -0.5 }, 0.6, n) with { Outputs = ["y"] }),
        At(nameof(Devious.RetainedInHelpers), 1.2, 0.7),
        At(nameof(Devious.UnderNoGrad), new[] { 3.0, 4 }, 2.0) with
        {
            NoDifferences = true,
            Gradient = [[1.6, 1.2], [2 * 2 * 12 / 10.0 + 5]],
        },
        At(nameof(Devious.Roundings), 1.5f, 2.0) with
        {
            // a = x y, b = y a, a += 4: (x y + 4) x y^2.
            Gradient = [[2 * 1.5 * 8 + 4 * 4], [2.25 * 3 * 4 + 4 * 1.5 * 2 * 2]],
        },
        At(nameof(Devious.Extension), 1.5, 2.0, 3f, 4, true),
        At(nameof(Devious.ManyNumbers), 1.5, Four),
        At(nameof(Devious.Assigns), 1.5, Four) with { Outputs = ["y"] },
        At(nameof(Devious.SmallIndices), Four, (byte)2, (short)3, 'b'),
        Sample.At(typeof(Box<int>), "InGeneric", 2.0) with { Gradient = [[12]] },
        Sample.At(typeof(IShape), nameof(IShape.Area), 2.0) with { Gradient = [[4 * Math.PI]] },
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Devious), method, arguments);
}
