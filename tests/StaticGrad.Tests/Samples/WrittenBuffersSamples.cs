using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class WrittenBuffersSamples
{
    public static IEnumerable<Sample> All => new[] { null, "OfW", "OfX" }.Select(name =>
        Sample.At(typeof(WrittenBuffers), nameof(WrittenBuffers.Scaled), [new[] { 0.5, 2.0 }, 3.0, new[] { 1.0, 2.0, 3.0, 4.0 }])
            with { Name = name, Outputs = ["o"] });
}
