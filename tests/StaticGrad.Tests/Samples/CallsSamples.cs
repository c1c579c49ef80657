using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class CallsSamples
{
    private static readonly double[] Five = [0.7, -1.2, 0.4, 1.9, -0.3];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Calls.Small), 0.7, -1.3),
        At(nameof(Calls.Large), Five, 0.8),
        At(nameof(Calls.Large), Five, 2.8),
        At(nameof(Calls.LargeAgain), Five, 0.8) with { NoDual = true },
        At(nameof(Calls.LargeInLoops), Five[..4], 0.8),
        At(nameof(Calls.CallInConditions), Five, 0.8),
        At(nameof(Calls.CallInConditions), Five, -1.8),
        .. new[] { 0, 1, 3 }.Select(rounds => At(nameof(Calls.Normalised), Five, rounds)),
        At(nameof(Calls.Relaxed), Five, 0.3),
        At(nameof(Calls.Relaxed), Five, 1.9),
        At(nameof(Calls.RelaxOutput), Five, 0.3, new[] { 0.1, 0.2, 0.3 }) with { Outputs = ["u", "changes"] },
        At(nameof(Calls.Statistics), Five),
        At(nameof(Calls.SharedArguments), Five, 0.8),
        At(nameof(Calls.SharedArguments), Five, 5.8),
        .. new[] { 0, 1, 2, 5 }.Select(n => At(nameof(Calls.ByValue), 0.8, n)),
        At(nameof(Calls.Chain), Five, 0.8),
        At(nameof(Calls.IntegerHelpers), Five, 1),
        .. new[] { 0, 1, 3 }.Select(rounds => At(nameof(Calls.IndexHelper), Five, rounds)),
        At(nameof(Calls.OtherClass), Five, 0.8),
        At(nameof(Calls.ThroughSlices), new[] { 0.3, -0.2 }),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Calls), method, arguments);
}
