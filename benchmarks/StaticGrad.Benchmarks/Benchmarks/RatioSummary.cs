using System.Globalization;
using BenchmarkDotNet.Reports;
using StaticGrad.Benchmarks.Problems;

namespace StaticGrad.Benchmarks.Benchmarks;

/// <summary>
/// The small table at the end: what a gradient costs in evaluations of the method, and the generated one against the
/// one by hand. Medians.
/// </summary>
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
            var medians = reports
                .Where(report => report.BenchmarkCase.Descriptor.Type == type && report.ResultStatistics != null)
                .ToDictionary(
                    report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                    report => report.ResultStatistics!.Median);
            if (medians.TryGetValue(nameof(ObjectiveBenchmarks.Method), out var method))
            {
                rows.Add(Row(problem(), medians, method));
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine("Ratios of medians. differences: central differences by all parameters, scaled up from "
            + $"{ObjectiveBenchmarks.DifferencedParameters} of them.");
        Console.WriteLine();
        PrintTable(rows);
    }

    private static string[] Row(Problem problem, Dictionary<string, double> medians, double method)
    {
        double? generated = medians.TryGetValue("Generated", out var median) ? median : null;
        double? byHand = medians.TryGetValue(nameof(ObjectiveBenchmarks.ByHand), out median) ? median : null;
        double? differences = medians.TryGetValue(nameof(ObjectiveBenchmarks.CentralDifferences), out median)
            ? median * problem.ParameterCount / ObjectiveBenchmarks.DifferencedParameters
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
