using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>File-local types: no other file can name them, and generated code is another file.</summary>
internal static class FileLocals
{
    /// <summary>The file-local type that the symbol is, stands in, or has among its type arguments; null when there is none.</summary>
    public static INamedTypeSymbol? In(ISymbol? symbol) => symbol switch
    {
        IArrayTypeSymbol array => In(array.ElementType),
        INamedTypeSymbol { IsFileLocal: true } type => type,
        INamedTypeSymbol type => In(type.ContainingType) ?? type.TypeArguments.Select(In).FirstOrDefault(local => local is not null),
        null or ITypeParameterSymbol => null,
        _ => In(symbol.ContainingType),
    };
}
