using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>Severities, pages and release notes of the rules.</summary>
public sealed class SeverityTests
{
    private const string Source =
        "public static partial class Program { [Differentiable] public static double F(double x, double y) => x; }";

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    public async Task Severity_is_set_by_editorconfig(ReportDiagnostic configured, DiagnosticSeverity severity)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single((await AnalyzerRun.Of(Source)).Diagnostics).Severity);
        var run = await AnalyzerRun.Of(Source, new Dictionary<string, ReportDiagnostic> { ["SGRAD005"] = configured });
        Assert.Equal(severity, Assert.Single(run.Diagnostics).Severity);

        // What is reported does not decide what is generated.
        Assert.NotEmpty(run.Generated.Files);
    }

    [Fact]
    public async Task A_rule_is_switched_off_by_editorconfig()
    {
        var run = await AnalyzerRun.Of(Source, new Dictionary<string, ReportDiagnostic> { ["SGRAD005"] = ReportDiagnostic.Suppress });
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public async Task A_rule_is_switched_off_by_pragma()
    {
        var run = await AnalyzerRun.Of("#pragma warning disable SGRAD005\n" + Source);
        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page(string id)
    {
        var path = Path.Combine(Repository.Root, "docs", "rules", id + ".md");
        Assert.True(File.Exists(path), $"{path} is missing");
        var page = File.ReadAllText(path);
        var descriptor = Descriptors.Of(id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page);
        Assert.Contains($"| {descriptor.DefaultSeverity.ToString().ToLowerInvariant()} |", page);
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri);
        foreach (var section in new[] { "## What", "## Why", "## How to fix", "## Example" })
        {
            Assert.Contains($"\n{section}\n", page);
        }
    }

    [Fact]
    public void Every_page_has_a_rule() => Assert.Empty(
        Directory.GetFiles(Path.Combine(Repository.Root, "docs", "rules"), "SGRAD*.md")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Except(Descriptors.All.Select(descriptor => descriptor.Id)));

    [Fact]
    public void Every_rule_is_in_the_release_notes()
    {
        var released = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => Repository.Read("analyzers", "StaticGrad.Analyzers", file).Split('\n'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 4 && cells[0].StartsWith("SGRAD", StringComparison.Ordinal))
            .Select(cells => $"{cells[0]} {cells[1]} {cells[2]}");
        Assert.Equal(
            Descriptors.All.Select(descriptor => $"{descriptor.Id} {descriptor.Category} {descriptor.DefaultSeverity}").Order(StringComparer.Ordinal),
            released.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_id_of_the_catalogue_has_a_descriptor()
    {
        var ids = typeof(RuleIds).GetFields().Concat(typeof(RuleIds).GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Descriptors.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_analyzer_supports_every_rule() => Assert.Equal(
        Descriptors.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        new StaticGrad.Analyzers.DifferentiableAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));
}
