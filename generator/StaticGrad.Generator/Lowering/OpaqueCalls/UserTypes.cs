using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>Types of the user's that values are made of, whose members code elsewhere calls without naming them.</summary>
internal static class UserTypes
{
    /// <summary>
    /// The types, their elements and type arguments, and the fields of structs that leave equality to the framework: it compares these.
    /// </summary>
    public static IReadOnlyCollection<ITypeSymbol> In(IEnumerable<ITypeSymbol?> types)
    {
        var found = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<ITypeSymbol>(types.OfType<ITypeSymbol>());
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (found.Add(type))
            {
                foreach (var part in Elements(type).Concat(LeavesEquality(type) ? FieldTypes(type) : []))
                {
                    pending.Push(part);
                }
            }
        }

        return found;
    }

    private static IEnumerable<ITypeSymbol> Elements(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? [array.ElementType] : (type as INamedTypeSymbol)?.TypeArguments ?? Enumerable.Empty<ITypeSymbol>();

    /// <summary>Of what it holds and those above it hold.</summary>
    public static IEnumerable<ITypeSymbol> FieldTypes(ITypeSymbol type) => TypesFrom(type)
        .SelectMany(from => from.GetMembers())
        .Where(member => !member.IsStatic)
        .Select(member => (member as IFieldSymbol)?.Type ?? (member is IPropertySymbol { ContainingType.IsAnonymousType: true } property ? property.Type : null))
        .OfType<ITypeSymbol>();

    /// <summary>The type and those above it, as far as they are the user's.</summary>
    public static IEnumerable<ITypeSymbol> TypesFrom(ITypeSymbol? type)
    {
        for (; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType)
        {
            yield return type;
        }
    }

    /// <summary>Whether it is one, or a tuple with one in it. (Enums declare nothing that is called.)</summary>
    public static bool HasOwnTypes(ITypeSymbol? type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Any(element => HasOwnTypes(element.Type))
        : type is INamedTypeSymbol { TypeKind: not TypeKind.Enum, DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>Whether what it declares may be overridden by a type of the user's.</summary>
    public static bool MayBeOverridden(ITypeSymbol? type) =>
        type is null or ITypeParameterSymbol or { TypeKind: TypeKind.Interface } or { SpecialType: SpecialType.System_Object }
        || (HasOwnTypes(type) && type is { IsReferenceType: true, IsSealed: false });

    /// <summary>Whether what stands there may be of a type of the user's that it does not tell.</summary>
    public static bool IsOpen(ITypeSymbol type) =>
        type is IDynamicTypeSymbol or { SpecialType: SpecialType.System_ValueType or SpecialType.System_Enum } || MayBeOverridden(type);

    /// <summary>Whether equality, hashes and text by the framework reach parts that do not tell their types.</summary>
    public static bool HoldsOpen(IEnumerable<ITypeSymbol?> types) => In(types).Where(LeavesEquality).Any(type => In(FieldTypes(type)).Any(IsOpen));

    private static bool LeavesEquality(ITypeSymbol type) =>
        type is { IsAnonymousType: true } or { TypeKind: TypeKind.Struct, IsRecord: false, IsTupleType: false, DeclaringSyntaxReferences.IsEmpty: false }
        && !type.GetMembers(nameof(Equals)).Any(member => member.IsOverride && !member.IsImplicitlyDeclared);

    /// <summary>What of them may be called: what they override, and what they declare for interfaces but for generated ones.</summary>
    public static IEnumerable<IMethodSymbol> CallableIn(IEnumerable<ITypeSymbol?> types) => In(types)
        .OfType<INamedTypeSymbol>()
        .Where(type => type is { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false })
        .SelectMany(type => Overrides(type).Concat(ForInterfaces(type)));

    private static IEnumerable<IMethodSymbol> Overrides(INamedTypeSymbol type) =>
        TypesFrom(type).SelectMany(from => from.GetMembers()).OfType<IMethodSymbol>().Where(method => method.IsOverride);

    private static IEnumerable<IMethodSymbol> ForInterfaces(INamedTypeSymbol type) => type.AllInterfaces
        .Where(implemented => implemented.ContainingAssembly?.Name != nameof(StaticGrad))
        .SelectMany(implemented => implemented.GetMembers().OfType<IMethodSymbol>())
        .Select(type.FindImplementationForInterfaceMember)
        .OfType<IMethodSymbol>();
}
