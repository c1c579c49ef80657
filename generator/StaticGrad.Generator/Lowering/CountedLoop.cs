using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// A <c>for</c> whose trip count is known at its entry: an int counter that only the increment changes, by a constant, and
/// a bound that the body cannot change.
/// </summary>
internal sealed record CountedLoop(ILocalSymbol Counter, IOperation From, IOperation To, bool Inclusive, int Step)
{
    /// <param name="checks">Whether the compilation checks integer arithmetic where nothing is said: it is printed so.</param>
    public static CountedLoop? Recognise(IForLoopOperation loop, AssignedIn assignedIn, KnownSymbols known, bool checks)
    {
        if (loop.Before.Length != 1
            || loop.Before[0] is not IVariableDeclarationGroupOperation before
            || loop.AtLoopBottom.Length != 1
            || StepOf(loop.AtLoopBottom[0]) is not var (counter, step, isChecked)
            || step == 0
            || counter.Type.SpecialType != SpecialType.System_Int32
            || Condition(loop.Condition, counter) is not var (relation, to))
        {
            return null;
        }

        var declarators = before.Declarations.SelectMany(declaration => declaration.Declarators).ToList();
        var own = declarators.FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, counter));
        var from = own?.GetVariableInitializer()?.Value;

        // Another declarator's initializer could read the counter; then order matters.
        // Undone, a loop from the very end of the integers would pass it and wrap around.
        if (from is null
            || from.ConstantValue is { HasValue: true, Value: int.MinValue or int.MaxValue }
            || declarators.Any(d => d != own && (d.GetVariableInitializer()?.Value is { } value && Reads(value, counter)))
            || declarators.Any(d => d != own && Reads(from, d.Symbol) && declarators.IndexOf(d) > declarators.IndexOf(own!)))
        {
            return null;
        }

        // One after the other up to a bound that is not reached, nothing overflows.
        var upwards = relation is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        var isInclusive = relation is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        var overflows = isInclusive || step is not (1 or -1);
        var assigned = assignedIn.Of(loop.Body);
        return upwards != step > 0
            || (overflows && isChecked != checks)
            || assigned.Variables.Contains(counter)
            || !IsInvariant(to, counter, assigned, known)
            ? null
            : new CountedLoop(counter, from, to, isInclusive, step);
    }

    private static (ILocalSymbol Counter, int Step, bool IsChecked)? StepOf(IOperation bottom)
    {
        if (bottom is IExpressionStatementOperation statement)
        {
            bottom = statement.Operation;
        }

        switch (bottom)
        {
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } increment:
                return (target.Local, increment.Kind == OperationKind.Increment ? 1 : -1, increment.IsChecked);

            case ICompoundAssignmentOperation
            {
                Target: ILocalReferenceOperation target,
                OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract,
                Value.ConstantValue: { HasValue: true, Value: int step },
            } compound when step != int.MinValue:
                return (target.Local, compound.OperatorKind == BinaryOperatorKind.Add ? step : -step, compound.IsChecked);

            default:
                return null;
        }
    }

    private static (BinaryOperatorKind, IOperation)? Condition(IOperation? condition, ILocalSymbol counter)
    {
        if (condition is not IBinaryOperation { IsLifted: false } binary
            || binary.LeftOperand.Type?.SpecialType != SpecialType.System_Int32)
        {
            return null;
        }

        if (IsLocal(binary.LeftOperand, counter) && binary.OperatorKind is >= BinaryOperatorKind.LessThan and <= BinaryOperatorKind.GreaterThan)
        {
            return Ordered(binary.OperatorKind) is { } kind ? (kind, binary.RightOperand) : null;
        }

        // `n > i` is `i < n`.
        if (IsLocal(binary.RightOperand, counter))
        {
            return Mirrored(binary.OperatorKind) is { } kind ? (kind, binary.LeftOperand) : null;
        }

        return null;
    }

    private static BinaryOperatorKind? Ordered(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
            ? kind
            : null;

    private static BinaryOperatorKind? Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => null,
    };

    private static bool IsLocal(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

    private static bool Reads(IOperation operation, ISymbol symbol) =>
        operation.DescendantsAndSelf().Any(o =>
            o is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, symbol));

    /// <summary>
    /// Whether the bound has the same value at each test: it reads only what the body does not assign. An element of an
    /// integer array counts when the body writes no integer element at all.
    /// </summary>
    private static bool IsInvariant(IOperation bound, ILocalSymbol counter, AssignedIn.Result assigned, KnownSymbols known)
    {
        foreach (var operation in bound.DescendantsAndSelf())
        {
            var invariant = operation switch
            {
                ILiteralOperation or IParenthesizedOperation => true,
                { ConstantValue.HasValue: true } => true,
                ILocalReferenceOperation local =>
                    !assigned.Variables.Contains(local.Local) && !SymbolEqualityComparer.Default.Equals(local.Local, counter),
                IParameterReferenceOperation parameter => !assigned.Variables.Contains(parameter.Parameter),
                IBinaryOperation { OperatorMethod: null } => true,
                IUnaryOperation { OperatorMethod: null } => true,
                IConversionOperation { OperatorMethod: null } => true,
                IPropertyReferenceOperation { Property.Name: "Length", Instance: { } view } when known.IsArrayOrSpan(view.Type) => true,
                IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation =>
                    !assigned.Elements && !AssignedIn.IsFloating(operation.Type),
                IArgumentOperation => true,

                // A model does not change while a method runs.
                IInstanceReferenceOperation => true,
                IMemberReferenceOperation { Instance: not null } member => ModelType.Find(member.Member, known) is not null,
                IInvocationOperation { TargetMethod: { Name: "Min" or "Max" } function } => KnownSymbols.IsMath(function.ContainingType),
                _ => false,
            };

            if (!invariant)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What a loop's body assigns.</summary>
internal sealed class AssignedIn(ElementWrites writes)
{
    public Result Of(IOperation body)
    {
        var variables = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var elements = false;
        foreach (var operation in body.DescendantsAndSelf())
        {
            var target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } argument => argument.Value,
                _ => null,
            };
            foreach (var place in target is ITupleOperation tuple ? tuple.Elements.AsEnumerable() : target is null ? [] : [target])
            {
                switch (place)
                {
                    case ILocalReferenceOperation local:
                        variables.Add(local.Local);
                        break;
                    case IParameterReferenceOperation parameter:
                        variables.Add(parameter.Parameter);
                        break;
                    default:
                        elements |= !IsFloating(place.Type);
                        break;
                }
            }
        }

        return new Result(variables, elements || writes.MayBeIn(body));
    }

    internal static bool IsFloating(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    /// <param name="Variables">Locals and parameters.</param>
    /// <param name="Elements">Whether an element of an array that is not floating-point may be written.</param>
    internal sealed record Result(HashSet<ISymbol> Variables, bool Elements);
}
