using StaticGrad.Fuzz.Campaign;

namespace StaticGrad.Fuzz.Tests;

/// <summary>
/// A few programs at a time: what mutation testing (tests/mutation) runs again and again, until a mutant of the compiler fails.
/// </summary>
public sealed class MutationSliceTests
{
    private const int Programs = 50;
    private const long First = 3_000_000;

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Random_programs(int part)
    {
        var report = BatchRunner.Run(new Plan(Seed: 1), First + part * Programs, Programs);
        Assert.True(report.Failures.Count == 0, string.Join("\n", report.Failures.Select(failure => $"{failure.Key}: {failure.Value.Message}")));
        Assert.True(report.Statistics.GradientElements > Programs, "too few gradients were compared");
    }
}
