using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class OutputsSamples
{
    private static readonly double[] Four = [0.7, -1.2, 0.4, 1.9];
    private static readonly double[] Other = [0.5, 1.1, -0.6, 0.8];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Outputs.Softmax), Four, Other) with { Outputs = ["y"] },
        At(nameof(Outputs.TwoOutputs), Four, 0.8, Other, Other) with { Outputs = ["sums", "products"] },
        At(nameof(Outputs.InOut), Other, Four, 0.8) with { Outputs = ["y"] },
        At(nameof(Outputs.Partly), Other, 0.8) with { Outputs = ["y"] },
        At(nameof(Outputs.ResultAndOutput), Four, Other) with { Outputs = ["y"] },
        .. new[] { -10, 0.45, 0.8, 100 }.Select(limit => At(nameof(Outputs.EarlyReturn), Other, Four, limit) with { Outputs = ["y"] }),
        At(nameof(Outputs.ThroughSlices), Other, Four) with { Outputs = ["y"] },
        At(nameof(Outputs.LeafAndOutput), new[] { 0.3, 0.9 }, Four, Other) with { Outputs = ["y"] },
        At(nameof(Outputs.Steps), Four, Other, 0.1, 3) with { Outputs = ["u", "v"] },
        At(nameof(Outputs.Steps), Array.Empty<double>(), Array.Empty<double>(), 0.1, 3) with { Outputs = ["u", "v"] },
        At(nameof(Outputs.MatrixVector), new[] { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8 }, Four, new[] { 0.3, -0.2 }) with { Outputs = ["y"] },
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Outputs), method, arguments);
}
