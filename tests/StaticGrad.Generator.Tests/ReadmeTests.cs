using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>What the front page shows compiles, generated members included, without an error or a warning of StaticGrad.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Every_snippet_compiles()
    {
        var run = GeneratorRun.Of([.. new DocumentPage("README.md").Files]);
        Assert.Empty(run.Errors);
        Assert.NotEmpty(run.Files);
        var analysis = run.Output.WithAnalyzers([new DifferentiableAnalyzer()], new AnalyzerOptions([]));
        Assert.Empty((await analysis.GetAnalyzerDiagnosticsAsync()).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }
}
