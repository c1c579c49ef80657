using System.Globalization;
using BenchmarkDotNet.Reports;
using StaticGrad.Benchmarks.Problems;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>
/// The small table at the end: what a gradient costs in evaluations of the method, and the generated one against the
/// one by hand.
/// </summary>
/// <remarks>
/// Of the fastest iterations: what else runs on a shared machine only ever adds time. Medians of two identical methods
/// were seen 15% apart, minima 1 to 5%.
/// </remarks>
internal static class RatioSummary
{
    private static readonly string[] Header =
        ["objective", "method", "generated/method", "by hand/method", "generated/by hand", "differences/method"];

    private static readonly (Type Type, Func<Problem> Problem)[] Objectives =
    [
        (typeof(LargeGmmBenchmarks), ProblemSet.LargeGmm),
        (typeof(MediumGmmBenchmarks), ProblemSet.MediumGmm),
        (typeof(LstmBenchmarks), ProblemSet.Lstm),
        (typeof(BundleAdjustmentBenchmarks), ProblemSet.BundleAdjustment),
    ];

    public static void Print(IEnumerable<Summary> summaries)
    {
        var reports = summaries.SelectMany(summary => summary.Reports).ToList();
        var rows = new List<string[]>();
        foreach (var (type, problem) in Objectives)
        {
            var times = reports
                .Where(report => report.BenchmarkCase.Descriptor.Type == type && report.ResultStatistics != null)
                .ToDictionary(
                    report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                    report => report.ResultStatistics!.Min);
            if (times.TryGetValue(nameof(ObjectiveBenchmarks.Method), out var method))
            {
                rows.Add(Row(problem(), times, method));
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine("Ratios of the fastest iterations. differences: central differences by all parameters, scaled up from "
            + $"{ObjectiveBenchmarks.DifferencedParameters} of them.");
        Console.WriteLine();
        PrintTable(rows);
    }

    private static string[] Row(Problem problem, Dictionary<string, double> times, double method)
    {
        double? generated = times.TryGetValue("Generated", out var time) ? time : null;
        double? byHand = times.TryGetValue(nameof(ObjectiveBenchmarks.ByHand), out time) ? time : null;
        double? differences = times.TryGetValue(nameof(ObjectiveBenchmarks.CentralDifferences), out time)
            ? time * problem.ParameterCount / ObjectiveBenchmarks.DifferencedParameters
            : null;
        return
        [
            problem.Name,
            (method / 1e6).ToString("F3", CultureInfo.InvariantCulture) + " ms",
            Format(generated / method, "F2"),
            Format(byHand / method, "F2"),
            Format(generated / byHand, "F2"),
            Format(differences / method, "F0"),
        ];
    }

    private static string Format(double? ratio, string format)
        => ratio?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void PrintTable(List<string[]> rows)
    {
        var widths = Header.Select((title, i) => Math.Max(title.Length, rows.Max(row => row[i].Length))).ToArray();
        PrintRow(Header, widths);
        Console.WriteLine("|" + string.Concat(widths.Select(width => new string('-', width + 2) + "|")));
        foreach (var row in rows)
        {
            PrintRow(row, widths);
        }
    }

    private static void PrintRow(string[] cells, int[] widths)
        => Console.WriteLine("| " + string.Join(" | ", cells.Select((cell, i) => cell.PadRight(widths[i]))) + " |");
}
