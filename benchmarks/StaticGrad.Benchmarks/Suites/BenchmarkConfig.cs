using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>Jobs for a small, shared machine, where the minimum and the median say more than the mean.</summary>
internal static class BenchmarkConfig
{
    public static IConfig Create(bool isShort) => ManualConfig.CreateEmpty()
        .AddJob(isShort ? Short() : Medium())
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub)
        .WithArtifactsPath(Path.Combine(Directory.GetCurrentDirectory(), "BenchmarkDotNet.Artifacts"));

    /// <summary>Four processes: one that lands badly in memory, or beside a noisy neighbour, does not decide alone.</summary>
    private static Job Medium() => Job.Default
        .WithLaunchCount(4)
        .WithWarmupCount(8)
        .WithIterationCount(10)
        .WithIterationTime(TimeInterval.FromMilliseconds(150))
        .WithId("Medium");

    private static Job Short() => Job.Default
        .WithLaunchCount(1)
        .WithWarmupCount(6)
        .WithIterationCount(5)
        .WithIterationTime(TimeInterval.FromMilliseconds(150))
        .WithId("Short");
}
