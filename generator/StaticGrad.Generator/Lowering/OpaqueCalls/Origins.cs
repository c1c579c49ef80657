using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>
/// Where the arrays, spans and objects of a body come from. What it has made nobody else sees; the rest are parameters, by which the
/// caller hands something over, and static arrays.
/// </summary>
internal sealed class Origins
{
    private static readonly HashSet<ISymbol> Made = new(SymbolEqualityComparer.Default);

    private readonly KnownSymbols _known;
    private readonly OriginsOfResults _results;
    private readonly Dictionary<ISymbol, HashSet<ISymbol>?> _locals = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);

    public Origins(IOperation body, KnownSymbols known, OriginsOfResults results)
    {
        _known = known;
        _results = results;
        var values = new List<(ISymbol Variable, IOperation Value)>();
        foreach (var operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                // (What a loop or a catch clause declares is assigned by it.)
                case IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation, Symbol: { RefKind: RefKind.None } local } declarator
                    when !SideEffects.IsScalar(local.Type):
                    _locals[local] = Made;
                    if (declarator.GetVariableInitializer() is { Value: var value })
                    {
                        values.Add((local, value));
                    }

                    break;
                case ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Local: var local } } assignment:
                    values.Add((local, assignment.Value));
                    break;
                case IForEachLoopOperation:
                    break;
                default:
                    // Assigned in any other way, it may be anything.
                    _changed.UnionWith(SideEffects.TargetsOf(operation).SelectMany(Variables));
                    break;
            }
        }

        foreach (var local in _changed.Intersect(_locals.Keys, SymbolEqualityComparer.Default).ToList())
        {
            _locals[local] = null;
        }

        while (values.Count(value => Learn(value.Variable, value.Value)) > 0)
        {
        }
    }

    /// <summary>Whether a local may be more than was known, for the value is assigned to it.</summary>
    private bool Learn(ISymbol local, IOperation value)
    {
        if (!_locals.TryGetValue(local, out var known) || known is null)
        {
            return false;
        }

        var all = Both(known, Of(value));
        _locals[local] = all;
        return all?.Count != known.Count;
    }

    /// <summary>Whether the value is new, or a part of what is.</summary>
    public bool IsOwn(IOperation? value) => Of(value) is { Count: 0 };

    /// <summary>The parameters and static arrays that a value may be, or be a part of; none if the body has made it; null if it may be anything.</summary>
    public HashSet<ISymbol>? Of(IOperation? value) => value switch
    {
        { Syntax: CollectionExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => Made,
        IArrayCreationOperation or IObjectCreationOperation { Type.IsReferenceType: true } => Made,
        ILiteralOperation or IDefaultValueOperation or IThrowOperation => Made,
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation or IMethodReferenceOperation } => Made,
        IInvocationOperation { TargetMethod: { Name: nameof(Array.Clone), ContainingType.SpecialType: SpecialType.System_Array } } => Made,
        IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType: { DeclaringSyntaxReferences.IsEmpty: true } type } }
            when type.ContainingNamespace.ToDisplayString() is "System" or "System.Linq" or "System.Collections.Generic" => Made,
        IParameterReferenceOperation { Parameter: var parameter } => _changed.Contains(parameter) ? null : One(parameter),
        ILocalReferenceOperation { Local: var local } => _locals.TryGetValue(local, out var origins) ? origins : null,
        IFieldReferenceOperation { Field: var field } => IsStaticArray(field) ? One(field) : null,
        IConditionalOperation choice => Both(Of(choice.WhenTrue), Of(choice.WhenFalse)),
        ICoalesceOperation { ValueConversion.MethodSymbol: null } choice => Both(Of(choice.Value), Of(choice.WhenNull)),
        ISwitchExpressionOperation choice => choice.Arms.Aggregate(Made, (HashSet<ISymbol>? all, ISwitchExpressionArmOperation arm) => Both(all, Of(arm.Value))),
        not null when Whole(value) is { } whole => Of(whole),
        IInvocationOperation call => Of(_results.Of(call.TargetMethod, call.IsVirtual), call.Arguments),
        IPropertyReferenceOperation property => Of(_results.Of(property.Property.GetMethod, isVirtual: true), property.Arguments),
        _ => null,
    };

    /// <summary>Of the parameters of a called method, what stands for them in the call.</summary>
    private HashSet<ISymbol>? Of(HashSet<ISymbol>? result, IEnumerable<IArgumentOperation> arguments) => result is null
        ? null
        : result.Aggregate(Made, (HashSet<ISymbol>? all, ISymbol origin) => Both(all, origin is IParameterSymbol parameter
            ? Of(ValueOf(parameter.Ordinal, arguments))
            : One(origin)));

    /// <summary>One that code elsewhere can name. (In a generic type each type argument has its own.)</summary>
    private bool IsStaticArray(IFieldSymbol field) =>
        field is { IsStatic: true, IsImplicitlyDeclared: false, AssociatedSymbol: null }
        && !SideEffects.IsInGenericType(field)
        && TypeMapping.Map(field.Type, _known) is { Shape: Shape.Array };

    private static HashSet<ISymbol> One(ISymbol symbol) => new(SymbolEqualityComparer.Default) { symbol };

    public static HashSet<ISymbol>? Both(HashSet<ISymbol>? one, HashSet<ISymbol>? other) =>
        one is null || other is null ? null
        : one.Count == 0 ? other
        : new(one.Concat(other), SymbolEqualityComparer.Default);

    /// <summary>Of what a value is a part, or another view; null for a whole. What a type of the user's gives may be anything.</summary>
    public IOperation? Whole(IOperation value) => value switch
    {
        IConversionOperation conversion when conversion.OperatorMethod is null || _known.IsArrayOrSpan(conversion.OperatorMethod.ContainingType) =>
            conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation, Instance: var view } when _known.IsArrayOrSpan(view.Type) => view,
        IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory" } method } call when KnownSymbols.Is(method.ContainingType, _known.MemoryExtensions) =>
            First(call.Arguments),
        IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } view } when _known.IsArrayOrSpan(view.Type) => view,
        IInvocationOperation { TargetMethod: { Name: "Detach" } method } call when KnownSymbols.Is(method.ContainingType, _known.Grad) =>
            First(call.Arguments),
        IObjectCreationOperation { Arguments: { Length: > 0 } arguments } made when _known.IsArrayOrSpan(made.Type) => First(arguments),
        _ => null,
    };

    /// <summary>What stands for the first parameter, wherever it is written.</summary>
    private static IOperation? First(IEnumerable<IArgumentOperation> arguments) => ValueOf(0, arguments);

    private static IOperation? ValueOf(int ordinal, IEnumerable<IArgumentOperation> arguments) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    /// <summary>The variables that are assigned; of a place that is not known, all that it names.</summary>
    private static IEnumerable<ISymbol> Variables(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IMemberReferenceOperation => [],
        _ => target.ChildOperations.SelectMany(Variables),
    };
}
