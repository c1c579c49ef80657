using System.Diagnostics;

namespace FineTune;

/// <summary>
/// What a backward pass costs, measured once with a stopwatch: an illustration, not a benchmark.
/// </summary>
/// <param name="Microseconds">Of one pass, when warm.</param>
/// <param name="FirstBytes">Allocated by the first pass: with what the reverse sweep keeps, which later passes reuse.</param>
/// <param name="LaterBytes">Allocated by each later pass.</param>
public sealed record StepCost(double Microseconds, long FirstBytes, double LaterBytes)
{
    /// <summary>Measures a pass in a thread of its own, whose pools are empty.</summary>
    public static StepCost Of(Action pass)
    {
        const int warmUp = 1000;
        const int measured = 2000;
        StepCost? cost = null;
        var thread = new Thread(() =>
        {
            var first = Allocated(pass, times: 1);
            Allocated(pass, warmUp);
            var watch = Stopwatch.StartNew();
            var later = Allocated(pass, measured);
            cost = new StepCost(watch.Elapsed.TotalMicroseconds / measured, first, (double)later / measured);
        });
        thread.Start();
        thread.Join();
        return cost!;
    }

    private static long Allocated(Action pass, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
        {
            pass();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
