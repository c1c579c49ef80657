using StaticGrad.Fuzz.Campaign;

namespace StaticGrad.Fuzz.Tests;

/// <summary>A slice of the campaigns, the same in every run; how to run the long ones: docs/trust.md.</summary>
public sealed class SliceTests
{
    private const int Programs = 250;

    // The last campaigns begin elsewhere, so that these programs are more of them.
    private const long First = 2_000_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Random_programs(int part) => Check(new Plan(Seed: 1), First + part * Programs, Programs);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Random_programs_with_statements_that_are_not_supported(int part) =>
        Check(new Plan(Seed: 1, WithUnsupported: true), First + part * Programs, Programs);

    private static void Check(Plan plan, long first, int count)
    {
        var report = BatchRunner.Run(plan, first, count);
        Assert.Equal(count, report.Programs);
        Assert.True(report.Failures.Count == 0, string.Join("\n", report.Failures.Select(failure =>
            $"seed {plan.Seed} program {failure.Key}{(plan.WithUnsupported ? " --refusals" : "")}: {failure.Value.Kind}: {failure.Value.Message}")));
        Assert.True(report.Statistics.GradientElements > count, "too few gradients were compared");
        Assert.True(report.Statistics.Differences > count / 8, "too few central differences were compared");
    }
}
