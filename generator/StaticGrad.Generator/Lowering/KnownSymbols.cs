using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>The symbols that lowering recognises, and what it knows of models, found out once for a compilation.</summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> All = new();

    /// <summary>Those of a compilation, for as long as it lives: all methods of a project ask for the same.</summary>
    public static KnownSymbols Of(Compilation compilation) => All.GetValue(compilation, static key => new KnownSymbols(key));

    public const string DifferentiableName = "StaticGrad.DifferentiableAttribute";

    public INamedTypeSymbol? Differentiable { get; } = compilation.GetTypeByMetadataName(DifferentiableName);

    public INamedTypeSymbol? Frozen { get; } = compilation.GetTypeByMetadataName("StaticGrad.FrozenAttribute");

    public INamedTypeSymbol? Checkpoint { get; } = compilation.GetTypeByMetadataName("StaticGrad.CheckpointAttribute");

    public INamedTypeSymbol? DerivativeOf { get; } = compilation.GetTypeByMetadataName("StaticGrad.DerivativeOfAttribute");

    public INamedTypeSymbol? Grad { get; } = compilation.GetTypeByMetadataName("StaticGrad.Grad");

    public INamedTypeSymbol? Span { get; } = compilation.GetTypeByMetadataName("System.Span`1");

    public INamedTypeSymbol? ReadOnlySpan { get; } = compilation.GetTypeByMetadataName("System.ReadOnlySpan`1");

    public INamedTypeSymbol? MemoryExtensions { get; } = compilation.GetTypeByMetadataName("System.MemoryExtensions");

    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<ModelMember>> _members = new(SymbolEqualityComparer.Default);

    /// <summary>The fields and auto-properties of a model.</summary>
    public IReadOnlyList<ModelMember> MembersOf(INamedTypeSymbol model) =>
        _members.GetOrAdd(model, type => ModelType.Members(type, this));

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _hasProblems = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a model has a generated Gradient: nothing is wrong with it, nor with any model that it holds.</summary>
    public bool IsSound(INamedTypeSymbol model)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { model };
        var pending = new Queue<INamedTypeSymbol>([model]);
        while (pending.Count > 0)
        {
            var next = pending.Dequeue();
            if (_hasProblems.GetOrAdd(next, HasProblems))
            {
                return false;
            }

            foreach (var inside in ModelType.Inside(next, this).Where(seen.Add))
            {
                pending.Enqueue(inside);
            }
        }

        return true;
    }

    private bool HasProblems(INamedTypeSymbol model) => model.DeclaringSyntaxReferences.Length == 0
        ? model.GetTypeMembers("Gradient").Length != 1
        : ModelReader.ProblemsOf(model, this, CancellationToken.None).Count > 0;

    /// <summary>
    /// Whether the generator wrote the symbol. The analyzer sees its output and the generator does not: both must judge
    /// what the user wrote, alike.
    /// </summary>
    public static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0
        && symbol.DeclaringSyntaxReferences.All(reference =>
            reference.SyntaxTree.FilePath.Contains("StaticGrad.Generator.DifferentiableGenerator"));

    public static bool Is(ISymbol? symbol, INamedTypeSymbol? known) =>
        symbol is not null && known is not null && SymbolEqualityComparer.Default.Equals(symbol, known);

    public bool Has(ISymbol symbol, INamedTypeSymbol? attribute) =>
        attribute is not null && symbol.GetAttributes().Any(data => Is(data.AttributeClass, attribute));
}
