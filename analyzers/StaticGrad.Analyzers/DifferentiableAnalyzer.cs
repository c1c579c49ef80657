using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator;
using StaticGrad.Generator.Analysis;
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
                symbol => FrozenUse.Analyze(symbol, known), SymbolKind.Method, SymbolKind.Parameter, SymbolKind.Field, SymbolKind.Property);
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
            var wanted = new WantedRules(context.Compilation, method, context.CancellationToken);
            var compiled = Compiler.Compile(unit, context.CancellationToken, wanted.Contains);
            Report(context, compiled.Findings, lowered.Locations);
            ReportMaps(context, method, compiled.Maps, lowered.Locations);
        }
    }

    private static void ReportMaps(
        SymbolAnalysisContext context, IMethodSymbol method, IEnumerable<FreezingMap> maps, IReadOnlyList<Location> locations)
    {
        foreach (var map in maps.Where(map => map.SaysSomething))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(RuleIds.FreezingMap), method.Locations[0], map.Describe(LineOf)));
        }

        string LineOf(int site)
        {
            var place = site >= 0 && site < locations.Count ? locations[site].GetLineSpan() : default;
            var file = place.Path == method.Locations[0].GetLineSpan().Path ? "" : " of " + Path.GetFileName(place.Path);
            return place.IsValid
                ? "line " + (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture) + file
                : "an unknown line";
        }
    }

    private static void Report(SymbolAnalysisContext context, IEnumerable<Finding> findings, IReadOnlyList<Location> locations)
    {
        var reported = new HashSet<(string, Location, string)>();
        foreach (var finding in findings)
        {
            // One construct may be met twice, by two attributes or two paths; what a loop saves is said for each derivative.
            var location = finding.Site >= 0 && finding.Site < locations.Count ? locations[finding.Site] : Location.None;
            var detail = finding.Id == RuleIds.SavedInLoop ? finding.Arguments[0] : "";
            if (reported.Add((finding.Id, location, detail)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of(finding.Id), location, [.. finding.Arguments.Select(argument => (object)argument)]));
            }
        }
    }
}
