using System.Globalization;

namespace StaticGrad.AnySource;

/// <summary>The figures at the end of a run.</summary>
internal static class Report
{
    /// <returns>The exit code: 0 only when nothing failed.</returns>
    public static int Print(Coordinator coordinator, int files, TimeSpan elapsed)
    {
        var total = coordinator.Total;
        Console.WriteLine();
        foreach (var skipped in total.Skipped)
        {
            Console.WriteLine("skipped: " + skipped);
        }

        Console.WriteLine("slowest files (generator and analyzers):");
        foreach (var (seconds, file, marked) in coordinator.Slowest)
        {
            Console.WriteLine(Invariant($"  {seconds:F2} s, {marked} marked: {file}"));
        }

        var thousands = Math.Max(total.Marked, 1) / 1000.0;
        Console.WriteLine(Invariant($"{files} files, {total.Skipped.Count} skipped, {total.Marked} marked: {total.Derived} derived, {total.Told} told, {total.Broken} told by the compiler alone"));
        Console.WriteLine(Invariant($"a thousand: {total.Seconds / thousands:F2} s with the compiler, {total.GeneratorSeconds / thousands:F2} s generator, {total.AnalyzerSeconds / thousands:F2} s analyzers, {total.Allocated / thousands / 1e6:F0} MB allocated"));
        Console.WriteLine(Invariant($"peak working set {total.PeakMemory / 1e6:F0} MB, {elapsed.TotalMinutes:F1} minutes"));
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            Console.WriteLine(Invariant($"{kind}: {total.Failures.Count(failure => failure.Kind == kind)}"));
        }

        return total.Failures.Count == 0 ? 0 : 1;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
