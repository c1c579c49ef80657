using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>
/// Types of the user's that a method is given as values or type arguments: what has no source may call their members. (What it is
/// given is taken to be of the type that it has there.)
/// </summary>
internal static class Callbacks
{
    /// <param name="hasSource">Then its calls are followed, but for what they call by type parameters.</param>
    public static IEnumerable<ITypeSymbol?> TypesOf(IOperation operation, IMethodSymbol called, bool hasSource) =>
        hasSource ? Arguments(called)
        : called is { MethodKind: MethodKind.Constructor, ContainingType.SpecialType: SpecialType.System_Object } ? []
        : operation.ChildOperations
            .Select(part => (part is IArgumentOperation argument ? argument.Value : part).TypeBeforeConversions())
            .Concat(Arguments(called));

    private static IEnumerable<ITypeSymbol?> Arguments(IMethodSymbol called)
    {
        IEnumerable<ITypeSymbol> all = called.TypeArguments;
        for (var type = called.ContainingType; type is not null; type = type.ContainingType)
        {
            all = all.Concat(type.TypeArguments);
        }

        return all.Where(argument => argument is not ITypeParameterSymbol);
    }
}
