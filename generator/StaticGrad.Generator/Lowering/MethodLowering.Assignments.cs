using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>An expression statement.</summary>
    private void LowerForEffect(IOperation operation)
    {
        var outer = _site;
        _site = SiteOfTarget(operation);
        LowerExpressionStatement(operation);
        _site = outer;
    }

    /// <summary>Under NoGrad an assignment points at its target: an active variable that it overwrites is reported there.</summary>
    private int SiteOfTarget(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment when _noGrad => session.AddSite(assignment.Target.Syntax),
        IIncrementOrDecrementOperation increment when _noGrad => session.AddSite(increment.Target.Syntax),
        _ => _site,
    };

    private void LowerExpressionStatement(IOperation operation)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction:
                LowerDeconstruction(deconstruction);
                break;
            case ISimpleAssignmentOperation { IsRef: false } assignment when ScalarTarget(assignment.Target) is { } target:
                LowerInto(target, assignment.Value);
                break;
            case IIncrementOrDecrementOperation increment when ScalarTarget(increment.Target) is { } target:
                Emit(new Assign(target, Incremented(increment, new VariableRef(target))));
                break;
            case IAssignmentOperation or IIncrementOrDecrementOperation:
                LowerAssignment(operation);
                break;
            case IInvocationOperation call:
                LowerCallForEffect(call);
                break;
            default:
                Unsupported(operation);
                break;
        }
    }

    private Variable? ScalarTarget(IOperation target) => target switch
    {
        ILocalReferenceOperation local when _locals.TryGetValue(local.Local, out var v) && !v.Type.IsView => v,
        IParameterReferenceOperation parameter when _locals.TryGetValue(parameter.Parameter, out var v) && !v.Type.IsView => v,
        IParenthesizedOperation parenthesized => ScalarTarget(parenthesized.Operand),
        _ => null,
    };

    /// <summary>An assignment whose value may be used; returns the value.</summary>
    private Expr LowerAssignment(IOperation operation)
    {
        var outer = _site;
        _site = SiteOfTarget(operation);
        var value = operation switch
        {
            ISimpleAssignmentOperation { IsRef: false } assignment => LowerSimpleAssignment(assignment),
            ICompoundAssignmentOperation { OperatorMethod: null } compound => LowerCompound(compound),
            IIncrementOrDecrementOperation { OperatorMethod: null, IsLifted: false } increment => LowerIncrement(increment),
            _ => Unsupported(operation),
        };
        _site = outer;
        return value;
    }

    private Expr LowerSimpleAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation)
        {
            return LowerAtom(assignment.Value);
        }

        if (ScalarTarget(assignment.Target) is { } target)
        {
            LowerInto(target, assignment.Value);
            return new VariableRef(target);
        }

        if (IsElement(assignment.Target))
        {
            if (LowerElement(assignment.Target, assignment.Value) is not var (view, index))
            {
                return Placeholder(assignment.Type);
            }

            CheckSpan(view, index);
            var value = LowerAtom(assignment.Value);
            EmitAt(assignment.Target, new Store(view, index, value));
            return value;
        }

        return RefuseTarget(assignment.Target);
    }

    private Expr RefuseTarget(IOperation target)
    {
        if (target is IMemberReferenceOperation { Member: var symbol } && ModelType.Find(symbol, Known) is { } member
            && !(member.Frozen && target.Parent is not ISimpleAssignmentOperation { Value.ConstantValue.HasValue: true }))
        {
            return Unsupported(target, $"a write to '{symbol.Name}', which a model holds,");
        }

        if (target is IFieldReferenceOperation or IPropertyReferenceOperation
            && target.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single)
        {
            var name = SourceLine.Of(target.Syntax);
            if (_noGrad || IsLeafless(target.Parent is IAssignmentOperation { Value: { } value } ? value : null))
            {
                return Unsupported(target, $"a write to '{name}', which is no variable of the method (return the value, and store it outside),");
            }

            Report(RuleIds.StoredOutOfReach, session.AddSite(target.Syntax), name);
            return Placeholder(target.Type);
        }

        if (TypeMapping.Map(target.Type, Known) is { IsView: true }
            && target is ILocalReferenceOperation or IParameterReferenceOperation)
        {
            return AssignedAgain(target, SourceLine.Of(target.Syntax));
        }

        return Unsupported(target);
    }

    /// <summary>Whether a value can be seen to depend on no leaf.</summary>
    private bool IsLeafless(IOperation? value) => value switch
    {
        null => true,
        IInvocationOperation { TargetMethod: { Name: "Detach", ContainingType: var type } } when KnownSymbols.Is(type, Known.Grad) => true,
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation =>
            TypeMapping.Map(value.Type, Known) is { HasFloatingElement: false },
        _ => value.ChildOperations.All(IsLeafless),
    };

    private Expr AssignedAgain(IOperation operation, string name) => Unsupported(
        operation,
        $"{(IsObject(operation) ? "a variable of a model" : "an array or span variable")} that is assigned again ('{name}')");

    private Expr LowerCompound(ICompoundAssignmentOperation compound)
    {
        if (OperatorOf(compound.OperatorKind) is not { } op
            || compound.IsLifted
            || TypeMapping.Map(compound.Target.Type, Known) is not { IsView: false } targetType
            || TypeMapping.Map(compound.Value.Type, Known) is not { IsView: false } valueType
            || targetType.Scalar == ScalarType.String)
        {
            return Unsupported(compound);
        }

        var isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.ShiftRightUnsigned;
        var inner = compound.GetInConversion().IsIdentity ? targetType : isShift ? Promoted(targetType) : valueType;
        Expr Combined(Expr old, Expr value)
        {
            Expr result = new Binary(op, Atom(Widened(old, inner)), value, inner, OverflowOf(op, compound.IsChecked, inner));
            return inner == targetType ? result : Converted(Atom(result), targetType, OverflowContext.IsChecked(compound.Syntax, session.Compilation));
        }

        if (ScalarTarget(compound.Target) is { } variable)
        {
            var old = HasSideEffects(compound.Value) ? Snapshot(new VariableRef(variable)) : new VariableRef(variable);
            var value = LowerAtom(compound.Value);
            Emit(new Assign(variable, Combined(old, value)));
            return new VariableRef(variable);
        }

        if (!IsElement(compound.Target))
        {
            return RefuseTarget(compound.Target);
        }

        if (LowerElement(compound.Target, compound.Value) is not var (view, index))
        {
            return Placeholder(compound.Type);
        }

        // `a[i] += e` stays one statement: its adjoint reads no value. The sum's own value is then not at hand.
        if (op is BinaryOperator.Add or BinaryOperator.Subtract
            && inner == targetType && targetType.HasFloatingElement
            && compound.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionStatementSyntax
            && !HasSideEffects(compound.Value)
            && !session.Writes.MayBeIn(compound.Value))
        {
            CheckPlace(view, index);
            EmitAt(compound.Target, new AddTo(view, index, LowerAtom(compound.Value), op == BinaryOperator.Subtract));
            return Constant.Zero(targetType);
        }

        var element = Atom(new Load(view, index));
        var sum = Atom(Combined(element, LowerAtom(compound.Value)));
        EmitAt(compound.Target, new Store(view, index, sum));
        return sum;
    }

    /// <summary>A span gives a reference to the place, which is in range, before the value is computed; an array checks when it stores.</summary>
    private void CheckSpan(Expr view, Expr index)
    {
        if (view.Type.Shape == Shape.Span)
        {
            CheckPlace(view, index);
        }
    }

    private void CheckPlace(Expr view, Expr index) => Emit(new Invoke(Reverse.Runtime.Call(
        Reverse.Runtime.InRange + $"<{view.Type.Element.ToCSharp()}>", IrType.Void, view, index)));

    private static IrType Promoted(IrType type) =>
        type.Scalar is ScalarType.SByte or ScalarType.Byte or ScalarType.Int16 or ScalarType.UInt16 or ScalarType.Char
            ? IrType.Int32
            : type;

    private Expr LowerIncrement(IIncrementOrDecrementOperation increment)
    {
        if (ScalarTarget(increment.Target) is { } variable)
        {
            var old = increment.IsPostfix ? Snapshot(new VariableRef(variable)) : null;
            Emit(new Assign(variable, Incremented(increment, new VariableRef(variable))));
            return old ?? new VariableRef(variable);
        }

        if (!IsElement(increment.Target))
        {
            return RefuseTarget(increment.Target);
        }

        if (LowerElement(increment.Target) is not var (view, index))
        {
            return Placeholder(increment.Type);
        }

        var element = Atom(new Load(view, index));
        var result = Atom(Incremented(increment, element));
        EmitAt(increment.Target, new Store(view, index, result));
        return increment.IsPostfix ? element : result;
    }

    private Expr Incremented(IIncrementOrDecrementOperation increment, Expr old)
    {
        var inner = Promoted(old.Type);
        var one = inner.HasFloatingElement ? Constant.Of(1.0, inner) : new Constant(inner, 1);
        var op = increment.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        Expr result = new Binary(op, Atom(Widened(old, inner)), one, inner, OverflowOf(increment.IsChecked, inner));
        return inner == old.Type ? result : Converted(Atom(result), old.Type, increment.IsChecked);
    }

    // Tuples: only as the results of SinCos and to assign several variables at once.

    private void DeclareTuple(IVariableDeclaratorOperation declarator, ILocalSymbol symbol, INamedTypeSymbol tuple, IOperation? value)
    {
        var variables = new List<Variable>();
        foreach (var element in tuple.TupleElements)
        {
            if (TypeMapping.Map(element.Type, Known) is not { IsView: false } type || type.Scalar == ScalarType.String)
            {
                Unsupported(declarator, $"a tuple with an element of type '{element.Type.ToDisplayString()}'");
                return;
            }

            variables.Add(_variables.Create(
                symbol.Name + char.ToUpperInvariant(element.Name[0]) + element.Name.Substring(1), type, VariableKind.Local));
        }

        _tuples.Add(symbol, [.. variables]);
        if (value is not null)
        {
            AssignTuple([.. variables], value);
        }
    }

    private void AssignTuple(IReadOnlyList<Variable?> targets, IOperation value)
    {
        if (LowerTuple(value) is not { } items)
        {
            Unsupported(value, "a tuple from anything but its elements or SinCos");
            return;
        }

        // All values before the first target changes.
        var values = items.Select((item, i) => targets.Count > 1 ? Snapshot(item) : item).ToList();
        for (var i = 0; i < targets.Count && i < values.Count; i++)
        {
            if (targets[i] is { } target)
            {
                Emit(new Assign(target, Widened(values[i], target.Type)));
            }
        }
    }

    /// <summary>The elements of a tuple as atoms, or null for one that is not known.</summary>
    private Expr[]? LowerTuple(IOperation value)
    {
        switch (value)
        {
            case IParenthesizedOperation parenthesized:
                return LowerTuple(parenthesized.Operand);
            case IConversionOperation { OperatorMethod: null } conversion
                when conversion.Operand.Type is INamedTypeSymbol { IsTupleType: true }
                    && conversion.Type is INamedTypeSymbol { IsTupleType: true } to:
                var types = to.TupleElements.Select(element => TypeMapping.Map(element.Type, Known)).ToArray();
                return LowerTuple(conversion.Operand)?
                    .Select((item, i) => types[i] is { IsView: false } type ? Atom(Widened(item, type)) : item)
                    .ToArray();
            case ITupleOperation tuple:
                return LowerAtoms([.. tuple.Elements]);
            case ILocalReferenceOperation local when _tuples.TryGetValue(local.Local, out var variables):
                return [.. variables.Select(variable => new VariableRef(variable))];
            case IInvocationOperation call when KnownFunctions.TryFind(call.TargetMethod, Known, out var function) && function.Results == 2:
                var argument = LowerAtom(call.Arguments[0].Value);
                var sin = _variables.Create("sin", argument.Type);
                var cos = _variables.Create("cos", argument.Type);
                Emit(new AssignPair(sin, cos, new Intrinsic(function.Name, EquatableArray.Of(argument), argument.Type)));
                return [new VariableRef(sin), new VariableRef(cos)];
            default:
                return null;
        }
    }

    private static int TuplePosition(IFieldSymbol field)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;
    }

    private void LowerDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        var target = deconstruction.Target is IDeclarationExpressionOperation declaration
            ? declaration.Expression
            : deconstruction.Target;
        if (target is not ITupleOperation tuple)
        {
            Unsupported(deconstruction, "this deconstruction");
            return;
        }

        // C# evaluates the places, each checked before the next one, then the values, then assigns; a swap needs the old values.
        var elements = new List<(Expr View, Expr Index)?>();
        foreach (var place in tuple.Elements)
        {
            var element = IsElement(place) ? LowerElement(place, deconstruction) : null;
            if (element is var (view, index))
            {
                CheckPlace(view, index);
            }

            elements.Add(element);
        }

        if (LowerTuple(deconstruction.Value) is not { } items || items.Length != tuple.Elements.Length)
        {
            Unsupported(deconstruction, "this deconstruction");
            return;
        }

        var values = items.Select(Snapshot).ToList();
        for (var i = 0; i < values.Count; i++)
        {
            var place = tuple.Elements[i];
            if (place is IDeclarationExpressionOperation declared)
            {
                place = declared.Expression;
            }

            if (elements[i] is var (view, index))
            {
                EmitAt(place, new Store(view, index, Atom(Widened(values[i], view.Type.Element))));
            }
            else if (DeconstructionTarget(place) is { } variable)
            {
                EmitAt(place, new Assign(variable, Widened(values[i], variable.Type)));
            }
            else if (place is not IDiscardOperation)
            {
                RefuseTarget(place);
            }
        }
    }

    private Variable? DeconstructionTarget(IOperation place)
    {
        if (place is ILocalReferenceOperation { IsDeclaration: true } local
            && TypeMapping.Map(local.Type, Known) is { IsView: false } type && type.Scalar != ScalarType.String
            && !_locals.ContainsKey(local.Local))
        {
            _locals.Add(local.Local, _variables.Create(local.Local.Name, type, VariableKind.Local));
        }

        return ScalarTarget(place);
    }
}
