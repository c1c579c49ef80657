using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>
/// Arrays that methods write which their callers hand to them: what is written is what stands at each call. (The call that the derivative
/// makes says itself what it hands over.)
/// </summary>
internal sealed class HandedArrays
{
    private readonly List<Argument> _arguments = [];
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _unseen = new(SymbolEqualityComparer.Default);

    /// <param name="Value">What is handed over.</param>
    /// <param name="Site">The body that the call stands in.</param>
    public readonly record struct Argument(ISymbol Parameter, IOperation Value, MethodBodies.Body Site);

    public void Note(IOperation operation, MethodBodies.Body site)
    {
        if (operation is IArgumentOperation { Parameter: { } parameter } argument)
        {
            _arguments.Add(new(Declared(parameter), argument.Value, site));
        }
    }

    /// <summary>A call whose arguments nobody writes: of what becomes a delegate, or of Deconstruct.</summary>
    public void NoteCall(IOperation operation, IMethodSymbol called)
    {
        if (operation is not (IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation))
        {
            _unseen.UnionWith(MethodBodies.Declared(called).Parameters);
        }
    }

    /// <summary>Elements of a parameter are written.</summary>
    /// <returns>Whether its calls tell what it is: else it may be anything of its type.</returns>
    public bool Write(IParameterSymbol parameter, MethodBodies.Body site)
    {
        if (!IsTold(parameter, site))
        {
            return false;
        }

        _written.Add(Declared(parameter));
        return true;
    }

    private static bool IsTold(IParameterSymbol parameter, MethodBodies.Body site) =>
        parameter.ContainingSymbol is IMethodSymbol method && method.MethodKind switch
        {
            MethodKind.Ordinary or MethodKind.LocalFunction => true,

            // Behind the constructor, what it was given is part of the object, which may have been made elsewhere.
            MethodKind.Constructor => SymbolEqualityComparer.Default.Equals(method, site.Method),
            _ => false,
        };

    /// <summary>What is handed over to be written, as far as it is not told yet.</summary>
    public IReadOnlyList<Argument> Take()
    {
        var taken = _arguments.Where(argument => _written.Contains(argument.Parameter)).ToList();
        _arguments.RemoveAll(argument => _written.Contains(argument.Parameter));
        return taken;
    }

    /// <summary>Written parameters of methods that are called with arguments that nobody sees.</summary>
    public IEnumerable<IParameterSymbol> Unseen => _written.Intersect(_unseen, SymbolEqualityComparer.Default).Cast<IParameterSymbol>();

    private static IParameterSymbol Declared(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method
        ? MethodBodies.Declared(method).Parameters.ElementAtOrDefault(parameter.Ordinal) ?? parameter
        : parameter;
}
