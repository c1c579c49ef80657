using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace StaticGrad.Benchmarks.Benchmarks;

/// <summary>Jobs for a small, shared machine, where the median says more than the mean.</summary>
internal static class BenchmarkConfig
{
    public static IConfig Create(bool isShort) => ManualConfig.CreateEmpty()
        .AddJob(isShort ? Short() : Medium())
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub)
        .WithArtifactsPath(Path.Combine(Directory.GetCurrentDirectory(), "BenchmarkDotNet.Artifacts"));

    /// <summary>Two processes: a process that lands badly in memory, or beside a noisy neighbour, does not decide alone.</summary>
    private static Job Medium() => Job.Default
        .WithLaunchCount(2)
        .WithWarmupCount(8)
        .WithIterationCount(12)
        .WithIterationTime(TimeInterval.FromMilliseconds(200))
        .WithId("Medium");

    private static Job Short() => Job.Default
        .WithLaunchCount(1)
        .WithWarmupCount(6)
        .WithIterationCount(5)
        .WithIterationTime(TimeInterval.FromMilliseconds(150))
        .WithId("Short");
}
