using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator;
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
            var known = new KnownSymbols(start.Compilation);
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
                symbol => AnalyzeType(symbol, (INamedTypeSymbol)symbol.Symbol, known), SymbolKind.NamedType);
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, INamedTypeSymbol type, KnownSymbols known)
    {
        if (!known.Has(type, known.Differentiable))
        {
            return;
        }

        foreach (var problem in ModelReader.Read(type, known, context.CancellationToken).Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(problem.Id), problem.Location, [.. problem.Arguments.Select(argument => (object)argument)]));
        }
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, IMethodSymbol method, KnownSymbols known, MarkerUse markers)
    {
        ReservedAttributes.AnalyzeMethod(context, method, known);
        var attributes = method.GetAttributes()
            .Where(attribute => KnownSymbols.Is(attribute.AttributeClass, known.Differentiable))
            .ToImmutableArray();
        if (attributes.IsEmpty || method.PartialDefinitionPart is not null)
        {
            return;
        }

        var lowered = FrontEnd.Run(method, attributes, context.Compilation, known, context.CancellationToken);
        markers.AddDifferentiated(method, lowered.Followed);
        Report(context, lowered.Findings, lowered.Locations);
        if (lowered.Unit is { } unit)
        {
            Report(context, Compiler.Compile(unit, context.CancellationToken).Findings, lowered.Locations);
        }
    }

    private static void Report(SymbolAnalysisContext context, IEnumerable<Finding> findings, IReadOnlyList<Location> locations)
    {
        var reported = new HashSet<(string, Location)>();
        foreach (var finding in findings)
        {
            // One construct may be met twice, by two attributes or two paths.
            var location = finding.Site >= 0 && finding.Site < locations.Count ? locations[finding.Site] : Location.None;
            if (reported.Add((finding.Id, location)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of(finding.Id), location, [.. finding.Arguments.Select(argument => (object)argument)]));
            }
        }
    }
}
