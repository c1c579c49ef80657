using System.Diagnostics;
using StaticGrad.Fuzz.Checking;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Spreads a campaign over worker processes and adds up what they say.</summary>
internal sealed class Supervisor(Options options)
{
    private static readonly TimeSpan BatchLimit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan ProgramLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly BatchReport _total = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _next = options.From;
    private TimeSpan _lastLine;

    public async Task<BatchReport> RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, options.Jobs).Select(_ => Task.Run(WorkAsync)));
        Console.WriteLine(Line());
        return _total;
    }

    public TimeSpan Elapsed => _clock.Elapsed;

    private async Task WorkAsync()
    {
        using var worker = new Worker(options.Plan);
        while (Take() is var (first, count) && count > 0)
        {
            var (report, timedOut) = await worker.RunAsync(first, count, BatchLimit);
            Add(report ?? await OneByOneAsync(worker, first, count, timedOut));
        }
    }

    /// <summary>Finds which program of a lost batch it was; when none of them is lost alone, the batch is a failure of its first.</summary>
    private static async Task<BatchReport> OneByOneAsync(Worker worker, long first, int count, bool timedOut)
    {
        var total = new BatchReport();
        var lost = 0;
        for (var index = first; index < first + count; index++)
        {
            var (report, alone) = await worker.RunAsync(index, 1, ProgramLimit);
            if (report is null)
            {
                lost++;
                report = new BatchReport { Programs = 1, Failures = { [index] = Lost(alone, ProgramLimit, "") } };
            }

            total.Add(report);
        }

        if (lost == 0)
        {
            total.Failures.TryAdd(first, Lost(timedOut, BatchLimit, $" with programs {first} to {first + count - 1}, and with none of them alone"));
        }

        return total;
    }

    private static Failure Lost(bool timedOut, TimeSpan limit, string which) => timedOut
        ? new Failure(FailureKind.Hang, $"no answer in {limit.TotalSeconds} s{which}")
        : new Failure(FailureKind.Crash, $"the process ended{which}");

    private (long First, int Count) Take()
    {
        lock (_total)
        {
            var first = _next;
            var count = (int)Math.Min(BatchRunner.Size, options.From + options.Programs - first);
            _next += count;
            return (first, count);
        }
    }

    private void Add(BatchReport report)
    {
        lock (_total)
        {
            _total.Add(report);
            foreach (var (index, failure) in report.Failures)
            {
                Console.WriteLine($"seed {options.Seed} program {index}: {failure.Kind}: {failure.Message.Split('\n')[0]}");
            }

            if (_clock.Elapsed - _lastLine > BetweenLines)
            {
                _lastLine = _clock.Elapsed;
                Console.WriteLine(Line());
            }
        }
    }

    private string Line() => FormattableString.Invariant(
        $"{_clock.Elapsed:hh\\:mm\\:ss}  {_total.Programs:N0} of {options.Programs:N0} programs, {_total.Programs / _clock.Elapsed.TotalSeconds:F0} a second, {_total.Failures.Count} failures");
}
