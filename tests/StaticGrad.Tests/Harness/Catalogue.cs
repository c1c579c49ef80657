using StaticGrad.Tests.Samples;

namespace StaticGrad.Tests.Harness;

/// <summary>Every sample, by its name.</summary>
internal static class Catalogue
{
    public static IReadOnlyDictionary<string, Sample> Samples { get; } = Number(
    [
        .. StraightLineSamples.All,
        .. BranchesSamples.All,
        .. LoopsSamples.All,
        .. PositionsSamples.All,
        .. LocalArraysSamples.All,
        .. ExitsSamples.All,
        .. ArraysSamples.All,
        .. OutputsSamples.All,
        .. CallsSamples.All,
        .. HelpersSamples.All,
        .. RecursionSamples.All,
        .. FreezingSamples.All,
        .. SignaturesSamples.All,
        .. FloatSamples.All,
        .. KinksSamples.All,
        .. OrderSamples.All,
        .. RegressionsSamples.All,
        .. SharedCalleesSamples.All,
        .. WrittenBuffersSamples.All,
        .. DeviousSamples.All,
        .. EndingCallsSamples.All,
        .. StaticArraysSamples.All,
    ]).ToDictionary(sample => sample.ToString());

    public static IEnumerable<object[]> Names => Samples.Keys.Select(name => new object[] { name });

    private static IEnumerable<Sample> Number(IEnumerable<Sample> samples) => samples
        .GroupBy(sample => (sample.Program, sample.BaseName))
        .SelectMany(group => group.Select((sample, i) => sample with { Id = $"#{i + 1}" }));
}
