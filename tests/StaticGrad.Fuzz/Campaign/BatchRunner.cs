using StaticGrad.Fuzz.Checking;
using StaticGrad.Fuzz.Growing;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Grows, compiles and checks programs in this process.</summary>
internal static class BatchRunner
{
    /// <summary>Programs that share a compilation: enough for its fixed cost to vanish.</summary>
    public const int Size = 50;

    public static BatchReport Run(Plan plan, long first, int count)
    {
        var total = new BatchReport();
        for (var start = first; start < first + count; start += Size)
        {
            total.Add(RunOne(plan, start, (int)Math.Min(Size, first + count - start)));
        }

        return total;
    }

    private static BatchReport RunOne(Plan plan, long first, int count)
    {
        var report = new BatchReport { Programs = count };
        var programs = new List<RandomProgram>();
        for (var index = first; index < first + count; index++)
        {
            var (program, _, unsuitable) = Suitable.Grow(plan, index);
            programs.Add(program);
            report.Unsuitable += unsuitable;
            BatchReport.Count(report.Constructs, program.Constructs);
            BatchReport.Count(report.Functions, program.Functions);
        }

        foreach (var alike in programs.GroupBy(program => program.ChecksOverflow))
        {
            Check([.. alike], report);
        }

        return report;
    }

    private static void Check(IReadOnlyList<RandomProgram> programs, BatchReport report)
    {
        var batch = new Batch(programs);
        batch.Check();
        if (programs.Count > 1 && batch.Failures.Values.Any(failure => failure.Kind == FailureKind.GeneratorException))
        {
            // The generator threw for one of them: find it.
            foreach (var program in programs)
            {
                Check([program], report);
            }

            return;
        }

        foreach (var (name, failure) in batch.Failures)
        {
            report.Failures[long.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture)] = failure;
        }

        BatchReport.Count(report.Refusals, batch.Refusals.Values.Select(ids => string.Join("+", ids)));
        report.Statistics.Add(batch.Statistics);
    }
}
