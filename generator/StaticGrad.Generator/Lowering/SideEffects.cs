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
    private OwnStorage _own = null!;

    /// <summary>A member of any model.</summary>
    public static string Member(string name) => "." + name.TrimStart('@');

    /// <summary>Elements or items of arrays, by their type.</summary>
    public static string Items(string type) => "[" + type + "]";

    /// <summary>What changes: members of models, items of arrays, static fields.</summary>
    public IReadOnlyCollection<string> Changed => _changed;

    /// <summary>Static arrays whose elements change, where the code names them.</summary>
    public IReadOnlyCollection<IFieldSymbol> Arrays => _arrays;

    public static SideEffects Of(IMethodSymbol method, Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        var effects = new SideEffects(compilation, known, cancellation);
        effects.Follow(method, isVirtual: true);
        return effects;
    }

    /// <summary>What an expression changes when it is evaluated.</summary>
    public static SideEffects Of(IOperation operation, Compilation compilation, KnownSymbols known, CancellationToken cancellation)
    {
        var effects = new SideEffects(compilation, known, cancellation);
        effects.VisitAll(operation, isNew: false);
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
        if (method is { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true })
        {
            _changed.Add(Anything);
            return;
        }

        if (method is { MethodKind: MethodKind.Constructor, ContainingType: { } made })
        {
            FollowInitializers(made);
        }

        var sources = method.SourcesIn(compilation, cancellation).ToList();
        if (method.MethodKind == MethodKind.DelegateInvoke || (sources.Count > 0 && isVirtual && ModelType.IsOverridable(method)))
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
                VisitAll(body, method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor);
            }
        }
    }

    /// <summary>What the body made into a delegate stands in it, and is looked at there.</summary>
    private bool IsCallOfOwnLambda(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } made } && _own.IsOwn(made);

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
                    VisitAll(value, isNew: true);
                }
            }
        }

        Follow(type.BaseType?.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty), false);
    }

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
    private void VisitAll(IOperation body, bool isNew)
    {
        var outer = _own;
        _own = new OwnStorage(body, known);
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (CompilerCalls.IsOpaque(operation))
            {
                _changed.Add(Anything);
            }

            foreach (var called in IsCallOfOwnLambda(operation) ? [] : CompilerCalls.Of(operation))
            {
                Follow(called.Method, called.IsVirtual);
            }

            foreach (var target in TargetsOf(operation))
            {
                Write(target, isNew);
            }

            WriteByLibrary(operation);
        }

        _own = outer;
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
            if (property.IsIndexer && target.Instance is { } view)
            {
                WriteItems(view, target.Type);
            }

            Follow(property.SetMethod, true);
        }

        if (target.Instance is IInstanceReferenceOperation instance && IsNewObject(instance, isNew))
        {
            return;
        }

        if (target.Member.IsStatic)
        {
            _changed.Add(MethodLowering.QualifiedName(target.Member));
        }
        else if (!IsOwnCopy(target.Instance) && !_own.IsOwn(target.Instance) && ModelType.Find(target.Member, known) is not null)
        {
            _changed.Add(Member(target.Member.Name));
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
        var array = view;
        while (_own.Whole(array) is { } whole)
        {
            array = whole;
        }

        type = (array.Type as IArrayTypeSymbol)?.ElementType ?? type ?? (array.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        var isNumber = type?.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;
        if (_own.IsOwn(view) || type is null || (isNumber && _own.IsGiven(view)))
        {
            return;
        }

        if (array is IFieldReferenceOperation { Field: { IsStatic: true } field } && TypeMapping.Map(field.Type, known) is { Shape: Shape.Array })
        {
            _arrays.Add(field);
        }
        else
        {
            _changed.Add(type is ITypeParameterSymbol ? Anything : Items(type.ToDisplayString()));
        }
    }

    /// <summary>What a method without source may write: the arrays, and views of arrays, that it is given or called on.</summary>
    private void WriteByLibrary(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call || method.SourcesIn(compilation, cancellation).Any())
        {
            return;
        }

        var isArray = method.ContainingType?.SpecialType == SpecialType.System_Array;
        foreach (var argument in call.Arguments.Where(argument => MayBeWritten(argument.Parameter?.Type, method)))
        {
            WriteItems(argument.Value, null);
        }

        if (call.Instance is { } instance && (isArray ? method.Name is "SetValue" or "Initialize" : known.IsWritable(instance.Type) && method.Name is "Clear" or "Fill"))
        {
            WriteItems(instance, null);
        }

        foreach (var place in method.ReturnsByRef ? call.Arguments.Where(argument => argument.Parameter?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter) : [])
        {
            Write(place.Value, isNew: false);
        }
    }

    private bool MayBeWritten(ITypeSymbol? type, IMethodSymbol method) =>
        (type is { SpecialType: SpecialType.System_Array } || known.IsWritable(type))
        && method.Name is not ("AsSpan" or "AsMemory" or "op_Implicit" or "ToArray" or "GetLength")
        && !(method.ContainingType?.SpecialType == SpecialType.System_Array && IsReading(method.Name));

    private static bool IsReading(string name) =>
        name is "IndexOf" or "LastIndexOf" or "BinarySearch" or "Exists" or "TrueForAll" or "ConvertAll" or "GetValue" or "AsReadOnly"
        || name.StartsWith("Find", StringComparison.Ordinal);

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
