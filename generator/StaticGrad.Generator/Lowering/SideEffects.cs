using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// What methods change that a derivative calls as they stand: members of models, items of arrays, static fields. Any C# may stand in
/// them, so this reads their operations, with all that they call.
/// </summary>
internal sealed class SideEffects(Compilation compilation, KnownSymbols known, CancellationToken cancellation)
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
    private Body _body = null!;

    /// <summary>What is looked at.</summary>
    /// <param name="Method">The method whose body it is; null for an initialiser, or a mere expression.</param>
    internal sealed record Body(OwnStorage Own, IMethodSymbol? Method);

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
    public static string Items(ITypeSymbol type) =>
        Items(((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type).ToDisplayString(WithoutAnnotations));

    /// <summary>What changes: members of models, items of arrays, static fields.</summary>
    public IReadOnlyCollection<string> Changed => _changed;

    /// <summary>Static arrays whose elements change, where the code names them.</summary>
    public IReadOnlyCollection<IFieldSymbol> Arrays => _arrays;

    public static SideEffects Of(IMethodSymbol method, Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        var effects = new SideEffects(compilation, known, cancellation);
        effects.Follow(method, isVirtual: true);
        effects.FollowHandedArrays();
        return effects;
    }

    /// <summary>What an expression changes when it is evaluated.</summary>
    public static SideEffects Of(IOperation operation, Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        var effects = new SideEffects(compilation, known, cancellation);
        effects.VisitAll(operation, null, isNew: false);
        effects.FollowHandedArrays();
        return effects;
    }

    private void Follow(IMethodSymbol? method, bool isVirtual)
    {
        method = method?.PartialImplementationPart ?? method;
        if (method is null || !_seen.Add(method))
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        if (method is { MethodKind: MethodKind.Constructor, ContainingType: { } made })
        {
            FollowInitializers(made);
        }

        var sources = method.SourcesIn(compilation, cancellation).ToList();
        if (IsUnknown(method, isVirtual, hasSource: sources.Count > 0))
        {
            _changed.Add(Anything);
            return;
        }

        if (sources.Count == 0 && KnowsModels(method))
        {
            _changed.Add(LibraryModels);
        }

        foreach (var syntax in sources)
        {
            if (compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) is { } body)
            {
                VisitAll(body, method, method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor);
            }
        }
    }

    /// <summary>
    /// Whether other code may be called instead, or code that is not C#. A class of a library is taken to be that class itself.
    /// </summary>
    private static bool IsUnknown(IMethodSymbol method, bool isVirtual, bool hasSource) =>
        method.MethodKind == MethodKind.DelegateInvoke
        || method.IsExtern
        || (method.IsStatic && (method.IsAbstract || method.IsVirtual))
        || (isVirtual && !method.IsStatic
            && (hasSource ? ModelType.IsOverridable(method) : method.ContainingType is { TypeKind: TypeKind.Interface }))
        || (!hasSource && LibraryWrites.IsUnsafe(method));

    /// <summary>What the body made into a delegate stands in it, and is looked at there.</summary>
    private bool IsCallOfOwnLambda(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } made } && _body.Own.IsOwn(made);

    /// <summary>A new object's fields and properties get their first values, and its base type's constructor is called.</summary>
    private void FollowInitializers(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers().Where(member => member is { IsStatic: false } and (IFieldSymbol or IPropertySymbol)))
        {
            foreach (var syntax in member.SourcesIn(compilation, cancellation))
            {
                if (((syntax as VariableDeclaratorSyntax)?.Initializer ?? (syntax as PropertyDeclarationSyntax)?.Initializer) is { } initializer
                    && compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, cancellation) is { } value)
                {
                    VisitAll(value, null, isNew: true);
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
    private void VisitAll(IOperation body, IMethodSymbol? method, bool isNew)
    {
        var outer = _body;
        _body = new Body(new OwnStorage(body, known), method);
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (CompilerCalls.IsOpaque(operation))
            {
                _changed.Add(Anything);
            }

            foreach (var called in IsCallOfOwnLambda(operation) ? [] : CompilerCalls.Of(operation))
            {
                Follow(called.Method, called.IsVirtual);
                WriteByLibrary(operation, called.Method!);
            }

            foreach (var target in TargetsOf(operation))
            {
                Write(target, isNew);
            }

            _handed.Note(operation, _body);
        }

        _body = outer;
    }

    private void FollowHandedArrays()
    {
        while (_handed.Take() is { Count: > 0 } taken)
        {
            foreach (var (_, value, site) in taken)
            {
                _body = site;
                WriteItems(value, null);
            }
        }

        foreach (var parameter in _handed.OfDelegates)
        {
            AddItems(ElementOf(parameter.Type));
        }
    }

    /// <summary>What it assigns to, or lets others assign to.</summary>
    public static IEnumerable<IOperation> TargetsOf(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: true } alias => [alias.Value],
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation increment => [increment.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } alias when alias.GetVariableInitializer() is { } initializer => [initializer.Value],
        IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } loop => [loop.Collection],
        IReturnOperation { ReturnedValue: { } value } when IsReturnedByReference(operation) => [value],
        _ => [],
    };

    private static bool IsReturnedByReference(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol { ReturnsByRef: true };

    private void Write(IOperation target, bool isNew)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Write(element, isNew);
                }

                break;
            case IConditionalOperation choice:
                Write(choice.WhenTrue, isNew);
                Write(choice.WhenFalse ?? choice.WhenTrue, isNew);
                break;
            case IParenthesizedOperation parenthesized:
                Write(parenthesized.Operand, isNew);
                break;
            case { Parent: IForEachLoopOperation } collection:
                WriteItems(collection, null);
                break;
            case IConversionOperation { Parent: not IArgumentOperation } conversion:
                Write(conversion.Operand, isNew);
                break;
            case IMemberReferenceOperation member:
                WriteMember(member, isNew);
                break;
            case IArrayElementReferenceOperation element:
                WriteItems(element.ArrayReference, element.Type);
                break;
            case IImplicitIndexerReferenceOperation element:
                WriteItems(element.Instance, element.Type);
                Follow((element.IndexerSymbol as IPropertySymbol)?.SetMethod, true);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation
                or IInvocationOperation or ILiteralOperation or IDefaultValueOperation:
                break;
            default:
                _changed.Add(Anything);
                break;
        }
    }

    private void WriteMember(IMemberReferenceOperation target, bool isNew)
    {
        if (target is IPropertyReferenceOperation { Property: var property })
        {
            Follow(property.SetMethod, true);
        }

        if (target.Instance is IInstanceReferenceOperation instance && IsNewObject(instance, isNew))
        {
            return;
        }

        if (target is IPropertyReferenceOperation { Property: var stored } && !stored.SourcesIn(compilation, cancellation).Any())
        {
            WriteByProperty(stored, target);
        }

        if (target.Member.IsStatic)
        {
            _changed.Add(MethodLowering.QualifiedName(target.Member));
        }
        else if (!IsOwnCopy(target.Instance) && !_body.Own.IsOwn(target.Instance) && ModelType.Find(target.Member, known) is not null)
        {
            _changed.Add(Member(target.Member.Name));
        }
    }

    /// <summary>A property of a library's: an element of what can be indexed, or a place that it refers to.</summary>
    private void WriteByProperty(IPropertySymbol property, IMemberReferenceOperation target)
    {
        if (property.IsIndexer && target.Instance is { } view)
        {
            WriteItems(view, target.Type);
        }
        else if (property.ReturnsByRef)
        {
            _changed.Add(Anything);
        }
    }

    /// <summary>The object that an initialiser or a constructor fills; not one that a member of it holds.</summary>
    private static bool IsNewObject(IInstanceReferenceOperation instance, bool isNew)
    {
        if (instance.ReferenceKind != InstanceReferenceKind.ImplicitReceiver)
        {
            return isNew && instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance;
        }

        IOperation? around = instance;
        while (around is not null and not IObjectOrCollectionInitializerOperation)
        {
            around = around.Parent;
        }

        return around?.Parent is not IMemberInitializerOperation;
    }

    /// <summary>Elements of an array, of a view of one, or of anything that can be indexed.</summary>
    private void WriteItems(IOperation view, ITypeSymbol? type)
    {
        if (_body.Own.IsOwn(view))
        {
            return;
        }

        var array = view;
        while (_body.Own.Whole(array) is { } whole)
        {
            array = whole;
        }

        type = (array.Type as IArrayTypeSymbol)?.ElementType ?? type ?? ElementOf(array.Type);
        if (type is null or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double }
            && _body.Own.Given(view) is { Count: > 0 } given && given.All(parameter => _handed.Write((IParameterSymbol)parameter, _body)))
        {
            return;
        }

        if (array is IFieldReferenceOperation { Field: { IsStatic: true } field } && TypeMapping.Map(field.Type, known) is { Shape: Shape.Array })
        {
            _arrays.Add(field);
        }
        else
        {
            AddItems(type);
        }
    }

    private void AddItems(ITypeSymbol? type) => _changed.Add(IsOfManyTypes(type) ? Anything : Items(type!));

    private static ITypeSymbol? ElementOf(ITypeSymbol? type) =>
        (type as IArrayTypeSymbol)?.ElementType ?? (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();

    /// <summary>Whether arrays of other types than its own may be seen as arrays of it.</summary>
    private bool IsOfManyTypes(ITypeSymbol? type) => type switch
    {
        null or ITypeParameterSymbol or IDynamicTypeSymbol or { TypeKind: TypeKind.Interface } => true,
        { SpecialType: SpecialType.System_Object or SpecialType.System_Array } => true,
        { TypeKind: TypeKind.Class, IsSealed: false } => type.SourcesIn(compilation, cancellation).Any() && !ModelType.IsModel(type, known),
        _ => false,
    };

    private void WriteByLibrary(IOperation operation, IMethodSymbol called)
    {
        if (!called.SourcesIn(compilation, cancellation).Any())
        {
            foreach (var view in _library.Of(operation, called))
            {
                WriteItems(view, null);
            }
        }
    }

    /// <summary>A struct in a local: not the one that it was copied from.</summary>
    private static bool IsOwnCopy(IOperation? instance) => instance switch
    {
        { Type.IsValueType: false } or null => false,
        ILocalReferenceOperation { Local.RefKind: RefKind.None } => true,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } => true,
        IFieldReferenceOperation field => IsOwnCopy(field.Instance),
        _ => false,
    };
}
