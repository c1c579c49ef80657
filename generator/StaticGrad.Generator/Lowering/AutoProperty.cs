using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>Properties that only store: what is read is the field behind them.</summary>
internal static class AutoProperty
{
    /// <summary>In metadata the field is not visible; the accessor is marked.</summary>
    public static bool IsAutomatic(this IPropertySymbol property) => property.DeclaringSyntaxReferences.IsEmpty
        ? property.GetMethod?.Attributes(typeof(CompilerGeneratedAttribute)).Any() == true
        : property.FieldBehind() is not null;

    /// <summary>The field behind a property of a type with source.</summary>
    public static IFieldSymbol? FieldBehind(this IPropertySymbol property) => property.ContainingType.GetMembers()
        .OfType<IFieldSymbol>()
        .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
