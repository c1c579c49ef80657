using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// Reports what the compiler finds in methods and types marked [Differentiable]: it runs the generator's own front end and
/// passes, so both reach the same verdict. Files that count as generated (of other generators, *.Designer.cs) are looked at as
/// well, since the generator reads them, and since a marked type or method may have a part or a callee there; but only errors
/// are said of them: advice about code that nobody writes by hand helps nobody.
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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.Differentiable is null)
            {
                start.RegisterSymbolAction(AliasedPackage.AnalyzeSymbol, SymbolKind.Method, SymbolKind.NamedType);
                return;
            }

            var markers = new MarkerUse(known);
            start.RegisterSymbolAction(symbol => AnalyzeSymbol(symbol, known, markers), SymbolKind.Method, SymbolKind.NamedType);
            start.RegisterSymbolAction(
                symbol => AnalyzeFrozen(symbol, known), SymbolKind.Method, SymbolKind.Parameter, SymbolKind.Field, SymbolKind.Property);
            start.RegisterSyntaxNodeAction(node => UnlistedDeclarations.AnalyzeAttribute(node, known), SyntaxKind.Attribute);
            start.RegisterSyntaxNodeAction(markers.Collect, SyntaxKind.InvocationExpression);
            start.RegisterCompilationEndAction(markers.ReportOutside);
        });
    }

    private static void AnalyzeSymbol(SymbolAnalysisContext context, KnownSymbols known, MarkerUse markers)
    {
        if (KnownSymbols.IsGenerated(context.Symbol))
        {
            return;
        }

        void Report(Diagnostic diagnostic)
        {
            if (!context.IsGeneratedCode || diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }

        if (context.Symbol is INamedTypeSymbol type)
        {
            DifferentiableReport.OfType(type, known, context.CancellationToken, Report);
            return;
        }

        var method = (IMethodSymbol)context.Symbol;
        ReservedAttributes.AnalyzeMethod(method, known, context.CancellationToken, Report);
        if (DifferentiableReport.OfMethod(method, context.Compilation, known, context.CancellationToken, Report) is { } followed)
        {
            markers.AddDifferentiated(method, followed);
        }
    }

    private static void AnalyzeFrozen(SymbolAnalysisContext context, KnownSymbols known)
    {
        if (!context.IsGeneratedCode)
        {
            FrozenUse.Analyze(context, known);
        }
    }
}
