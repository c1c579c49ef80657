using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.CodeFixes;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>Each page says how to set its rule, what PyTorch does, and whether there is a code fix; and that is true.</summary>
public sealed partial class RulePageSectionTests
{
    private static readonly HashSet<string> WithFix =
    [
        .. typeof(StaticGradCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StaticGradCodeFix)))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Sections(string id)
    {
        var page = Repository.Read("docs", "rules", id + ".md").ReplaceLineEndings("\n");
        Assert.Contains("\n## In PyTorch\n", page);
        Assert.Matches(Setting(), page);
        Assert.Equal(id, Setting().Match(page).Groups[1].Value);
        var fix = page[(page.IndexOf("\n## Code fix\n\n", StringComparison.Ordinal) + "\n## Code fix\n\n".Length)..];
        Assert.Equal(WithFix.Contains(id), !fix.StartsWith("None:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("none", null)]
    public async Task Severity_is_set_by_the_text_of_an_editorconfig(string configured, DiagnosticSeverity? severity)
    {
        const string source =
            "public static partial class Program { [Differentiable] public static double F(double x) { var h = x * x; return h * h; } public static double G(FGradients g) => g.H; }";
        var compilation = GeneratorRun.Of(source).Output;
        var unset = await compilation.WithAnalyzers([new GradientAccessAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(unset).Severity);

        var file = AnalyzerConfig.Parse($"[*.cs]\ndotnet_diagnostic.SGRAD002.severity = {configured}\n", "/.editorconfig");
        var options = AnalyzerConfigSet.Create(new[] { file }).GetOptionsForSourcePath("/Source0.cs").TreeOptions;
        var set = await compilation
            .WithOptions(compilation.Options.WithSpecificDiagnosticOptions(options))
            .WithAnalyzers([new GradientAccessAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        Assert.Equal(severity, set.SingleOrDefault()?.Severity);
    }

    [GeneratedRegex(@"\n## Severity\n\nIn \.editorconfig: `dotnet_diagnostic\.(SGRAD\d{3})\.severity = (?:error|warning|suggestion|none)`")]
    private static partial Regex Setting();
}
