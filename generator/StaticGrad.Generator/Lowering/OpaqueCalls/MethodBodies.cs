using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>The bodies of methods that have source here, each with the origins of what is in it.</summary>
internal sealed class MethodBodies
{
    private readonly Compilation _compilation;
    private readonly KnownSymbols _known;
    private readonly CancellationToken _cancellation;
    private readonly OriginsOfResults _results;
    private readonly Dictionary<IMethodSymbol, IReadOnlyList<Body>> _bodies = new(SymbolEqualityComparer.Default);

    public MethodBodies(Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        _compilation = compilation;
        _known = known;
        _cancellation = cancellation;
        _results = new OriginsOfResults(this);
    }

    /// <summary>What is looked at.</summary>
    /// <param name="Method">The method whose body it is; null for an initialiser, or a mere expression.</param>
    internal sealed record Body(IOperation Operation, Origins Origins, IMethodSymbol? Method);

    /// <summary>The method as it is written, where it has its body.</summary>
    public static IMethodSymbol Declared(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    public IReadOnlyList<Body> Of(IMethodSymbol method)
    {
        method = Declared(method);
        if (!_bodies.TryGetValue(method, out var bodies))
        {
            _bodies[method] = bodies = [.. method.SourcesIn(_compilation, _cancellation)
                .Select(OperationAt).OfType<IOperation>().Select(operation => Of(operation, method))];
        }

        return bodies;
    }

    public Body Of(IOperation operation, IMethodSymbol? method = null) => new(operation, new Origins(operation, _known, _results), method);

    public IOperation? OperationAt(SyntaxNode syntax) => _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, _cancellation);
}
