using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>C# types to types of the representation.</summary>
internal static class TypeMapping
{
    /// <summary>The type of what a method gives back, nothing included.</summary>
    public static IrType? MapResult(ITypeSymbol type, KnownSymbols known) =>
        type.SpecialType == SpecialType.System_Void ? IrType.Void : Map(type, known);

    /// <summary>
    /// The type in the representation, or null for one that it does not have. Nothing is not the type of a value, whatever
    /// half-typed code declares.
    /// </summary>
    public static IrType? Map(ITypeSymbol? type, KnownSymbols known)
    {
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1, IsSZArray: true } array when MapScalar(array.ElementType) is not null:
                return View(array.ElementType, Shape.Array);

            case INamedTypeSymbol { IsGenericType: true, TypeArguments.Length: 1 } named
                when KnownSymbols.Is(named.OriginalDefinition, known.Span):
                return View(named.TypeArguments[0], Shape.Span);

            case INamedTypeSymbol { IsGenericType: true, TypeArguments.Length: 1 } named
                when KnownSymbols.Is(named.OriginalDefinition, known.ReadOnlySpan):
                return View(named.TypeArguments[0], Shape.ReadOnlySpan);

            case null:
                return null;

            case IArrayTypeSymbol { IsSZArray: true } array when ModelType.IsModel(array.ElementType, known):
                return Object(type);

            case INamedTypeSymbol named when ModelType.IsModel(named, known):
                return Object(type);

            default:
                return MapScalar(type) is { } scalar ? new IrType(scalar) : null;
        }
    }

    /// <summary>A class or struct that could hold parameters, and is not a type that C# knows by a keyword.</summary>
    public static bool IsContainer(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false };

    /// <summary>A jagged or a two-dimensional array of numbers: only as a member of a model.</summary>
    public static IrType Object(ITypeSymbol type) => new(
        ScalarType.Model,
        Shape.Object,
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        type is IArrayTypeSymbol { ElementType: var element } array && (array.Rank > 1 || element is IArrayTypeSymbol)
            ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : ModelType.GradientOf(type),
        type.IsValueType);

    private static IrType? View(ITypeSymbol element, Shape shape) =>
        MapScalar(element) is { } scalar and not ScalarType.String
            ? new IrType(scalar, shape)
            : null;

    private static ScalarType? MapScalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ScalarType.Bool,
        SpecialType.System_Char => ScalarType.Char,
        SpecialType.System_SByte => ScalarType.SByte,
        SpecialType.System_Byte => ScalarType.Byte,
        SpecialType.System_Int16 => ScalarType.Int16,
        SpecialType.System_UInt16 => ScalarType.UInt16,
        SpecialType.System_Int32 => ScalarType.Int32,
        SpecialType.System_UInt32 => ScalarType.UInt32,
        SpecialType.System_Int64 => ScalarType.Int64,
        SpecialType.System_UInt64 => ScalarType.UInt64,
        SpecialType.System_Single => ScalarType.Single,
        SpecialType.System_Double => ScalarType.Double,
        SpecialType.System_String => ScalarType.String,
        _ => null,
    };
}
