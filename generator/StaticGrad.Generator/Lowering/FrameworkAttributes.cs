using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>Attributes of the framework's own, told by their full names: a project may have others that are called alike.</summary>
internal static class FrameworkAttributes
{
    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, Type attribute) => symbol.GetAttributes().Where(data =>
        data.AttributeClass is { } type && type.Name == attribute.Name && type.ToDisplayString() == attribute.FullName);
}
