using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Which locals of a body hold nothing but arrays, spans and objects that the body has made: nobody else sees what is written there.
/// And which parameters hold what the caller gave.
/// </summary>
internal sealed class OwnStorage
{
    private readonly KnownSymbols _known;
    private readonly HashSet<ISymbol> _own = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _given = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);

    public OwnStorage(IOperation body, KnownSymbols known)
    {
        _known = known;
        var values = new List<(ISymbol Variable, IOperation Value)>();
        foreach (var operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.None } local when local.GetVariableInitializer() is { Value: var value }:
                    values.Add((local.Symbol, value));
                    break;
                case ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Local: var local } } assignment:
                    values.Add((local, assignment.Value));
                    break;
                default:
                    // Assigned in any other way, it may be anything.
                    _changed.UnionWith(SideEffects.TargetsOf(operation).SelectMany(Variables));
                    break;
            }
        }

        int before;
        do
        {
            before = _own.Count + _given.Count;
            foreach (var group in values.GroupBy(value => value.Variable, SymbolEqualityComparer.Default))
            {
                if (!_changed.Contains(group.Key!) && group.All(value => IsOwn(value.Value) || IsLater(value.Value, group.Key!)))
                {
                    _own.Add(group.Key!);
                }
                else if (!_changed.Contains(group.Key!) && group.All(value => IsOwn(value.Value) || IsGiven(value.Value)))
                {
                    _given.Add(group.Key!);
                }
            }
        }
        while (_own.Count + _given.Count != before);
    }

    /// <summary>Whether the value is new, or a part of what is.</summary>
    public bool IsOwn(IOperation? value) => value switch
    {
        { Syntax: CollectionExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => true,
        IArrayCreationOperation or IObjectCreationOperation { Type.IsReferenceType: true } => true,
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation or IMethodReferenceOperation } => true,
        IInvocationOperation { TargetMethod: { Name: nameof(Array.Clone), ContainingType.SpecialType: SpecialType.System_Array } } => true,
        ILocalReferenceOperation local => _own.Contains(local.Local),
        IConditionalOperation choice => IsOwn(choice.WhenTrue) && IsOwn(choice.WhenFalse),
        not null when Whole(value) is { } whole => IsOwn(whole),
        _ => false,
    };

    /// <summary>Whether it is what the caller handed over: the call says so.</summary>
    public bool IsGiven(IOperation value) => Whole(value) is { } whole ? IsGiven(whole) : value switch
    {
        IParameterReferenceOperation parameter => !_changed.Contains(parameter.Parameter),
        ILocalReferenceOperation local => _given.Contains(local.Local),
        _ => false,
    };

    /// <summary>Of what a value is a part, or another view; null for a whole. What a type of the user's gives may be anything.</summary>
    public IOperation? Whole(IOperation value) => value switch
    {
        IConversionOperation conversion when conversion.OperatorMethod is null || _known.IsArrayOrSpan(conversion.OperatorMethod.ContainingType) =>
            conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation, Instance: var view } when _known.IsArrayOrSpan(view.Type) => view,
        IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory" } method } call when KnownSymbols.Is(method.ContainingType, _known.MemoryExtensions) =>
            call.Arguments.FirstOrDefault()?.Value,
        IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } view } when _known.IsArrayOrSpan(view.Type) => view,
        IInvocationOperation { TargetMethod: { Name: "Detach" } method } call when KnownSymbols.Is(method.ContainingType, _known.Grad) =>
            call.Arguments.FirstOrDefault()?.Value,
        IObjectCreationOperation { Arguments: { Length: > 0 } arguments } made when _known.IsArrayOrSpan(made.Type) => arguments[0].Value,
        _ => null,
    };

    private static bool IsLater(IOperation value, ISymbol variable) =>
        value is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, variable);

    private static IEnumerable<ISymbol> Variables(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(Variables),
        IDeclarationExpressionOperation declaration => Variables(declaration.Expression),
        _ => [],
    };
}
