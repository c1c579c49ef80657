using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

/// <summary>The methods that C# calls where an operation stands, those included that nobody writes.</summary>
internal static class CompilerCalls
{
    /// <param name="IsVirtual">Whether an overriding method may be called instead.</param>
    public readonly record struct Called(IMethodSymbol? Method, bool IsVirtual);

    public static IEnumerable<Called> Of(IOperation operation) => Methods(operation).Where(called => called.Method is not null);

    /// <summary>Operations that call what no symbol tells, or hand out pointers to what is not their own.</summary>
    public static bool IsOpaque(IOperation operation) => operation switch
    {
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation
            or ITypeParameterObjectCreationOperation or IAddressOfOperation { Reference: not ILocalReferenceOperation }
            or IFunctionPointerInvocationOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr, OperatorMethod: not null } => true,
        ITupleBinaryOperation tuples => HasOwnTypes(tuples.LeftOperand.Type) || HasOwnTypes(tuples.RightOperand.Type),
        { Syntax: FixedStatementSyntax } => true,
        { Syntax: CollectionExpressionSyntax, Type: INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 0 } } => true,
        _ => false,
    };

    private static bool HasOwnTypes(ITypeSymbol? type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Any(element => HasOwnTypes(element.Type))
        : type is INamedTypeSymbol { TypeKind: not TypeKind.Enum, DeclaringSyntaxReferences.Length: > 0 };

    private static IEnumerable<Called> Methods(IOperation operation) => operation switch
    {
        IInvocationOperation call => [new(call.TargetMethod, call.IsVirtual)],
        IMethodReferenceOperation group => [new(group.Method, group.IsVirtual)],
        IPropertyReferenceOperation property => [new(property.Property.GetMethod, property.Instance is not { Syntax: BaseExpressionSyntax })],
        IImplicitIndexerReferenceOperation element => [Getter(element.IndexerSymbol), Getter(element.LengthSymbol)],
        IObjectCreationOperation creation => [new(creation.Constructor, false)],
        IWithOperation copy => [new(copy.CloneMethod, true)],
        IBinaryOperation { OperatorMethod: { } method } => [.. Operator(method)],
        IUnaryOperation unary => [new(unary.OperatorMethod, false)],
        IConversionOperation conversion => [new(conversion.OperatorMethod, false)],
        ICompoundAssignmentOperation compound => [new(compound.OperatorMethod, false)],
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
        ? MembersOf(type, "Dispose", "DisposeAsync")
        : resource.Parent is IUsingOperation && resource is not IVariableDeclarationGroupOperation ? MembersOf(resource.Type, "Dispose", "DisposeAsync") : [];

    private static IEnumerable<Called> MembersOf(ITypeSymbol? type, params string[] names)
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
            new(info.GetEnumeratorMethod, true), new(info.MoveNextMethod, true), new(info.CurrentProperty?.GetMethod, true),
            new(info.DisposeMethod, true), new(info.ElementConversion.MethodSymbol, false), new(info.CurrentConversion.MethodSymbol, false),
            .. syntax is ForEachVariableStatementSyntax variables ? Deconstructing(model.GetDeconstructionInfo(variables)) : [],
        ];
    }

    private static IEnumerable<Called> Deconstructing(DeconstructionInfo info) =>
        [new(info.Method, true), .. info.Nested.IsDefaultOrEmpty ? [] : info.Nested.SelectMany(Deconstructing)];
}
