using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class FloatSamples
{
    private static readonly float[] Four = [0.7f, -1.2f, 0.4f, 1.9f];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Float.Polynomial), 1.5f, 0.5f) with { Gradient = [[1.5 + 1.25 / 2.25], [2.25 - 2.5 / 1.5 + 1]] },
        At(nameof(Float.Functions), 0.8f, 1.3f),
        At(nameof(Float.Norm), new[] { 3f, 4f }) with { Gradient = [[0.6, 0.8]] },
        At(nameof(Float.Widened), Four, 0.8, 0.6f),
        At(nameof(Float.Layer), new[] { 0.1f, 0.2f, 0.3f, 0.4f, -0.5f, -0.6f, 0.7f, -0.8f }, Four, 0.3f, new[] { 0.5f, 0.6f }) with { Outputs = ["y"] },
        At(nameof(Float.SinCosPair), 0.8f),
        At(nameof(Float.Recurrent), Four, 0.9f, 3),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Float), method, arguments);
}
