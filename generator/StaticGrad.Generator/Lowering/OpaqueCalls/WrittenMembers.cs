using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>Members that C# writes itself, of records and of types without a name: they call members of the parts.</summary>
internal static class WrittenMembers
{
    private static readonly string[] Names = [nameof(ToString), nameof(Equals), nameof(GetHashCode), "PrintMembers"];

    private static bool IsWritten(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, ContainingType: { } type } && method.Name != "<Clone>$"
        && (type.IsAnonymousType || (type.IsRecord && method.IsImplicitlyDeclared));

    /// <summary>Whether it may call what types of the user's declare for its parts.</summary>
    public static bool CallsParts(IMethodSymbol method) =>
        IsWritten(method) && method.Name != "Deconstruct" && HoldsOwn(method.ContainingType);

    /// <summary>What it calls of its own type, and of those above.</summary>
    public static IEnumerable<IMethodSymbol> CalledBy(IMethodSymbol method) => IsWritten(method)
        ? TypesFrom(method.ContainingType).SelectMany(type => type.GetMembers()).Where(member => !member.IsStatic)
            .SelectMany(member => member switch
            {
                IPropertySymbol { GetMethod: { } getter, IsIndexer: false } => [getter],
                IMethodSymbol other when Names.Contains(other.Name) => [other],
                _ => Array.Empty<IMethodSymbol>(),
            })
        : [];

    /// <summary>Whether a part may be of a type of the user's.</summary>
    public static bool HoldsOwn(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } => CompilerCalls.HasOwnTypes(type),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } or { IsRecord: true } or { IsAnonymousType: true } => TypesFrom(type)
            .SelectMany(from => from.GetMembers())
            .Select(member => member switch
            {
                IFieldSymbol { IsStatic: false } field => field.Type,
                IPropertySymbol { IsStatic: false, IsIndexer: false, Name: not "EqualityContract" } property => property.Type,
                _ => null,
            })
            .OfType<ITypeSymbol>()
            .Any(part => part is ITypeParameterSymbol || CompilerCalls.HasOwnTypes(part)),
        _ => false,
    };

    /// <summary>The type and those above it, as far as they are the user's.</summary>
    private static IEnumerable<ITypeSymbol> TypesFrom(ITypeSymbol? type)
    {
        for (; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType)
        {
            yield return type;
        }
    }
}
