using System.Diagnostics;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Spreads a campaign over worker processes and adds up what they say.</summary>
internal sealed class Supervisor(Options options)
{
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
            var (report, timedOut) = await worker.RunAsync(first, count, LostBatch.BatchLimit);
            Add(report ?? await new LostBatch(worker.RunAsync).OneByOneAsync(first, count, timedOut));
        }
    }

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
