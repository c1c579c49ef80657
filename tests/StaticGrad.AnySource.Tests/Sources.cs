using System.Reflection;

namespace StaticGrad.AnySource.Tests;

/// <summary>Files of the checkout.</summary>
internal static class Sources
{
    private static readonly string Root = typeof(Sources).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static IEnumerable<string> Repository { get; } =
        [.. new[] { "src", "generator", "analyzers", "samples", "tests", "benchmarks" }.SelectMany(folder => SourceFile.In(Path.Combine(Root, folder)))];

    public static IEnumerable<string> Zoo { get; } = SourceFile.In(Path.Combine(Root, "tests", "StaticGrad.AnySource", "Zoo"));

    public static void AssertNothingFailed(BatchResult result)
    {
        Assert.Empty(result.Skipped);
        Assert.True(result.Failures.Count == 0, string.Join("\n", result.Failures.Take(20)));
    }
}
