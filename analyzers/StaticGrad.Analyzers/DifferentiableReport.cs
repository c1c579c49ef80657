using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator;
using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>What generator and compiler find in one marked method or type, as diagnostics.</summary>
internal static class DifferentiableReport
{
    public static void OfType(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellation, Action<Diagnostic> report)
    {
        if (!known.Has(type, known.Differentiable))
        {
            return;
        }

        foreach (var problem in ModelReader.Read(type, known, cancellation).Problems)
        {
            report(Diagnostic.Create(
                Descriptors.Of(problem.Id), problem.Location, [.. problem.Arguments.Select(argument => (object)argument)]));
        }
    }

    /// <returns>The methods that it calls, directly or not; null for a method without the attribute.</returns>
    public static IReadOnlyList<string>? OfMethod(
        IMethodSymbol method, Compilation compilation, KnownSymbols known, CancellationToken cancellation, Action<Diagnostic> report)
    {
        // The parts of a method share their attributes, and it is told at the first; the parts of an accessor do not.
        var attributes = method.GetAttributes()
            .Where(attribute => KnownSymbols.Is(attribute.AttributeClass, known.Differentiable))
            .ToImmutableArray();
        if (attributes.IsEmpty || (method.PartialDefinitionPart is { } definition && known.Has(definition, known.Differentiable)))
        {
            return null;
        }

        var lowered = FrontEnd.Run(method, attributes, compilation, known, cancellation);
        Report(report, lowered.Findings, lowered.Locations);
        if (lowered.Unit is { } unit)
        {
            var wanted = new WantedRules(compilation, method, cancellation);
            var compiled = Compiler.Compile(unit, cancellation, wanted.Contains);
            Report(report, compiled.Findings, lowered.Locations);
            ReportMaps(report, method, compiled.Maps, lowered.Locations);
        }

        return lowered.Followed;
    }

    private static void ReportMaps(
        Action<Diagnostic> report, IMethodSymbol method, IEnumerable<FreezingMap> maps, IReadOnlyList<Location> locations)
    {
        foreach (var map in maps.Where(map => map.SaysSomething))
        {
            report(Diagnostic.Create(Descriptors.Of(RuleIds.FreezingMap), method.Locations[0], map.Describe(LineOf)));
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

    private static void Report(Action<Diagnostic> report, IEnumerable<Finding> findings, IReadOnlyList<Location> locations)
    {
        var reported = new HashSet<(string, Location, string)>();
        foreach (var finding in findings)
        {
            // One construct may be met twice, by two attributes or two paths; what a loop saves is said for each derivative.
            var location = finding.Site >= 0 && finding.Site < locations.Count ? locations[finding.Site] : Location.None;
            var detail = finding.Id == RuleIds.SavedInLoop ? finding.Arguments[0] : "";
            if (reported.Add((finding.Id, location, detail)))
            {
                report(Diagnostic.Create(
                    Descriptors.Of(finding.Id), location, [.. finding.Arguments.Select(argument => (object)argument)]));
            }
        }
    }
}
