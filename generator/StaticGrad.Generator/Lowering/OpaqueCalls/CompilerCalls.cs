using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>The methods that C# calls where an operation stands, those included that nobody writes.</summary>
internal static class CompilerCalls
{
    /// <param name="IsVirtual">Whether an overriding method may be called instead.</param>
    public readonly record struct Called(IMethodSymbol? Method, bool IsVirtual);

    public static IEnumerable<Called> Of(IOperation operation) => Methods(operation).Where(called => called.Method is not null);

    /// <summary>Operations that call what no symbol tells, or hand out pointers to what is not their own; and those of later compilers.</summary>
    public static bool IsOpaque(IOperation operation) => operation switch
    {
        { Syntax: CollectionExpressionSyntax collection } => !IsPlain(collection, operation.SemanticModel!, operation.Type),
        { Kind: > OperationKind.InlineArrayAccess, Syntax: not SpreadElementSyntax } when !IsParams(operation) => true,
        IAwaitOperation
            or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true }
            or IForEachLoopOperation { IsAsynchronous: true } => true,
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation
            or ITypeParameterObjectCreationOperation or IAddressOfOperation { Reference: not ILocalReferenceOperation }
            or IFunctionPointerInvocationOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr, OperatorMethod: not null } => true,
        ITupleBinaryOperation tuples => UserTypes.HasOwnTypes(tuples.LeftOperand.Type) || UserTypes.HasOwnTypes(tuples.RightOperand.Type),
        { Syntax: FixedStatementSyntax } => true,
        IConversionOperation { Type: INamedTypeSymbol { IsTupleType: true } } tuple => UserTypes.HasOwnTypes(tuple.Type) || UserTypes.HasOwnTypes(tuple.Operand.Type),
        IIncrementOrDecrementOperation { Target.Type: var type } increment => UserTypes.HasOwnTypes(type) && !Is(increment.OperatorMethod?.ReturnType, type),
        IWithOperation { Type: { IsReferenceType: true, IsSealed: false } } => true,
        IInvocationOperation { IsVirtual: true, TargetMethod.ContainingType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } call =>
            UserTypes.MayBeOverridden(call.Instance?.Type) || UserTypes.HoldsOpen([call.Instance?.Type]),
        IMethodReferenceOperation { IsVirtual: true, Method.ContainingType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } group =>
            UserTypes.MayBeOverridden(group.Instance?.TypeBeforeConversions()) || UserTypes.HoldsOpen([group.Instance?.TypeBeforeConversions()]),
        _ when TextsIn(operation) is { Length: > 0 } texts => UserTypes.HoldsOpen(texts) || UserTypes.In(texts).Any(UserTypes.IsOpen),
        IRecursivePatternOperation { DeconstructionSubpatterns.Length: > 0, DeconstructSymbol: not IMethodSymbol, MatchedType.IsTupleType: false } => true,
        _ => false,
    };

    /// <summary>Later compilers' name for <c>params</c> that is no array.</summary>
    private const ArgumentKind ParamCollection = (ArgumentKind)4;

    /// <summary>What <c>params</c> stands for in a call, where that is no array (C# 13).</summary>
    private static bool IsParams(IOperation operation) =>
        operation is { IsImplicit: true, Parent: IArgumentOperation { ArgumentKind: ParamCollection } } && !UserTypes.HasOwnTypes(operation.Type);

    /// <summary>Types of what becomes a part of a string.</summary>
    private static ITypeSymbol?[] TextsIn(IOperation operation) => operation switch
    {
        IBinaryOperation { Type.SpecialType: SpecialType.System_String, OperatorMethod: null } text =>
            [text.LeftOperand.TypeBeforeConversions(), text.RightOperand.TypeBeforeConversions()],
        ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String, OperatorMethod: null } text => [text.Value.TypeBeforeConversions()],
        IInterpolationOperation { Expression: var value } => [value.TypeBeforeConversions()],
        _ => [],
    };

    private static bool Is(ITypeSymbol? type, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(type, other);

    /// <summary>A collection of a library's, with elements that are stored as they are.</summary>
    private static bool IsPlain(CollectionExpressionSyntax collection, SemanticModel model, ITypeSymbol? type)
    {
        static bool IsOwnElement(ITypeSymbol? of) => UserTypes.HasOwnTypes(SideEffects.ElementOf(of));
        return !UserTypes.HasOwnTypes(type) && collection.Elements.OfType<SpreadElementSyntax>().Select(spread => model.GetTypeInfo(spread.Expression).Type).All(spread =>
            !UserTypes.HasOwnTypes(spread) && spread is { TypeKind: TypeKind.Array or TypeKind.Struct or TypeKind.Class }
            && (Is(SideEffects.ElementOf(spread), SideEffects.ElementOf(type)) || !(IsOwnElement(spread) || IsOwnElement(type))));
    }

    private static IEnumerable<Called> Methods(IOperation operation) => operation switch
    {
        IInvocationOperation call => [new(call.TargetMethod, call.IsVirtual)],
        IMethodReferenceOperation group => [new(group.Method, group.IsVirtual)],
        IPropertyReferenceOperation property => [new(property.Property.GetMethod, property.Instance is not { Syntax: BaseExpressionSyntax })],
        IImplicitIndexerReferenceOperation element => [Getter(element.IndexerSymbol), Getter(element.LengthSymbol)],
        IObjectCreationOperation creation => [new(creation.Constructor, false)],
        IWithOperation { Type: INamedTypeSymbol type } => type.InstanceConstructors
            .Where(constructor => constructor.Parameters.Length == 1 && Is(constructor.Parameters[0].Type, type))
            .Select(constructor => new Called(constructor, false)),
        IBinaryOperation { OperatorMethod: { } method } => [.. Operator(method)],
        _ when TextsIn(operation) is { Length: > 0 } texts => UserTypes.CallableIn(texts).Select(method => new Called(method, false)),
        ICoalesceOperation coalesce => [new(coalesce.ValueConversion.MethodSymbol, false)],
        IUnaryOperation unary => [new(unary.OperatorMethod, false)],
        IConversionOperation conversion => [new(conversion.OperatorMethod, false)],
        ICompoundAssignmentOperation compound =>
        [
            new(compound.OperatorMethod, false), new(compound.InConversion.MethodSymbol, false), new(compound.OutConversion.MethodSymbol, false),
        ],
        IIncrementOrDecrementOperation increment => [new(increment.OperatorMethod, false)],
        IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var changed } } assignment =>
            [new(assignment.Adds ? changed.AddMethod : changed.RemoveMethod, true)],
        IUsingOperation { Resources: { } resources } => resources.DescendantsAndSelf().SelectMany(Disposing),
        IUsingDeclarationOperation declaration => declaration.DeclarationGroup.DescendantsAndSelf().SelectMany(Disposing),
        IForEachLoopOperation loop => Enumerating(loop),
        IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax assignment } deconstruction =>
            Deconstructing(deconstruction.SemanticModel.GetDeconstructionInfo(assignment)),
        IRecursivePatternOperation pattern => [new(pattern.DeconstructSymbol as IMethodSymbol, true)],
        IListPatternOperation pattern => [Getter(pattern.LengthSymbol), Getter(pattern.IndexerSymbol)],
        ISlicePatternOperation pattern => [Getter(pattern.SliceSymbol)],
        _ => [],
    };

    private static Called Getter(ISymbol? symbol) => new(symbol as IMethodSymbol ?? (symbol as IPropertySymbol)?.GetMethod, true);

    /// <summary>The equality that a record has by itself calls what it declares.</summary>
    private static IEnumerable<Called> Operator(IMethodSymbol method) => method is { IsImplicitlyDeclared: true, ContainingType: { IsRecord: true } type }
        ? type.GetMembers(nameof(Equals)).OfType<IMethodSymbol>().Select(equals => new Called(equals, true))
        : [new(method, false)];

    private static IEnumerable<Called> Disposing(IOperation resource) => resource is IVariableDeclaratorOperation { Symbol.Type: var type }
        ? Disposing(type, resource.SemanticModel!)
        : resource.Parent is IUsingOperation && resource is not IVariableDeclarationGroupOperation ? Disposing(resource.Type, resource.SemanticModel!) : [];

    private static IEnumerable<Called> Disposing(ITypeSymbol? type, SemanticModel model) =>
    [
        .. MembersOf(type, "Dispose", "DisposeAsync"),
        new(Implementing(type, model.Compilation.GetSpecialType(SpecialType.System_IDisposable).GetMembers().FirstOrDefault() as IMethodSymbol), true),
    ];

    /// <summary>What a type declares for a member of an interface, if it tells.</summary>
    private static IMethodSymbol? Implementing(ITypeSymbol? type, IMethodSymbol? member) => type switch
    {
        null => null,
        { TypeKind: TypeKind.Class or TypeKind.Struct } when member is { ContainingType.TypeKind: TypeKind.Interface } =>
            type.FindImplementationForInterfaceMember(member) as IMethodSymbol,
        _ => member,
    };

    public static IEnumerable<Called> MembersOf(ITypeSymbol? type, params string[] names)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var method in names.SelectMany(name => declaring.GetMembers(name)).OfType<IMethodSymbol>())
            {
                yield return new(method, true);
            }
        }
    }

    private static IEnumerable<Called> Enumerating(IForEachLoopOperation loop)
    {
        if (loop.Syntax is not CommonForEachStatementSyntax syntax || loop.SemanticModel is not { } model)
        {
            return [];
        }

        var info = model.GetForEachStatementInfo(syntax);
        return
        [
            .. IsIndexed(model.GetTypeInfo(syntax.Expression).Type) ? [] : Enumerating(info),
            new(info.ElementConversion.MethodSymbol, false), new(info.CurrentConversion.MethodSymbol, false),
            .. syntax is ForEachVariableStatementSyntax variables ? Deconstructing(model.GetDeconstructionInfo(variables)) : [],
        ];
    }

    private static IEnumerable<Called> Enumerating(ForEachStatementInfo info)
    {
        var enumerator = info.GetEnumeratorMethod?.ReturnType;
        return
        [
            new(info.GetEnumeratorMethod, true), new(info.MoveNextMethod, true), new(info.CurrentProperty?.GetMethod, true),
            new(Implementing(enumerator, info.DisposeMethod), true),
        ];
    }

    /// <summary>Arrays and strings, which C# goes through without an enumerator.</summary>
    private static bool IsIndexed(ITypeSymbol? type) => type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String };

    private static IEnumerable<Called> Deconstructing(DeconstructionInfo info) =>
    [
        new(info.Method, true), new(info.Conversion?.MethodSymbol, false),
        .. info.Nested.IsDefaultOrEmpty ? [] : info.Nested.SelectMany(Deconstructing),
    ];
}
