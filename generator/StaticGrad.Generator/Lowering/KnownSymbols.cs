using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticGrad.Generator.Lowering;

/// <summary>What lowering asks of a compilation, resolved once.</summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    /// <summary>Types that generated code names.</summary>
    private static readonly string[] Named =
    [
        "System.Array", "System.ArgumentException", "System.ArgumentNullException", "System.Attribute", "System.Math", "System.MathF",
        "System.MemoryExtensions", "System.ReadOnlySpan`1", "System.Span`1",
        "System.ComponentModel.EditorBrowsableAttribute", "System.ComponentModel.EditorBrowsableState",
        "System.Runtime.CompilerServices.UnsafeAccessorAttribute", "System.Runtime.CompilerServices.UnsafeAccessorKind",
        "StaticGrad.IModel`1", "StaticGrad.IGradient`1", "StaticGrad.IParameterVisitor",
        "StaticGrad.CompilerServices.Frames", "StaticGrad.CompilerServices.Grid", "StaticGrad.CompilerServices.Guard",
        "StaticGrad.CompilerServices.Models", "StaticGrad.CompilerServices.Slab",
    ];

    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> OfCompilation = new();

    public const string DifferentiableName = "StaticGrad.DifferentiableAttribute";

    public INamedTypeSymbol? Differentiable { get; } = compilation.GetTypeByMetadataName(DifferentiableName);

    public INamedTypeSymbol? Frozen { get; } = compilation.GetTypeByMetadataName("StaticGrad.FrozenAttribute");

    public INamedTypeSymbol? Checkpoint { get; } = compilation.GetTypeByMetadataName("StaticGrad.CheckpointAttribute");

    public INamedTypeSymbol? DerivativeOf { get; } = compilation.GetTypeByMetadataName("StaticGrad.DerivativeOfAttribute");

    public INamedTypeSymbol? Grad { get; } = compilation.GetTypeByMetadataName("StaticGrad.Grad");

    public INamedTypeSymbol? Span { get; } = compilation.GetTypeByMetadataName("System.Span`1");

    public INamedTypeSymbol? ReadOnlySpan { get; } = compilation.GetTypeByMetadataName("System.ReadOnlySpan`1");

    public INamedTypeSymbol? Index { get; } = compilation.GetTypeByMetadataName("System.Index");

    public INamedTypeSymbol? MemoryExtensions { get; } = compilation.GetTypeByMetadataName("System.MemoryExtensions");

    public LanguageVersion LanguageVersion { get; } = (compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.Default;

    /// <summary>What stands in generated code for the types that it names: they, and what is before each dot of their names.</summary>
    private static readonly string[] Written = [.. Named
        .SelectMany(name => name.Split('.').Select((_, i) => string.Join(".", name.Split('.').Take(i + 1))))
        .Distinct()];

    /// <summary>What generated code would name and the project defines for itself: its own type would be meant instead.</summary>
    public string? Redefined { get; } = Written.FirstOrDefault(name => compilation.Assembly.GetTypeByMetadataName(name) is not null)?.Split('`')[0];

    /// <summary>A type that generated code would name and that several references have: none of them would be meant.</summary>
    public string? Ambiguous { get; } = Named.FirstOrDefault(name => References(compilation, name).Skip(1).Any())?.Split('`')[0];

    private static IEnumerable<INamedTypeSymbol> References(Compilation compilation, string name) => compilation
        .GetTypesByMetadataName(name)
        .Where(type => !Is(type.ContainingAssembly, compilation.Assembly)
            && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
            && IsGlobal(compilation.GetMetadataReference(type.ContainingAssembly)));

    /// <summary>Whether <c>global::</c> looks into a reference: not into one that has another alias only.</summary>
    private static bool IsGlobal(MetadataReference? reference) =>
        reference?.Properties.Aliases is not { IsEmpty: false } aliases || aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    /// <summary>Those of a compilation, made once: what is kept of its models serves all its methods.</summary>
    public static KnownSymbols Of(Compilation compilation) =>
        OfCompilation.GetValue(compilation, static created => new KnownSymbols(created));

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

    /// <summary>System.Math or System.MathF, not a type of the user's that is called so.</summary>
    public static bool IsMath(ITypeSymbol? type) => type is
    {
        Name: "Math" or "MathF",
        ContainingType: null,
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary>
    /// Whether the symbol, or a type in its name, is of an assembly that only extern aliases name: generated files, which begin all names
    /// with "global::", would mean another one.
    /// </summary>
    public bool IsUnderAlias(ISymbol? symbol) => symbol switch
    {
        null or ITypeParameterSymbol => false,
        IArrayTypeSymbol array => IsUnderAlias(array.ElementType),
        _ => symbol is { ContainingAssembly: { } assembly } && compilation.GetMetadataReference(assembly) is { Properties.Aliases: { IsEmpty: false } aliases }
                && !aliases.Contains(MetadataReferenceProperties.GlobalAlias)
            || IsUnderAlias(symbol.ContainingType)
            || (symbol is INamedTypeSymbol named && named.TypeArguments.Any(IsUnderAlias)),
    };

    public bool IsSpan(ITypeSymbol? type) => Is(type?.OriginalDefinition, Span);

    /// <summary>Whether elements can be written through it.</summary>
    public bool IsWritable(ITypeSymbol? type) => type is IArrayTypeSymbol || IsSpan(type);

    public bool IsArrayOrSpan(ITypeSymbol? type) => IsWritable(type) || Is(type?.OriginalDefinition, ReadOnlySpan);

    public static bool Is(ISymbol? symbol, ISymbol? known) =>
        symbol is not null && known is not null && SymbolEqualityComparer.Default.Equals(symbol, known);

    public bool Has(ISymbol symbol, INamedTypeSymbol? attribute) =>
        attribute is not null && symbol.GetAttributes().Any(data => Is(data.AttributeClass, attribute));
}
