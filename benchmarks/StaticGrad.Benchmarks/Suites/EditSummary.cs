using System.Globalization;
using BenchmarkDotNet.Reports;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>The median edit through the generator driver, in rebinds of the compiler, and whether it is within its bound.</summary>
internal static class EditSummary
{
    /// <summary>Prints what was measured; false if something is above its bound.</summary>
    public static bool Print(IEnumerable<Summary> summaries)
    {
        var isWithin = true;
#if GENERATED
        var medians = summaries.SelectMany(summary => summary.Reports)
            .Where(report => report.BenchmarkCase.Descriptor.Type == typeof(EditBenchmarks) && report.ResultStatistics != null)
            .ToLookup(
                report => (string)report.BenchmarkCase.Parameters[nameof(EditBenchmarks.Project)],
                report => (report.BenchmarkCase.Descriptor.WorkloadMethod.Name, report.ResultStatistics!.Median));
        foreach (var project in medians)
        {
            var times = project.ToDictionary(time => time.Name, time => time.Median);
            if (times.TryGetValue(nameof(EditBenchmarks.Driver), out var driver)
                && times.TryGetValue(nameof(EditBenchmarks.CompilerRebind), out var rebind))
            {
                var bound = EditBenchmarks.BoundOf(project.Key);
                isWithin &= driver <= bound * rebind;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"median edit of {project.Key}: driver {driver / 1e6:F2} ms, rebind {rebind / 1e6:F2} ms, ratio {driver / rebind:F2}, bound {bound:F2}"));
            }
        }
#endif
        return isWithin;
    }
}
