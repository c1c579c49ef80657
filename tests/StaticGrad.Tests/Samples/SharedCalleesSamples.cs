using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class SharedCalleesSamples
{
    public static IEnumerable<Sample> All =>
    [
        At(nameof(SharedCallees.Sum), 0.5),
        At(nameof(SharedCallees.Sum), 60.0),
        At(nameof(SharedCallees.Compound), 0.5),
        At(nameof(SharedCallees.InTurn), 0.5, 1.25),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(SharedCallees), method, arguments);
}
