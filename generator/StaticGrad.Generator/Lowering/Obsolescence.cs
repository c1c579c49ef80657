using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>[Obsolete("…", error: true)]: whoever names it gets an error, but for what is obsolete itself.</summary>
internal static class Obsolescence
{
    /// <summary>Whether code in the type may not name the symbol; of an array, its items.</summary>
    public static bool IsForbiddenIn(this ISymbol symbol, INamedTypeSymbol container)
    {
        var named = symbol;
        while (named is IArrayTypeSymbol array)
        {
            named = array.ElementType;
        }

        return WithTypesAround(named).SelectMany(AttributesOf).Any(attribute => attribute.ConstructorArguments.Any(argument => argument.Value is true))
            && !WithTypesAround(container).SelectMany(AttributesOf).Any();
    }

    private static IEnumerable<AttributeData> AttributesOf(ISymbol symbol) => symbol.Attributes(typeof(ObsoleteAttribute));

    private static IEnumerable<ISymbol> WithTypesAround(ISymbol symbol)
    {
        yield return symbol;
        for (var around = symbol.ContainingType; around is not null; around = around.ContainingType)
        {
            yield return around;
        }
    }
}
