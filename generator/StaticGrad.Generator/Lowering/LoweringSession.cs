using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering.OpaqueCalls;
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
    private readonly Dictionary<string, IMethodSymbol> _called = [];
    private IMethodSymbol? _root;
    private string? _containerName;
    private readonly Queue<(string Key, IMethodSymbol Method)> _pending = new();

    public Compilation Compilation { get; } = compilation;

    public KnownSymbols Known { get; } = known;

    public CancellationToken Cancellation { get; } = cancellation;

    public ElementWrites Writes { get; } = new(compilation, known, cancellation);

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
        var root = Lower(method, isCalled: false);
        while (_pending.Count > 0)
        {
            var (key, callee) = _pending.Dequeue();
            if (!_methods.ContainsKey(key))
            {
                _methods.Add(key, null!);
                _methods[key] = Lower(callee, isCalled: true);
                NoteWarnings(callee, _methods[key]);
            }
        }

        return root;
    }

    /// <summary>What is said of called methods, whatever goes through the call. One with the attribute is told by itself.</summary>
    public List<Finding> CalleeWarnings { get; } = [];

    private void NoteWarnings(IMethodSymbol callee, LoweredMethod lowered)
    {
        if (!Known.Has(callee, Known.Differentiable))
        {
            CalleeWarnings.AddRange(lowered.Findings.Where(finding => !Descriptors.IsError(finding.Id)));
        }
    }

    /// <summary>Notes what is called as it stands if it stays a call, by what names it in the representation.</summary>
    public void NoteCall(string called, IMethodSymbol method) => _called[called] = method;

    /// <summary>What is changed by calls that are made as they stand: of what is not lowered, and of [Frozen] methods.</summary>
    public EquatableArray<MethodChanges> Changes() => _called
        .Where(call => !_methods.TryGetValue(call.Key, out var lowered) || lowered.Ir is null || Known.Has(call.Value, Known.Frozen)
            || (call.Value.AssociatedSymbol is { } property && Known.Has(property, Known.Frozen)))
        .Select(call => ChangesOf(call.Key, call.Value))
        .Where(change => change.Changed.Count > 0 || change.Arrays.Count > 0)
        .OrderBy(change => change.Called, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>A static array that generated code may not name cannot be compared with others: it may be any.</summary>
    private MethodChanges ChangesOf(string called, IMethodSymbol method)
    {
        var effects = SideEffects.Of(method, Compilation, Known, Cancellation);
        var arrays = effects.Arrays.Select(array => (Array: array, Reach: Reach(array, array.ContainingType))).ToList();
        return new MethodChanges(
            called,
            method.AssociatedSymbol?.Name ?? method.Name,
            effects.Changed
                .Concat(arrays.Where(array => !IsNamed(array.Reach)).Select(array => SideEffects.Items(((IArrayTypeSymbol)array.Array.Type).ElementType)))
                .Distinct()
                .ToEquatableArray(),
            arrays.Where(array => IsNamed(array.Reach))
                .Select(array => new StaticRead(
                    MethodLowering.QualifiedName(array.Array), TypeMapping.Map(array.Array.Type, Known)!.Value, array.Reach.PrivateTo, array.Array.IsReadOnly))
                .OrderBy(array => array.QualifiedName, StringComparer.Ordinal)
                .ToEquatableArray());
    }

    /// <summary>Whether the derivative itself can name it, to compare it on entry.</summary>
    private bool IsNamed((string? PrivateTo, string? Unreachable) reach) =>
        reach.Unreachable is null && (reach.PrivateTo is null || reach.PrivateTo == _containerName);

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

    /// <summary>The documentation id; of what is file-local, with its file, for another file may have the same.</summary>
    public static string KeyOf(IMethodSymbol method) =>
        (method.GetDocumentationCommentId() ?? method.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
        + (FileLocals.In(method) is { } local ? " in " + local.MetadataName : "");

    /// <summary>
    /// Which type code that names the symbol must stand in: null for any; the root's when that may name it; else that of the
    /// method, when members can be generated into it; else nowhere, with the symbol's name and why.
    /// </summary>
    public (string? PrivateTo, string? Unreachable) Reach(ISymbol symbol, INamedTypeSymbol from) =>
        FileLocals.In(symbol) is { } local
            ? (null, $"'{symbol.ToDisplayString()}', which no other file may name ('{local.Name}' is file-local: make it internal),")
        : Known.IsUnderAlias(symbol) ? (null, UnderAlias(symbol))
        : symbol.IsForbiddenIn(container) ? (null, NotNamed(symbol))
        : Compilation.IsSymbolAccessibleWithin(symbol, Compilation.Assembly) ? (null, null)
        : Compilation.IsSymbolAccessibleWithin(symbol, container) ? (_containerName ??= Containers.Of(container).QualifiedName, null)
        : Containers.CanHost(from) ? (Containers.Of(from).QualifiedName, null)
        : (null, NotNamed(symbol));

    public static string UnderAlias(ISymbol symbol) => $"'{symbol.ToDisplayString()}', which only an extern alias names,";

    private static string NotNamed(ISymbol symbol) => $"'{symbol.ToDisplayString()}', which generated code may not name from here,";

    /// <summary>The type that a method's derivative for callers stands in: its own, where what it names can be named.</summary>
    public static Container? HomeOf(INamedTypeSymbol type) => Containers.CanHost(type) ? Containers.Of(type) : null;

    /// <summary>
    /// How a method's derivative for callers is declared. Who may call the method may name it, and what the method's signature
    /// names is as accessible as the method. In a caller's type, it is for that caller alone.
    /// </summary>
    public static string AccessOf(IMethodSymbol method) => Containers.KeptIn(method) switch
    {
        _ when HomeOf(method.ContainingType) is null => "private",
        { AlsoHeirs: true } => "private protected",
        { AlsoHeirs: false } => "private",
        null => "internal",
    };

    private LoweredMethod Lower(IMethodSymbol method, bool isCalled)
    {
        Cancellation.ThrowIfCancellationRequested();
        return new MethodLowering(this, method, isCalled).Run();
    }
}

/// <summary>A lowered method, or why it could not be: <see cref="Ir"/> is null where a finding is an error.</summary>
internal sealed record LoweredMethod(MethodIr? Ir, IReadOnlyList<Finding> Findings)
{
    /// <summary>Why it could not be lowered.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(finding => Descriptors.IsError(finding.Id));
}
