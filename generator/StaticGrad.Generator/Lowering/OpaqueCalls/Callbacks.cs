using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>
/// What a method without source may call of the types that it is given: what they override, and what they declare for interfaces.
/// A value is taken to be of the type that it has where it is given.
/// </summary>
internal sealed class Callbacks(KnownSymbols known)
{
    public IEnumerable<IMethodSymbol> Of(IOperation operation, IMethodSymbol called) => called.ContainingType?.SpecialType == SpecialType.System_Object
        && called.MethodKind == MethodKind.Constructor
            ? []
            : TypesOf(operation, called).SelectMany(type => Overrides(type).Concat(ForInterfaces(type)));

    /// <summary>Whether it is one of StaticGrad's own that is given a model: training, reading and writing parameters.</summary>
    public bool MayChangeModels(IOperation operation, IMethodSymbol called) =>
        IsOurs(called)
        && !KnownSymbols.Is(called.ContainingType, known.Grad)
        && TypesOf(operation, called).Any(type => ModelType.IsModel(type, known));

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, known.Differentiable?.ContainingAssembly);

    private static IEnumerable<INamedTypeSymbol> TypesOf(IOperation operation, IMethodSymbol called) => operation.ChildOperations
        .Select(part => (part is IArgumentOperation argument ? argument.Value : part).TypeBeforeConversions())
        .Concat(called.TypeArguments)
        .Append(called.ContainingType)
        .SelectMany(Parts)
        .Distinct(SymbolEqualityComparer.Default)
        .OfType<INamedTypeSymbol>()
        .Where(type => type is { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false });

    /// <summary>The type, and those that it is made of: elements, type arguments.</summary>
    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol? type) => type switch
    {
        null => [],
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } => arguments.SelectMany(Parts).Append(type),
        _ => [type],
    };

    private static IEnumerable<IMethodSymbol> Overrides(INamedTypeSymbol type)
    {
        for (var above = type; above is { DeclaringSyntaxReferences.IsEmpty: false }; above = above.BaseType)
        {
            foreach (var method in above.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsOverride))
            {
                yield return method;
            }
        }
    }

    /// <summary>But for what is generated: nobody else knows it.</summary>
    private IEnumerable<IMethodSymbol> ForInterfaces(INamedTypeSymbol type) => type.AllInterfaces
        .Where(implemented => !IsOurs(implemented))
        .SelectMany(implemented => implemented.GetMembers().OfType<IMethodSymbol>())
        .Select(type.FindImplementationForInterfaceMember)
        .OfType<IMethodSymbol>();
}
