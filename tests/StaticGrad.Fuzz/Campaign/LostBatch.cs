using StaticGrad.Fuzz.Checking;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Programs whose process ended, or did not answer.</summary>
/// <param name="run">Runs as many programs from one on: null, and whether it took too long, when they are lost again.</param>
internal sealed class LostBatch(Func<long, int, TimeSpan, Task<(BatchReport? Report, bool TimedOut)>> run)
{
    public static readonly TimeSpan BatchLimit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan ProgramLimit = TimeSpan.FromSeconds(60);

    /// <summary>Finds which program it was; when none of them is lost alone, the batch is a failure of its first.</summary>
    public async Task<BatchReport> OneByOneAsync(long first, int count, bool timedOut)
    {
        var total = new BatchReport();
        var isFound = false;
        for (var index = first; index < first + count; index++)
        {
            var (report, tooLong) = await run(index, 1, ProgramLimit);
            isFound |= report is null;
            total.Add(report ?? new BatchReport { Programs = 1, Failures = { [index] = Lost(tooLong, ProgramLimit, "") } });
        }

        if (!isFound)
        {
            total.Failures.TryAdd(first, Lost(timedOut, BatchLimit, $" with programs {first} to {first + count - 1}, and with none of them alone"));
        }

        return total;
    }

    private static Failure Lost(bool timedOut, TimeSpan limit, string which) => timedOut
        ? new Failure(FailureKind.Hang, $"no answer in {limit.TotalSeconds} s{which}")
        : new Failure(FailureKind.Crash, $"the process ended{which}");
}
