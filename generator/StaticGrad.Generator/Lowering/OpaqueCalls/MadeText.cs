using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>What C# calls of a value that becomes a part of a string.</summary>
internal static class MadeText
{
    public static IEnumerable<CompilerCalls.Called> Of(IOperation value) => TypeOf(value) is { } type && CompilerCalls.HasOwnTypes(type)
        ? CompilerCalls.MembersOf(type, nameof(ToString), "PrintMembers")
        : [];

    /// <summary>Whether its type does not tell.</summary>
    public static bool IsOpaque(IOperation value) => IsOpaque(TypeOf(value));

    private static bool IsOpaque(ITypeSymbol? type) => type switch
    {
        null => false,
        { IsTupleType: true } or { IsAnonymousType: true } => WrittenMembers.HoldsOwn(type),
        { SpecialType: SpecialType.System_ValueType or SpecialType.System_Enum } => true,
        _ => CompilerCalls.MayBeOverridden(type)
            || (CompilerCalls.HasOwnTypes(type) && type.AllInterfaces.Any(implemented => implemented is { Name: nameof(IFormattable) })),
    };

    /// <summary>Its own type, whatever it is converted to, and whether or not it may be null.</summary>
    private static ITypeSymbol? TypeOf(IOperation value) => value.TypeBeforeConversions() switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => nullable.TypeArguments[0],
        var type => type,
    };
}
