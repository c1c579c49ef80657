using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// From a method with its [Differentiable] attributes to a unit. The generator runs it in its transform and keeps the unit;
/// the analyzer runs it and keeps findings and locations.
/// </summary>
internal static class FrontEnd
{
    public static FrontEndResult Run(
        IMethodSymbol method,
        ImmutableArray<AttributeData> attributes,
        Compilation compilation,
        KnownSymbols known,
        CancellationToken cancellation)
    {
        var session = new LoweringSession(compilation, known, method.ContainingType, cancellation);
        var findings = new List<Finding>();
        var requests = new RequestReader(session, method, findings).Read(attributes);
        CheckContainer(session, method, findings);
        CheckResult(session, method, findings);
        var lowered = session.LowerWithCallees(method);
        findings.AddRange(lowered.Findings);
        findings.AddRange(session.CalleeWarnings);
        if (lowered.Ir is not { } ir || findings.Any(finding => Descriptors.IsError(finding.Id)) || !ModelsOf(method, session.Known).All(session.Known.IsSound))
        {
            return new FrontEndResult(null, findings, session.Locations, [.. session.Methods.Keys]);
        }

        // A method that calls itself is one of those that are called.
        if (session.Methods.TryGetValue(ir.Key, out var called) && called.Ir is { } recursive)
        {
            ir = recursive;
        }

        var callees = session.Methods.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var unit = new Unit(
            Containers.Of(method.ContainingType),
            FileNameOf(method, known),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            ir,
            callees.Where(pair => pair.Value.Ir is not null).Select(pair => pair.Value.Ir!).ToEquatableArray(),
            callees.Where(pair => pair.Value.Ir is null)
                .Select(pair => new RefusedCallee(pair.Key, pair.Value.Errors.ToEquatableArray()))
                .ToEquatableArray(),
            requests.ToEquatableArray(),
            session.Lines.ToEquatableArray())
        {
            Changes = session.Changes(),
        };
        return new FrontEndResult(unit, findings, session.Locations, [.. session.Methods.Keys]);
    }

    /// <summary>The models that the method takes: one with errors of its own has no Gradient to name.</summary>
    private static IEnumerable<INamedTypeSymbol> ModelsOf(IMethodSymbol method, KnownSymbols known) => method.Parameters
        .Select(parameter => parameter.Type is IArrayTypeSymbol array ? array.ElementType : parameter.Type)
        .Concat(method.IsStatic ? [] : [method.ContainingType])
        .Where(type => ModelType.IsModel(type, known))
        .OfType<INamedTypeSymbol>();

    private static void CheckContainer(LoweringSession session, IMethodSymbol method, List<Finding> findings)
    {
        var place = method.Locations.FirstOrDefault() ?? Location.None;
        foreach (var problem in HostProblems.Of(method.ContainingType, "a method", place, session.Known, session.Cancellation))
        {
            findings.Add(Finding.Of(problem.Id, session.AddSite(problem.Location), problem.Argument));
        }
    }

    private static void CheckResult(LoweringSession session, IMethodSymbol method, List<Finding> findings)
    {
        var type = TypeMapping.MapResult(method.ReturnType, session.Known);
        if (type is { IsFloatingScalar: true } || type == IrType.Void)
        {
            return;
        }

        var location = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(session.Cancellation) is MethodDeclarationSyntax syntax
            ? syntax.ReturnType.GetLocation()
            : method.Locations.FirstOrDefault() ?? Location.None;
        var site = session.AddSite(location);
        var name = method.ReturnType.ToDisplayString();
        findings.Add(type is { IsView: true }
            ? Finding.Of(RuleIds.UnsupportedConstruct, site, "a result that is an array (write to a Span<T> parameter instead)")
            : type is null && TypeMapping.IsContainer(method.ReturnType)
                ? Finding.Of(RuleIds.TypeNotDifferentiable, site, $"The result of '{method.Name}'", name)
                : Finding.Of(RuleIds.TypeHasNoGradient, site, $"The result of '{method.Name}'", name));
    }

    private static string FileNameOf(IMethodSymbol method, KnownSymbols known)
    {
        // The two last names are those of files that are a type's own.
        var isShared = Containers.HasTwin(method)
            || (string.Equals(method.Name, "Model", StringComparison.OrdinalIgnoreCase) && ModelType.IsModel(method.ContainingType, known))
            || string.Equals(method.Name, "Shared", StringComparison.OrdinalIgnoreCase);
        // An explicit implementation is called by its interface too, and a dot is what parts a type from its method.
        var name = method.Name.Replace('.', '_');
        return Containers.FileName(
            Containers.MetadataNameOf(method.ContainingType) + "." + name, isShared || name != method.Name, LoweringSession.KeyOf(method));
    }
}

/// <param name="Unit">The unit, or null when there is an error.</param>
/// <param name="Findings">What was found on the way.</param>
/// <param name="Locations">Where each site is.</param>
/// <param name="Followed">Keys of the methods that it calls, directly or not.</param>
internal sealed record FrontEndResult(
    Unit? Unit, IReadOnlyList<Finding> Findings, IReadOnlyList<Location> Locations, IReadOnlyList<string> Followed);
