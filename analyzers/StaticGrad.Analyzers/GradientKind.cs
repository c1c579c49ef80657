using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>Whether a type has gradients, as far as its name tells.</summary>
internal enum GradientKind
{
    /// <summary>double, float, or arrays and spans of them.</summary>
    Floating,

    /// <summary>Integers, bool, decimal, string, enumerations and so on: never a gradient.</summary>
    None,

    /// <summary>A class, struct or type parameter: its declaration decides.</summary>
    Other,
}

/// <summary>Types seen through arrays and spans.</summary>
internal static class GradientKinds
{
    public static GradientKind Of(ITypeSymbol? type, KnownSymbols known) => ElementOf(type, known) switch
    {
        null or IErrorTypeSymbol => GradientKind.Other,
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => GradientKind.Floating,
        { TypeKind: TypeKind.Enum } => GradientKind.None,
        { SpecialType: SpecialType.System_Object or SpecialType.System_Void } => GradientKind.Other,
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String } => GradientKind.None,
        { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => GradientKind.None,
        _ => GradientKind.Other,
    };

    /// <summary>The type of the numbers in arrays and spans, jagged ones too; the type itself when it is neither.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type, KnownSymbols known) => type switch
    {
        IArrayTypeSymbol array => ElementOf(array.ElementType, known),
        INamedTypeSymbol { TypeArguments.Length: 1 } named
            when KnownSymbols.Is(named.OriginalDefinition, known.Span) || KnownSymbols.Is(named.OriginalDefinition, known.ReadOnlySpan) =>
            ElementOf(named.TypeArguments[0], known),
        _ => type,
    };
}
