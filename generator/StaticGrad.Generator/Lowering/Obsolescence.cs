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

        return WithTypesAround(named).Any(part => AttributeOf(part)?.ConstructorArguments.Any(argument => argument.Value is true) == true)
            && !WithTypesAround(container).Any(part => AttributeOf(part) is not null);
    }

    private static AttributeData? AttributeOf(ISymbol symbol) => symbol.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass is { Name: nameof(ObsoleteAttribute), ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    private static IEnumerable<ISymbol> WithTypesAround(ISymbol symbol)
    {
        yield return symbol;
        for (var around = symbol.ContainingType; around is not null; around = around.ContainingType)
        {
            yield return around;
        }
    }
}
