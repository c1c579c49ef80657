using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class OrderSamples
{
    private static readonly double[] Five = [0.7, -1.2, 0.4, 1.9, -0.3];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Order.AssignmentsInOperands), 0.7, 1.2),
        At(nameof(Order.IndicesMove), Five),
        At(nameof(Order.LoadBeforeStore), new[] { 0.7, 1.2 }),
        At(nameof(Order.ArgumentsChange), 0.7, 2),
        At(nameof(Order.CallChangesTheTarget), 0.7),
        At(nameof(Order.LargeCallChangesTheTarget), 0.7),
        At(nameof(Order.SliceBoundsMove), Five),
        At(nameof(Order.TuplesMove), Five),
        At(nameof(Order.InitialisersMove), 0.7, 1),
        At(nameof(Order.ShortCircuits), Five),
        At(nameof(Order.ShortCircuits), new[] { 1.1, 0.4, 0.6, 1.7, 0.2 }),
        At(nameof(Order.ConditionalTargets), 0.7, 1.2, true),
        At(nameof(Order.ConditionalTargets), 0.7, 1.2, false),
        At(nameof(Order.ConditionalTargets), -0.7, 1.2, false),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Order), method, arguments);
}
