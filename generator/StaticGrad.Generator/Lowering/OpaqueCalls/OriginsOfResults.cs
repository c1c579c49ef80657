using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>Where the arrays, spans and objects come from that methods with source give.</summary>
internal sealed class OriginsOfResults(MethodBodies bodies)
{
    private readonly Dictionary<IMethodSymbol, HashSet<ISymbol>?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Parameters of the method, and static arrays; none if it has made what it gives; null if that may be anything.</summary>
    public HashSet<ISymbol>? Of(IMethodSymbol? called, bool isVirtual)
    {
        if (called is null || (isVirtual && !called.IsStatic && ModelType.IsOverridable(called)))
        {
            return null;
        }

        var method = MethodBodies.Declared(called);
        if (!_known.TryGetValue(method, out var origins))
        {
            // Of what calls itself nothing is said on the way.
            _known[method] = null;
            _known[method] = origins = Find(method);
        }

        return origins;
    }

    private HashSet<ISymbol>? Find(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly || method.IsAsync || method.IsVirtual || method.IsAbstract)
        {
            return null;
        }

        HashSet<ISymbol>? all = new(SymbolEqualityComparer.Default);
        var isGiven = false;
        foreach (var body in bodies.Of(method))
        {
            foreach (var given in Returns(body.Operation))
            {
                isGiven = true;
                all = Origins.Both(all, given.Kind == OperationKind.Return ? body.Origins.Of(given.ReturnedValue) : null);
            }
        }

        return isGiven && all?.All(origin => origin is not IParameterSymbol || Is(origin.ContainingSymbol, method)) == true ? all : null;
    }

    private static bool Is(ISymbol symbol, ISymbol other) => SymbolEqualityComparer.Default.Equals(symbol, other);

    /// <summary>Those of the body itself, not of functions inside it.</summary>
    private static IEnumerable<IReturnOperation> Returns(IOperation operation) => operation.ChildOperations
        .Where(child => child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        .SelectMany(child => child is IReturnOperation given ? [given] : Returns(child));
}
