using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// Reports what the compiler finds in methods marked [Differentiable]: it runs the generator's own front end and passes, so
/// both reach the same verdict.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.Differentiable is null)
            {
                return;
            }

            var markers = new MarkerUse(known);
            start.RegisterSymbolAction(
                symbol => AnalyzeMethod(symbol, (IMethodSymbol)symbol.Symbol, known, markers), SymbolKind.Method);
            start.RegisterOperationAction(markers.Collect, OperationKind.Invocation);
            start.RegisterCompilationEndAction(markers.ReportOutside);
            start.RegisterSymbolAction(
                symbol => FrozenUse.Analyze(symbol, known), SymbolKind.Method, SymbolKind.Parameter, SymbolKind.Field, SymbolKind.Property);
            start.RegisterSymbolAction(
                symbol => DifferentiableReport.OfType((INamedTypeSymbol)symbol.Symbol, known, symbol.CancellationToken, symbol.ReportDiagnostic),
                SymbolKind.NamedType);
        });
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, IMethodSymbol method, KnownSymbols known, MarkerUse markers)
    {
        ReservedAttributes.AnalyzeMethod(context, method, known);
        if (DifferentiableReport.OfMethod(method, context.Compilation, known, context.CancellationToken, context.ReportDiagnostic) is { } followed)
        {
            markers.AddDifferentiated(method, followed);
        }
    }
}
