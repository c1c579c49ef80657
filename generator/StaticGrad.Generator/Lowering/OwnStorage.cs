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
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _given = new(SymbolEqualityComparer.Default);
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

        var assigned = values.GroupBy(value => value.Variable, SymbolEqualityComparer.Default)
            .Where(group => !_changed.Contains(group.Key!))
            .ToDictionary(group => group.Key!, group => group.Select(value => value.Value).ToList(), SymbolEqualityComparer.Default);
        while (assigned.Count(variable => Learn(variable.Key, variable.Value)) > 0)
        {
        }
    }

    /// <summary>Whether more is known of a local than before, of all values that it may have.</summary>
    private bool Learn(ISymbol local, List<IOperation> values)
    {
        if (values.All(value => IsOwn(value) || IsLater(value, local)))
        {
            return _own.Add(local);
        }

        if (values.All(value => IsOwn(value) || Given(value).Count > 0))
        {
            var given = _given.TryGetValue(local, out var known) ? known : _given[local] = new(SymbolEqualityComparer.Default);
            var before = given.Count;
            given.UnionWith(values.SelectMany(Given));
            return given.Count > before;
        }

        return false;
    }

    /// <summary>Whether the value is new, or a part of what is.</summary>
    public bool IsOwn(IOperation? value) => value switch
    {
        { Syntax: CollectionExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => true,
        IArrayCreationOperation or IObjectCreationOperation { Type.IsReferenceType: true } => true,
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation or IMethodReferenceOperation } => true,
        IInvocationOperation { TargetMethod: { Name: nameof(Array.Clone), ContainingType.SpecialType: SpecialType.System_Array } } => true,
        IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType: { DeclaringSyntaxReferences.IsEmpty: true } type } } =>
            type.ContainingNamespace.ToDisplayString() is "System" or "System.Linq" or "System.Collections.Generic",
        ILocalReferenceOperation local => _own.Contains(local.Local),
        IConditionalOperation choice => IsOwn(choice.WhenTrue) && IsOwn(choice.WhenFalse),
        not null when Whole(value) is { } whole => IsOwn(whole),
        _ => false,
    };

    /// <summary>The parameters by which the caller handed it over; none if it did not, or not all that it may be.</summary>
    public IReadOnlyCollection<ISymbol> Given(IOperation value) => Whole(value) is { } whole ? Given(whole) : value switch
    {
        IParameterReferenceOperation { Parameter: var parameter } when !_changed.Contains(parameter) => [parameter],
        ILocalReferenceOperation { Local: var local } when _given.TryGetValue(local, out var given) => given,
        _ => [],
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
