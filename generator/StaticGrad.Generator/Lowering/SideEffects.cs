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

    /// <summary>Locals that hold arrays of the method's own: nobody else sees what is written there.</summary>
    private readonly HashSet<ILocalSymbol> _own = new(SymbolEqualityComparer.Default);

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

    /// <summary>A method of an assembly that may have models of its own. What the compiler adds itself changes nothing.</summary>
    private bool KnowsModels(IMethodSymbol method) =>
        !method.IsImplicitlyDeclared
        && known.Differentiable is { ContainingAssembly: { } ours }
        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, ours)
        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && method.ContainingAssembly?.Modules.Any(module => module.ReferencedAssemblies.Contains(ours.Identity)) == true;

    /// <param name="isNew">Whether <c>this</c> has just been made: nobody else sees it.</param>
    private void VisitAll(IOperation body, bool isNew)
    {
        FindOwn(body);
        foreach (var operation in body.DescendantsAndSelf())
        {
            Visit(operation);
            foreach (var target in TargetsOf(operation))
            {
                Write(target, isNew);
            }
        }
    }

    private void FindOwn(IOperation body)
    {
        foreach (var local in body.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Where(local => IsNewArray(local.GetVariableInitializer()?.Value)))
        {
            _own.Add(local.Symbol);
        }

        foreach (var again in body.DescendantsAndSelf().OfType<IAssignmentOperation>().Where(again => !IsNewArray(again.Value)))
        {
            if (again.Target is ILocalReferenceOperation local)
            {
                _own.Remove(local.Local);
            }
        }
    }

    private static bool IsNewArray(IOperation? value) => value switch
    {
        { Syntax: CollectionExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => true,
        IConversionOperation conversion => IsNewArray(conversion.Operand),
        IArrayCreationOperation => true,
        _ => false,
    };

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                Follow(call.TargetMethod, call.IsVirtual);
                break;
            case IPropertyReferenceOperation property:
                Follow(property.Property.GetMethod, property.Instance is not { Syntax: BaseExpressionSyntax });
                break;
            case IObjectCreationOperation creation:
                Follow(creation.Constructor, false);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Follow(method, false);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                Follow(method, false);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                Follow(method, false);
                break;
            case ICompoundAssignmentOperation { OperatorMethod: { } method }:
                Follow(method, false);
                break;
            case IIncrementOrDecrementOperation { OperatorMethod: { } method }:
                Follow(method, false);
                break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IAddressOfOperation
                or IFunctionPointerInvocationOperation:
                _changed.Add(Anything);
                break;
        }
    }

    /// <summary>What it assigns to, or lets others assign to.</summary>
    private static IEnumerable<IOperation> TargetsOf(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: true } alias => [alias.Value],
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation increment => [increment.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } alias when alias.GetVariableInitializer() is { } initializer => [initializer.Value],
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
        if (target.Instance is IInstanceReferenceOperation instance
            && (instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver || (isNew && instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance)))
        {
            return;
        }

        if (target is IPropertyReferenceOperation { Property: var property })
        {
            if (property.IsIndexer && property.SetMethod is null && target.Instance is { } view)
            {
                WriteItems(view, target.Type);
            }

            Follow(property.SetMethod, true);
        }

        if (target.Member.IsStatic)
        {
            _changed.Add(MethodLowering.QualifiedName(target.Member));
        }
        else if (!IsOwnCopy(target.Instance) && ModelType.Find(target.Member, known) is not null)
        {
            _changed.Add(Member(target.Member.Name));
        }
    }

    /// <summary>What a parameter holds is the caller's: the call says so.</summary>
    private void WriteItems(IOperation array, ITypeSymbol? type)
    {
        if (array is IFieldReferenceOperation { Field: { IsStatic: true } field } && TypeMapping.Map(field.Type, known) is { Shape: Shape.Array })
        {
            _arrays.Add(field);
        }
        else if (type is not null && !(array is IParameterReferenceOperation || (array is ILocalReferenceOperation local && _own.Contains(local.Local)) || IsNewArray(array)))
        {
            _changed.Add(Items(type.ToDisplayString()));
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
