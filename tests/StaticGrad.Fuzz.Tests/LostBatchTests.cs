using StaticGrad.Fuzz.Campaign;
using StaticGrad.Fuzz.Checking;

namespace StaticGrad.Fuzz.Tests;

/// <summary>A process that ends is never passed over.</summary>
public sealed class LostBatchTests
{
    [Theory]
    [InlineData(false, FailureKind.Crash, "the process ended")]
    [InlineData(true, FailureKind.Hang, "no answer in 60 s")]
    public async Task A_program_that_is_lost_alone_is_the_failure(bool tooLong, object kind, string message)
    {
        var report = await new LostBatch((first, count, _) => Task.FromResult(
            first == 12 ? ((BatchReport?)null, tooLong) : (new BatchReport { Programs = count }, false))).OneByOneAsync(10, 5, timedOut: false);
        Assert.Equal(5, report.Programs);
        var (index, failure) = Assert.Single(report.Failures);
        Assert.Equal(12, index);
        Assert.Equal(new Failure((FailureKind)kind, message), failure);
    }

    [Theory]
    [InlineData(false, FailureKind.Crash, "the process ended with programs 10 to 14, and with none of them alone")]
    [InlineData(true, FailureKind.Hang, "no answer in 180 s with programs 10 to 14, and with none of them alone")]
    public async Task A_batch_that_is_lost_as_a_whole_only_is_a_failure(bool timedOut, object kind, string message)
    {
        var report = await new LostBatch((_, count, _) => Task.FromResult(
            ((BatchReport?)new BatchReport { Programs = count }, false))).OneByOneAsync(10, 5, timedOut);
        Assert.Equal(5, report.Programs);
        var (index, failure) = Assert.Single(report.Failures);
        Assert.Equal(10, index);
        Assert.Equal(new Failure((FailureKind)kind, message), failure);
    }
}
