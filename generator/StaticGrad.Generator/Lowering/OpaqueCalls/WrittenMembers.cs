using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>Members that C# writes itself, of records and of types without a name: they call members of the parts.</summary>
internal static class WrittenMembers
{
    private static readonly string[] Names = [nameof(ToString), nameof(Equals), nameof(GetHashCode), "PrintMembers"];

    private static bool IsWritten(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, ContainingType: { } type } && method.Name != "<Clone>$"
        && (type.IsAnonymousType || (type.IsRecord && method.IsImplicitlyDeclared));

    private static bool IsOfParts(IMethodSymbol method) => IsWritten(method) && method.Name != "Deconstruct";

    /// <summary>Whether it calls members of parts that do not tell their types.</summary>
    public static bool IsOpaque(IMethodSymbol method) =>
        IsOfParts(method) && UserTypes.In(UserTypes.FieldTypes(method.ContainingType)) is var parts
        && (parts.Any(UserTypes.IsOpen) || UserTypes.HoldsOpen(parts));

    /// <summary>What it calls of its own type, of those above, and of the parts.</summary>
    public static IEnumerable<IMethodSymbol> CalledBy(IMethodSymbol method) => IsWritten(method)
        ? OwnMembers(method.ContainingType).Concat(IsOfParts(method) ? UserTypes.CallableIn(UserTypes.FieldTypes(method.ContainingType)) : [])
        : [];

    private static IEnumerable<IMethodSymbol> OwnMembers(INamedTypeSymbol type) => UserTypes.TypesFrom(type)
        .SelectMany(from => from.GetMembers())
        .Where(member => !member.IsStatic)
        .SelectMany(member => member switch
        {
            IPropertySymbol { GetMethod: { } getter, IsIndexer: false } => [getter],
            IMethodSymbol other when Names.Contains(other.Name) => [other],
            _ => Array.Empty<IMethodSymbol>(),
        });
}
