using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>One [Differentiable] attribute of a method, as its symbol shows it: from source or from metadata.</summary>
internal sealed class DifferentiableRequest
{
    private DifferentiableRequest(IMethodSymbol method, AttributeData attribute)
    {
        Method = method;
        Attribute = attribute;
        BaseName = NameIn(attribute) ?? method.Name;
        Leaves = LeavesIn(attribute);
    }

    public IMethodSymbol Method { get; }

    public AttributeData Attribute { get; }

    /// <summary>The name that the generated members begin with.</summary>
    public string BaseName { get; }

    /// <summary>The leaves that the attribute names; empty for all that can be.</summary>
    public ImmutableArray<string> Leaves { get; }

    /// <summary>Whether it leaves the parameter out.</summary>
    public bool LeavesOut(string parameter) => Leaves.Length > 0 && !Leaves.Contains(parameter);

    /// <summary>The requests for one method.</summary>
    public static IEnumerable<DifferentiableRequest> Of(IMethodSymbol method, KnownSymbols known) => method.GetAttributes()
        .Where(attribute => KnownSymbols.Is(attribute.AttributeClass, known.Differentiable))
        .Select(attribute => new DifferentiableRequest(method, attribute));

    /// <summary>The requests for all methods of a type, in the order of its members.</summary>
    public static IEnumerable<DifferentiableRequest> In(INamedTypeSymbol type, KnownSymbols known) => type.GetMembers()
        .OfType<IMethodSymbol>()
        .SelectMany(method => Of(method, known));

    private static string? NameIn(AttributeData attribute)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == "Name")
            {
                return pair.Value.Value as string;
            }
        }

        return null;
    }

    private static ImmutableArray<string> LeavesIn(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 1
            || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array, Values: { IsDefault: false } values })
        {
            return ImmutableArray<string>.Empty;
        }

        return values.Select(value => value.Value).OfType<string>().ToImmutableArray();
    }
}
