using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>
/// What methods change that a derivative calls as they stand: members of models, items of arrays, static fields. Any C# may stand in
/// them, so this reads their operations, with all that they call.
/// </summary>
internal sealed partial class SideEffects(Compilation compilation, KnownSymbols known, CancellationToken cancellation)
{
    /// <summary>Code that cannot be followed: what may be overridden, delegates, pointers.</summary>
    public const string Anything = "*";

    /// <summary>Models of other assemblies, which methods without source may know.</summary>
    public const string LibraryModels = ".*";

    private readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<IFieldSymbol> _arrays = new(SymbolEqualityComparer.Default);
    private readonly HandedArrays _handed = new();
    private readonly LibraryWrites _library = new(known);
    private readonly MethodBodies _bodies = new(compilation, known, cancellation);
    private MethodBodies.Body _body = null!;

    private static readonly SymbolDisplayFormat WithoutAnnotations = SymbolDisplayFormat.CSharpErrorMessageFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A member of any model.</summary>
    public static string Member(string name) => "." + name.TrimStart('@');

    /// <summary>Elements or items of arrays, by their type. Arrays of integers may be seen as those of the same size with or without sign.</summary>
    public static string Items(string type) => "[" + type switch
    {
        "byte" => "sbyte",
        "ushort" or "char" => "short",
        "uint" => "int",
        "ulong" => "long",
        "nuint" => "nint",
        _ => type,
    } + "]";

    /// <inheritdoc cref="Items(string)"/>
    public static string Items(ITypeSymbol type) => Items(NameOf(type));

    private static string NameOf(ITypeSymbol type) => ((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type).ToDisplayString(WithoutAnnotations);

    /// <summary>A place of that type which is no local: what is passed by <c>in</c> may be that place.</summary>
    public static string Place(string type) => "&" + type;

    /// <summary>What changes: members of models, items of arrays, static fields.</summary>
    public IReadOnlyCollection<string> Changed => _changed;

    /// <summary>Static arrays whose elements change, where the code names them.</summary>
    public IReadOnlyCollection<IFieldSymbol> Arrays => _arrays;

    public static SideEffects Of(IMethodSymbol method, Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        var effects = new SideEffects(compilation, known, cancellation);
        effects.Follow(method, isVirtual: true);
        effects.Finish();
        return effects;
    }

    /// <summary>What an expression changes when it is evaluated.</summary>
    public static SideEffects Of(IOperation operation, Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        var effects = new SideEffects(compilation, known, cancellation);
        effects.VisitAll(effects._bodies.Of(operation), isNew: false);
        effects.Finish();
        return effects;
    }

    private void Follow(IMethodSymbol? method, bool isVirtual)
    {
        if (method is null)
        {
            return;
        }

        method = MethodBodies.Declared(method);
        var hasSource = method.SourcesIn(compilation, cancellation).Any();
        if (IsUnknown(method, isVirtual, hasSource) || method.IsWrittenElsewhere() || WrittenMembers.IsOpaque(method))
        {
            _changed.Add(Anything);
            return;
        }

        // Called once as a base type's, it may be called again as one that is overridden.
        if (!_seen.Add(method))
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        if (method is { MethodKind: MethodKind.Constructor, ContainingType: { } made })
        {
            FollowInitializers(made);
        }

        if (!hasSource && KnowsModels(method))
        {
            _changed.Add(LibraryModels);
        }

        foreach (var called in WrittenMembers.CalledBy(method))
        {
            Follow(called, true);
        }

        foreach (var body in IsVisited(method) ? [] : _bodies.Of(method))
        {
            VisitAll(body, method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor);
        }
    }

    /// <summary>A local function of what is being looked at.</summary>
    private bool IsVisited(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        && method.DeclaringSyntaxReferences.All(reference => _body.Operation.Syntax.Contains(reference.GetSyntax(cancellation)));

    /// <summary>
    /// Whether other code may be called instead, or code that is not C#. A class of a library is taken to be that class itself.
    /// </summary>
    private static bool IsUnknown(IMethodSymbol method, bool isVirtual, bool hasSource) =>
        method.MethodKind == MethodKind.DelegateInvoke
        || (method.IsExtern && method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "UnsafeAccessorAttribute"))
        || (method.IsStatic && (method.IsAbstract || method.IsVirtual))
        || (isVirtual && !method.IsStatic
            && (hasSource ? ModelType.IsOverridable(method) : method.ContainingType is { TypeKind: TypeKind.Interface }))
        || (!hasSource && LibraryWrites.IsUnsafe(method));

    /// <summary>What the body made into a delegate stands in it, and is looked at there.</summary>
    private bool IsCallOfOwnLambda(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } made } && _body.Origins.IsOwn(made);

    /// <summary>A new object's fields and properties get their first values, and its base type's constructor is called.</summary>
    private void FollowInitializers(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers().Where(member => member is { IsStatic: false } and (IFieldSymbol or IPropertySymbol or IEventSymbol)))
        {
            foreach (var syntax in member.SourcesIn(compilation, cancellation))
            {
                if (((syntax as VariableDeclaratorSyntax)?.Initializer ?? (syntax as PropertyDeclarationSyntax)?.Initializer) is { } initializer
                    && _bodies.OperationAt(initializer) is { } value)
                {
                    VisitAll(_bodies.Of(value), isNew: true);
                }
            }
        }

        foreach (var constructor in type.BaseType is { } above ? above.InstanceConstructors.Where(IsCalledUnseen) : [])
        {
            Follow(constructor, false);
        }
    }

    private static bool IsCalledUnseen(IMethodSymbol constructor) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams);

    /// <summary>
    /// A method of an assembly that may have models of its own. What the compiler adds itself changes nothing, nor does the getter of a
    /// static property, which is read as a constant, or of one that only stores.
    /// </summary>
    private bool KnowsModels(IMethodSymbol method) =>
        !method.IsImplicitlyDeclared
        && !(method is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property } && (property.IsStatic || property.IsAutomatic()))
        && known.Differentiable is { ContainingAssembly: { } ours }
        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, ours)
        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && method.ContainingAssembly?.Modules.Any(module => module.ReferencedAssemblies.Contains(ours.Identity)) == true;

    /// <param name="isNew">Whether <c>this</c> has just been made: nobody else sees it.</param>
    private void VisitAll(MethodBodies.Body body, bool isNew)
    {
        var outer = _body;
        _body = body;
        foreach (var operation in body.Operation.Made())
        {
            if (CompilerCalls.IsOpaque(operation))
            {
                _changed.Add(Anything);
            }

            foreach (var called in IsCallOfOwnLambda(operation) ? [] : CompilerCalls.Of(operation))
            {
                Follow(called.Method, called.IsVirtual);
                WriteByLibrary(operation, called.Method!);
                _handed.NoteCall(operation, called.Method!);
            }

            foreach (var target in TargetsOf(operation))
            {
                Write(target, isNew);
            }

            _handed.Note(operation, _body);
        }

        _body = outer;
    }

    /// <summary>What is handed over to be written; and a static array that is replaced may be any other when it is written.</summary>
    private void Finish()
    {
        while (_handed.Take() is { Count: > 0 } taken)
        {
            foreach (var (_, value, site) in taken)
            {
                _body = site;
                WriteItems(value, null);
            }
        }

        foreach (var parameter in _handed.Unseen)
        {
            AddItems(ElementOf(parameter.Type));
        }

        foreach (var array in _arrays.Where(array => _changed.Contains(MethodLowering.QualifiedName(array))))
        {
            AddItems(ElementOf(array.Type));
        }
    }
}
