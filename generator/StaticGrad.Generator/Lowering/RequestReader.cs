using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>Reads [Differentiable] attributes and checks what they say.</summary>
internal sealed class RequestReader(LoweringSession session, IMethodSymbol method, List<Finding> findings)
{
    private const int Reverse = 1;

    public IReadOnlyList<Request> Read(ImmutableArray<AttributeData> attributes)
    {
        var requests = new List<Request>();
        foreach (var attribute in attributes)
        {
            var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(session.Cancellation) as AttributeSyntax;
            var site = session.AddSite(syntax?.GetLocation() ?? method.Locations.FirstOrDefault() ?? Location.None);
            var name = Named(attribute, "Name") is { Value: string given } ? given : method.Name;
            if (!SyntaxFacts.IsValidIdentifier(name))
            {
                findings.Add(Finding.Of(RuleIds.UnsupportedConstruct, site, $"the name '{name}', which is not an identifier,"));
                continue;
            }

            if (Named(attribute, "Derivatives") is { Value: int kinds } && kinds != Reverse)
            {
                findings.Add(Finding.Of(RuleIds.UnsupportedConstruct, site, "anything but Derivatives.Reverse, in this version,"));
            }

            var leaves = ReadLeaves(attribute, syntax, site);
            CheckCollisions(name, site, requests);
            requests.Add(new Request(name, leaves.ToEquatableArray(), site));
        }

        return requests;
    }

    private static TypedConstant? Named(AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    private List<string> ReadLeaves(AttributeData attribute, AttributeSyntax? syntax, int site)
    {
        var leaves = new List<string>();
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Kind != TypedConstantKind.Array)
        {
            return leaves;
        }

        var values = attribute.ConstructorArguments[0].Values;
        var positions = syntax?.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).ToList() ?? [];
        for (var i = 0; !values.IsDefault && i < values.Length; i++)
        {
            // A params list is written element by element, or as one array.
            var at = positions.Count == values.Length ? session.AddSite(positions[i]) : site;
            if (values[i].Value is string leaf)
            {
                CheckLeaf(leaf, at);
                leaves.Add(leaf);
            }
        }

        return leaves;
    }

    private void CheckLeaf(string leaf, int site)
    {
        var parameter = method.Parameters.FirstOrDefault(p => p.Name == leaf);
        if (leaf == "this" && !method.IsStatic)
        {
            return;
        }

        if (parameter is null)
        {
            findings.Add(HasLocal(leaf)
                ? Finding.Of(RuleIds.NotALeaf, site, leaf, method.Name)
                : Finding.Of(RuleIds.UnknownParameter, site, leaf, method.Name));
        }
        else if (TypeMapping.Map(parameter.Type, session.Known) is { HasFloatingElement: false }
            || parameter.Type.SpecialType is SpecialType.System_Decimal or SpecialType.System_String)
        {
            findings.Add(Finding.Of(RuleIds.TypeHasNoGradient, site, $"'{leaf}'", parameter.Type.ToDisplayString()));
        }
        else if (session.Known.Has(parameter, session.Known.Frozen))
        {
            findings.Add(Finding.Of(RuleIds.FrozenLeaf, site, leaf));
        }
    }

    private bool HasLocal(string name) => method.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax(session.Cancellation).DescendantNodes())
        .Any(node => node is VariableDeclaratorSyntax declarator && declarator.Identifier.ValueText == name
            || node is SingleVariableDesignationSyntax designation && designation.Identifier.ValueText == name
            || node is ForEachStatementSyntax each && each.Identifier.ValueText == name);

    private void CheckCollisions(string name, int site, List<Request> earlier)
    {
        var type = method.ContainingType;
        if (DerivativeNames.TakenIn(type, name) is { } taken)
        {
            findings.Add(Finding.Of(RuleIds.MemberCollides, site, taken, type.Name));
            return;
        }

        var isTaken = earlier.Any(request => request.BaseName == name)
            || type.GetMembers().OfType<IMethodSymbol>()
                .Where(other => !SymbolEqualityComparer.Default.Equals(other, method) && IsBefore(other, method))
                .SelectMany(BaseNames)
                .Contains(name);
        if (isTaken)
        {
            findings.Add(Finding.Of(RuleIds.MemberCollides, site, name + "Gradient", type.Name));
        }
    }

    /// <summary>Of two that collide, the later one is told.</summary>
    private static bool IsBefore(IMethodSymbol a, IMethodSymbol b)
    {
        var (first, second) = (a.Locations.FirstOrDefault(), b.Locations.FirstOrDefault());
        if (first?.SourceTree is null || second?.SourceTree is null)
        {
            return false;
        }

        var order = string.CompareOrdinal(first.SourceTree.FilePath, second.SourceTree.FilePath);
        return order != 0 ? order < 0 : first.SourceSpan.Start < second.SourceSpan.Start;
    }

    private IEnumerable<string> BaseNames(IMethodSymbol other) => other.GetAttributes()
        .Where(attribute => KnownSymbols.Is(attribute.AttributeClass, session.Known.Differentiable))
        .Select(attribute => Named(attribute, "Name") is { Value: string given } ? given : other.Name);
}
