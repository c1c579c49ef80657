using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>What generator and analyzer say about some sources; the analyzer sees the generated files, as in a build.</summary>
internal sealed class AnalyzerRun
{
    private AnalyzerRun(GeneratorRun generated, IReadOnlyList<Diagnostic> diagnostics)
    {
        Generated = generated;
        Diagnostics = diagnostics;
    }

    public GeneratorRun Generated { get; }

    /// <summary>The analyzer's diagnostics, AD0001 included, in source order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Runs both on one file.</summary>
    /// <param name="severities">Severities by id, as an .editorconfig gives them.</param>
    /// <param name="explanation">The explaining rule to keep: the others of them speak of almost every method.</param>
    public static async Task<AnalyzerRun> Of(
        string source, IReadOnlyDictionary<string, ReportDiagnostic>? severities = null, string? explanation = null)
    {
        var compilation = Programs.Compile(source);
        if (severities is not null)
        {
            compilation = compilation.WithOptions(
                compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(severities)));
        }

        return await Of(compilation, explanation);
    }

    /// <summary>Runs both on a compilation.</summary>
    public static async Task<AnalyzerRun> Of(CSharpCompilation compilation, string? explanation = null)
    {
        var generated = GeneratorRun.Of(compilation);
        var diagnostics = await AnalyzeAsync(generated.Output, new DifferentiableAnalyzer());
        return new AnalyzerRun(generated, [.. diagnostics
            .Where(diagnostic => diagnostic.Id == explanation || diagnostic.Id is not (RuleIds.FreezingMap or RuleIds.SavedInLoop))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan)]);
    }

    /// <summary>What analyzers say of a program; none of them throws.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Compilation program, params DiagnosticAnalyzer[] analyzers)
    {
        var exceptions = new List<Exception>();
        var analysis = program.WithAnalyzers(
            [.. analyzers],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, _, _) =>
                {
                    lock (exceptions)
                    {
                        exceptions.Add(exception);
                    }
                },
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
        var diagnostics = await analysis.GetAnalyzerDiagnosticsAsync();
        Assert.True(exceptions.Count == 0, string.Join("\n", exceptions));
        return diagnostics;
    }

    public string Describe() => string.Join("\n", Diagnostics.Select(Describe));

    public static string Describe(Diagnostic diagnostic)
    {
        var text = diagnostic.Location.SourceTree?.GetText();
        var excerpt = text is null ? "nowhere" : $"«{text.ToString(diagnostic.Location.SourceSpan)}»";
        return $"{diagnostic.Id} at {diagnostic.Location.GetLineSpan().StartLinePosition} {excerpt}: {diagnostic.GetMessage()}";
    }

    private sealed class EditorConfig(IReadOnlyDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
