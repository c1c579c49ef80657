using System.Globalization;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Prints what a campaign saw.</summary>
internal static class Summary
{
    /// <summary>A construct in fewer programs than this is not tested well enough.</summary>
    public const double LeastShare = 0.01;

    public static void Print(BatchReport report, TimeSpan elapsed)
    {
        Console.WriteLine();
        PrintCounts("Constructs (share of programs)", report.Constructs, report.Programs);
        PrintCounts("Functions (share of programs)", report.Functions, report.Programs);
        var seen = report.Statistics;
        Write($"{report.Programs:N0} programs in {elapsed:hh\\:mm\\:ss}; {report.Unsuitable:N0} more were constant or out of range and not used");
        Write($"{seen.Points:N0} points, {seen.Exceptions:N0} of them exceptions; {seen.GradientElements:N0} gradient elements, the worst error {seen.WorstError:F3} of the bound ({seen.WorstProgram})");
        Write($"{seen.Differences:N0} central differences; {seen.Straddled:N0} programs straddled a branch and {seen.Steep:N0} were too steep: not compared");
        Write($"rightly refused: {string.Join(", ", report.Refusals.Select(refusal => $"{refusal.Value} {refusal.Key}"))}");
        var rare = report.Constructs.Where(construct => construct.Value < LeastShare * report.Programs).ToList();
        Write($"constructs in under 1 % of the programs: {(rare.Count == 0 ? "none" : string.Join(", ", rare.Select(construct => construct.Key)))}");
        foreach (var kind in report.Failures.Values.GroupBy(failure => failure.Kind))
        {
            Write($"{kind.Key}: {kind.Count():N0}");
        }

        Write($"{report.Failures.Count:N0} failures");
    }

    private static void PrintCounts(string title, Dictionary<string, long> counts, long programs)
    {
        Console.WriteLine(title);
        foreach (var row in counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Chunk(4))
        {
            Console.WriteLine("  " + string.Concat(row.Select(count =>
                string.Create(CultureInfo.InvariantCulture, $"{count.Key,-26}{(double)count.Value / programs,7:P1}  "))));
        }

        Console.WriteLine();
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
