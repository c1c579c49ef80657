using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>What an operation writes to.</summary>
internal sealed partial class SideEffects
{
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
        IInvocationOperation { Instance: { } receiver } call when TakesReference(call.TargetMethod) => [receiver],
        IPropertyReferenceOperation { Instance: { } receiver } property when TakesReference(property.Property) => [receiver],
        _ => [],
    };

    private static bool IsReturnedByReference(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol { ReturnsByRef: true };

    /// <summary>A member of an extension block (C# 14) whose receiver is passed by reference.</summary>
    private static bool TakesReference(ISymbol member) =>
        member.ContainingType is { TypeKind: > TypeKind.FunctionPointer } block
        && block.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().Any(declaration =>
            declaration.ParameterList?.Parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.RefKeyword)) == true);

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
            case { Parent: IForEachLoopOperation } collection when known.IsArrayOrSpan(collection.TypeBeforeConversions()):
                WriteItems(collection, null);
                break;
            case { Parent: IForEachLoopOperation }:
                _changed.Add(Anything);
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
                WriteIndexed(element.Instance, element.Type);
                Follow((element.IndexerSymbol as IPropertySymbol)?.SetMethod, true);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation
                or IInvocationOperation or ILiteralOperation or IDefaultValueOperation or IInterpolatedStringHandlerCreationOperation:
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

        var isSeen = !IsOwnCopy(target.Instance) && !_body.Origins.IsOwn(target.Instance);
        if (isSeen && target is IFieldReferenceOperation)
        {
            AddPlaces(target.Type!);
        }

        if (target.Member.IsStatic)
        {
            _changed.Add(IsInGenericType(target.Member) && !IsScalar(target.Type) ? Anything : MethodLowering.QualifiedName(target.Member));
        }
        else if (isSeen && ModelType.Find(target.Member, known) is not null)
        {
            _changed.Add(Member(target.Member.Name));
        }
    }

    /// <summary>Whether each type argument has its own: which one it is, the body does not tell.</summary>
    public static bool IsInGenericType(ISymbol member) =>
        member.ContainingType is { } type && (type.IsGenericType || IsInGenericType(type));

    public static bool IsScalar(ITypeSymbol? type) => type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String };

    /// <summary>A property of a library's: an element of what can be indexed, or a place that it refers to.</summary>
    private void WriteByProperty(IPropertySymbol property, IMemberReferenceOperation target)
    {
        if (property.IsIndexer && target.Instance is { } view)
        {
            WriteIndexed(view, target.Type);
        }
        else if (property.ReturnsByRef)
        {
            _changed.Add(Anything);
        }
    }

    /// <summary>The lists and dictionaries of the framework hold their own: elements are copied into them.</summary>
    private void WriteIndexed(IOperation view, ITypeSymbol? type)
    {
        if (view.Type is not { TypeKind: TypeKind.Class, ContainingNamespace: { } space }
            || space.ToDisplayString() is not ("System.Collections.Generic" or "System.Collections.Concurrent"))
        {
            WriteItems(view, type);
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
        if (_body.Origins.IsOwn(view))
        {
            return;
        }

        var array = view;
        while (_body.Origins.Whole(array) is { } whole)
        {
            array = whole;
        }

        type = (array.Type as IArrayTypeSymbol)?.ElementType ?? type ?? ElementOf(array.Type);
        if (_body.Origins.Of(view)?.All(origin => WriteItems(origin, type)) != true)
        {
            AddItems(type);
        }
    }

    /// <returns>Whether it is known what is written: arrays that stand at calls, or a static array. Else it may be anything of the type.</returns>
    private bool WriteItems(ISymbol origin, ITypeSymbol? type)
    {
        switch (origin)
        {
            case IParameterSymbol parameter when type is null or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double }:
                return _handed.Write(parameter, _body);

            case IFieldSymbol field when SymbolEqualityComparer.Default.Equals(type, ElementOf(field.Type)):
                _arrays.Add(field);
                return true;
            default:
                return false;
        }
    }

    private void AddItems(ITypeSymbol? type)
    {
        _changed.Add(IsOfManyTypes(type) ? Anything : Items(type!));
        if (!IsScalar(type) && type is { IsValueType: true })
        {
            AddPlaces(type);
        }
    }

    /// <summary>The place itself, and those in it.</summary>
    private void AddPlaces(ITypeSymbol type)
    {
        if (_changed.Add(Place(NameOf(type))) && type is { TypeKind: TypeKind.Struct } && !IsScalar(type))
        {
            foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
            {
                AddPlaces(field.Type);
            }
        }
    }

    public static ITypeSymbol? ElementOf(ITypeSymbol? type) =>
        (type as IArrayTypeSymbol)?.ElementType ?? (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();

    /// <summary>Whether arrays of other types than its own may be seen as arrays of it.</summary>
    private bool IsOfManyTypes(ITypeSymbol? type) => type switch
    {
        null or ITypeParameterSymbol or IDynamicTypeSymbol or { TypeKind: TypeKind.Interface } => true,
        { SpecialType: SpecialType.System_Object or SpecialType.System_Array } => true,
        { TypeKind: TypeKind.Class, IsSealed: false } when IsOwn(type) && !ModelType.IsModel(type, known) => true,
        { TypeKind: TypeKind.Class, BaseType: { } above } => IsOwn(above),
        _ => false,
    };

    private bool IsOwn(ISymbol symbol) => symbol.SourcesIn(compilation, cancellation).Any();

    private void WriteByLibrary(IOperation operation, IMethodSymbol called)
    {
        var hasSource = !called.IsExtern && IsOwn(called);
        var types = Callbacks.TypesOf(operation, called, hasSource).ToList();
        foreach (var method in UserTypes.CallableIn(types))
        {
            Follow(method, false);
        }

        if (hasSource)
        {
            return;
        }

        foreach (var view in _library.Of(operation, called))
        {
            WriteItems(view, null);
        }

        if (_library.IsForOthersToCall(operation, called)
            || _library.MayChangeModels(called, types)
            || LibraryWrites.DelegatesOf(operation, called).Any(made => !(LibraryWrites.IsDelegate(made) && _body.Origins.IsOwn(made))))
        {
            _changed.Add(Anything);
        }

        foreach (var place in LibraryWrites.PlacesOf(operation, called))
        {
            Write(place, isNew: false);
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
