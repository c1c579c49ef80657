using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>Why a gradient that somebody reads does not exist.</summary>
internal enum MissingReason
{
    /// <summary>Its type has no gradient.</summary>
    Type,

    /// <summary>It is a local: computed from leaves.</summary>
    Local,

    /// <summary>It is a computed property of a model.</summary>
    Computed,

    /// <summary>It is [Frozen].</summary>
    Frozen,

    /// <summary>The attribute names other leaves.</summary>
    LeftOut,
}

/// <summary>
/// A property that a generated record of gradients, or a model's nested Gradient, does not have: what was meant by it, and
/// why it is missing. Analyzer and code fixes ask the same question here.
/// </summary>
internal sealed class MissingGradient
{
    private MissingGradient(MissingReason reason, ISymbol source, ITypeSymbol type, DifferentiableRequest? request = null)
    {
        Reason = reason;
        Source = source;
        Type = type;
        Request = request;
    }

    public MissingReason Reason { get; }

    /// <summary>The parameter, local, field or property whose gradient is read.</summary>
    public ISymbol Source { get; }

    public ITypeSymbol Type { get; }

    /// <summary>The derivative; null for a member of a model.</summary>
    public DifferentiableRequest? Request { get; }

    /// <summary>What the name means to the receiver's type; null where nothing is missing or the type is not ours.</summary>
    /// <param name="receiver">The type of what stands before the dot.</param>
    /// <param name="name">The property that does not exist.</param>
    /// <param name="known">The symbols of the compilation.</param>
    /// <param name="modelOf">The semantic model of a syntax tree; null for a tree of another project.</param>
    /// <param name="cancellation">Stops it.</param>
    public static MissingGradient? Of(
        ITypeSymbol? receiver,
        string name,
        KnownSymbols known,
        Func<SyntaxTree, SemanticModel?> modelOf,
        CancellationToken cancellation)
    {
        if (name.Length == 0
            || WithoutNullable(receiver) is not INamedTypeSymbol { ContainingType: { } container } named
            || !(KnownSymbols.IsGenerated(named) || named.DeclaringSyntaxReferences.IsEmpty))
        {
            return null;
        }

        if (named.Name == "Gradient" && known.Has(container, known.Differentiable))
        {
            return OfModel(container, name, known);
        }

        var request = named.Name.EndsWith("Gradients", StringComparison.Ordinal)
            ? DifferentiableRequest.In(container, known).FirstOrDefault(r => r.BaseName + "Gradients" == named.Name)
            : null;
        return request is null ? null
            : OfParameter(request, name, known) ?? OfLocal(request, name, known, modelOf, cancellation);
    }

    /// <summary>A quick look at the name: whether the type could be one of those that the generator writes.</summary>
    public static bool MayLack(ITypeSymbol receiver) => WithoutNullable(receiver) is { Name: var name }
        && (name == "Gradient" || name.EndsWith("Gradients", StringComparison.Ordinal));

    private static ITypeSymbol? WithoutNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    private static MissingGradient? OfParameter(DifferentiableRequest request, string name, KnownSymbols known)
    {
        var parameter = request.Method.Parameters.FirstOrDefault(p => PropertyName(p.Name) == name);
        return parameter is not null && ReasonFor(parameter, parameter.Type, known, request.LeavesOut(parameter.Name)) is { } reason
            ? new MissingGradient(reason, parameter, parameter.Type, request)
            : null;
    }

    private static MissingReason? ReasonFor(ISymbol symbol, ITypeSymbol type, KnownSymbols known, bool leftOut) =>
        GradientKinds.Of(type, known) == GradientKind.None ? MissingReason.Type
        : IsFrozen(symbol, known) ? MissingReason.Frozen
        : leftOut ? MissingReason.LeftOut
        : null;

    private static MissingGradient? OfLocal(
        DifferentiableRequest request,
        string name,
        KnownSymbols known,
        Func<SyntaxTree, SemanticModel?> modelOf,
        CancellationToken cancellation)
    {
        var declarations = request.Method.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax(cancellation).DescendantNodes());
        foreach (var node in declarations)
        {
            var identifier = node switch
            {
                VariableDeclaratorSyntax declarator => declarator.Identifier,
                SingleVariableDesignationSyntax designation => designation.Identifier,
                ForEachStatementSyntax each => each.Identifier,
                _ => default,
            };
            if (PropertyName(identifier.ValueText) == name
                && modelOf(node.SyntaxTree)?.GetDeclaredSymbol(node, cancellation) is ILocalSymbol { Type: not IErrorTypeSymbol } local)
            {
                var reason = GradientKinds.Of(local.Type, known) == GradientKind.None ? MissingReason.Type : MissingReason.Local;
                return new MissingGradient(reason, local, local.Type, request);
            }
        }

        return null;
    }

    private static MissingGradient? OfModel(INamedTypeSymbol model, string name, KnownSymbols known)
    {
        for (var type = model; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (!member.IsStatic && !member.IsImplicitlyDeclared && ModelType.SlotName(member.Name) == name
                    && OfMember(member, known) is { } missing)
                {
                    return missing;
                }
            }
        }

        return null;
    }

    private static MissingGradient? OfMember(ISymbol member, KnownSymbols known)
    {
        var type = member switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false } property => property.Type,
            _ => null,
        };
        return type is null ? null
            : ReasonFor(member, type, known, leftOut: false) is { } reason ? new MissingGradient(reason, member, type)
            : member is IPropertySymbol computed && !computed.IsAutomatic() ? new MissingGradient(MissingReason.Computed, member, type)
            : null;
    }

    /// <summary>Whether the property, the field behind it or the parameter that declares it is [Frozen].</summary>
    private static bool IsFrozen(ISymbol symbol, KnownSymbols known) => AttributeOwners(symbol).Any(owner => known.Has(owner, known.Frozen));

    /// <summary>The symbols that carry the attributes of a declaration: a record's parameter declares a property too.</summary>
    public static IEnumerable<ISymbol> AttributeOwners(ISymbol symbol)
    {
        yield return symbol;
        if (symbol is not IPropertySymbol property)
        {
            yield break;
        }

        if (property.FieldBehind() is { } field)
        {
            yield return field;
        }

        foreach (var parameter in property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters))
        {
            if (parameter.Name == property.Name && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type))
            {
                yield return parameter;
            }
        }
    }

    private static string PropertyName(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
