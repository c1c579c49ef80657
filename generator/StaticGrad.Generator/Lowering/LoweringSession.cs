using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Lowers one differentiable method and, on demand, the methods that it calls. Keeps what must not enter the
/// representation: symbols, and the locations behind each site.
/// </summary>
internal sealed class LoweringSession(
    Compilation compilation, KnownSymbols known, INamedTypeSymbol container, CancellationToken cancellation)
{
    private readonly Dictionary<string, LoweredMethod> _methods = [];
    private IMethodSymbol? _root;
    private readonly Queue<(string Key, IMethodSymbol Method)> _pending = new();

    public Compilation Compilation { get; } = compilation;

    public KnownSymbols Known { get; } = known;

    public CancellationToken Cancellation { get; } = cancellation;

    public List<Location> Locations { get; } = [];

    public List<string> Lines { get; } = [];

    /// <summary>Every method lowered so far by key, those that failed included.</summary>
    public IReadOnlyDictionary<string, LoweredMethod> Methods => _methods;

    public int AddSite(SyntaxNode node) => AddSite(node.GetLocation());

    public int AddSite(Location location)
    {
        Locations.Add(location);
        return Locations.Count - 1;
    }

    public int AddLine(SyntaxNode node)
    {
        Lines.Add(SourceLine.Of(node));
        return Lines.Count - 1;
    }

    /// <summary>Whether it is the method that the session is for: what its signature lacks is reported by the front end.</summary>
    public bool IsRoot(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method, _root);

    /// <summary>Lowers the method, then everything that it reaches.</summary>
    public LoweredMethod LowerWithCallees(IMethodSymbol method)
    {
        _root = method;
        var root = Lower(method);
        while (_pending.Count > 0)
        {
            var (key, callee) = _pending.Dequeue();
            if (!_methods.ContainsKey(key))
            {
                _methods.Add(key, null!);
                _methods[key] = Lower(callee);
            }
        }

        return root;
    }

    /// <summary>Asks for a callee's body; its key names it in the unit.</summary>
    public string Follow(IMethodSymbol method)
    {
        var key = KeyOf(method);
        if (!_methods.ContainsKey(key))
        {
            _pending.Enqueue((key, method));
        }

        return key;
    }

    public static string KeyOf(IMethodSymbol method) =>
        method.GetDocumentationCommentId() ?? method.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Whether code in the root's type may name the symbol; null when it may, else the symbol's name.</summary>
    public string? UnreachableName(ISymbol symbol) =>
        Compilation.IsSymbolAccessibleWithin(symbol, container) ? null : symbol.ToDisplayString();

    private LoweredMethod Lower(IMethodSymbol method)
    {
        Cancellation.ThrowIfCancellationRequested();
        return new MethodLowering(this, method).Run();
    }
}

/// <summary>A lowered method, or why it could not be: <see cref="Ir"/> is null exactly when there are findings.</summary>
internal sealed record LoweredMethod(MethodIr? Ir, IReadOnlyList<Finding> Findings);
