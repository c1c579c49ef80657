using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>Lowers to a variable or a constant.</summary>
    private Expr LowerAtom(IOperation operation) => Atom(LowerValue(operation));

    /// <summary>Lowers the operands of one operation, in order; a later one may change a variable that an earlier one read.</summary>
    private Expr[] LowerAtoms(params IOperation[] operands)
    {
        var atoms = new Expr[operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            var atom = LowerAtom(operands[i]);
            atoms[i] = operands.Skip(i + 1).Any(HasSideEffects) ? Snapshot(atom) : atom;
        }

        return atoms;
    }

    private Expr Snapshot(Expr atom)
    {
        if (atom is not VariableRef { Variable: { Kind: not VariableKind.Temporary, Type.IsView: false } variable })
        {
            return atom;
        }

        var copy = _variables.Create(variable.Name, atom.Type);
        Emit(new Assign(copy, atom));
        return new VariableRef(copy);
    }

    private static bool HasSideEffects(IOperation operation) => operation.DescendantsAndSelf().Any(o =>
        o is IAssignmentOperation or IIncrementOrDecrementOperation);

    /// <summary>Lowers to one operation on atoms; what comes before it is emitted.</summary>
    private Expr LowerValue(IOperation operation)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true, Value: { } constant }
            && TypeMapping.Map(operation.Type, Known) is { IsView: false } type)
        {
            return type.Scalar == ScalarType.String ? new StringConstant((string)constant) : ConstantOf(constant, type);
        }

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return LowerValue(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return Reference(local, local.Local);
            case IParameterReferenceOperation parameter:
                return Reference(parameter, parameter.Parameter);
            case IUnaryOperation unary:
                return LowerUnary(unary);
            case IBinaryOperation or IIsPatternOperation when LowerNullTest(operation) is { } test:
                return test;
            case IBinaryOperation binary:
                return LowerBinary(binary);
            case IConversionOperation conversion:
                return LowerConversion(conversion);
            case IConditionalOperation { WhenFalse: not null }:
                return LowerBranching(operation);
            case IAssignmentOperation or IIncrementOrDecrementOperation:
                return LowerAssignment(operation);
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true }
                or IImplicitIndexerReferenceOperation:
                return LowerElement(operation) is var (view, index) ? new Load(view, index) : Placeholder(operation.Type);
            case IPropertyReferenceOperation property:
                return LowerProperty(property);
            case IFieldReferenceOperation field:
                return LowerField(field);
            case IInstanceReferenceOperation:
                return LowerViewValue(operation);
            case IInvocationOperation call:
                return LowerCall(call);
            case IDefaultValueOperation when TypeMapping.Map(operation.Type, Known) is { IsView: false } zero
                && zero.Scalar is not (ScalarType.String or ScalarType.Void):
                return Constant.Zero(zero);
            default:
                return Unsupported(operation);
        }
    }

    private Expr Reference(IOperation operation, ISymbol symbol) =>
        _locals.TryGetValue(symbol, out var variable) ? new VariableRef(variable) : Unsupported(operation, $"'{symbol.Name}' here");

    internal static Constant ConstantOf(object value, IrType type) => value switch
    {
        double number => Constant.Of(number, type),
        float number => Constant.Of(number, type),
        bool flag => Constant.Of(flag),
        char character => new Constant(type, character),
        ulong number => new Constant(type, unchecked((long)number)),
        _ when type.HasFloatingElement => Constant.Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), type),
        _ => new Constant(type, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private Expr LowerUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is not null || unary.IsLifted || TypeMapping.Map(unary.Type, Known) is not { IsView: false } type)
        {
            return Unsupported(unary, unary.OperatorMethod is null ? null : "a user-defined operator");
        }

        var operand = LowerAtom(unary.Operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return operand;
            case UnaryOperatorKind.Minus:
                return new Unary(UnaryOperator.Negate, operand, type, OverflowOf(unary.IsChecked, type));
            case UnaryOperatorKind.BitwiseNegation:
                return new Unary(UnaryOperator.BitwiseNot, operand, type);
            case UnaryOperatorKind.Not:
                return new Unary(UnaryOperator.Not, operand, type);
            default:
                return Unsupported(unary);
        }
    }

    private Expr LowerBinary(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is not null)
        {
            return Unsupported(binary, "a user-defined operator");
        }

        if (binary.IsLifted
            || TypeMapping.Map(binary.Type, Known) is not { IsView: false } type
            || OperatorOf(binary.OperatorKind) is not { } op
            || TypeMapping.Map(binary.LeftOperand.Type, Known) is not { IsView: false } left
            || left.Scalar == ScalarType.String
            || TypeMapping.Map(binary.RightOperand.Type, Known) is not { IsView: false } right
            || right.Scalar == ScalarType.String)
        {
            return binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr
                ? LowerBranching(binary)
                : Unsupported(binary, $"the operator '{binary.Syntax switch { Microsoft.CodeAnalysis.CSharp.Syntax.BinaryExpressionSyntax s => s.OperatorToken.Text, _ => binary.OperatorKind.ToString() }}' on these types");
        }

        var operands = LowerAtoms(binary.LeftOperand, binary.RightOperand);
        Expr value = new Binary(op, operands[0], operands[1], type, OverflowOf(op, binary.IsChecked, type));
        return op is BinaryOperator.Equal or BinaryOperator.NotEqual && left.HasFloatingElement ? AtomAt(binary, value) : value;
    }

    private static BinaryOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.Xor,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.ShiftRightUnsigned,
        _ => null,
    };

    private Expr LowerConversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null
            || TypeMapping.Map(conversion.Type, Known) is not { IsView: false } type
            || TypeMapping.Map(conversion.Operand.Type, Known) is not { IsView: false } from
            || type.Scalar is ScalarType.String or ScalarType.Void
            || from.Scalar is ScalarType.String or ScalarType.Void
            || !conversion.GetConversion().IsNumericOrIdentity())
        {
            return conversion.Operand is IInvalidOperation ? LowerValue(conversion.Operand) : Unsupported(conversion);
        }

        if (from == type && !type.HasFloatingElement)
        {
            return LowerValue(conversion.Operand);
        }

        var converted = Converted(LowerAtom(conversion.Operand), type, conversion.IsChecked);
        return from.HasFloatingElement && type.IsInteger ? AtomAt(conversion, converted) : converted;
    }

    private Expr Converted(Expr atom, IrType type, bool isChecked) =>
        atom.Type == type
            ? atom
            : new Conversion(atom, type, type.Holds(atom.Type) ? Overflow.AsCompiled : OverflowOf(isChecked, type));

    /// <summary>A conversion that keeps every value.</summary>
    private static Expr Widened(Expr atom, IrType type) => atom.Type == type ? atom : new Conversion(atom, type);

    private Overflow OverflowOf(BinaryOperator op, bool isChecked, IrType type) =>
        op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply
            ? OverflowOf(isChecked, type)
            : Overflow.AsCompiled;

    private Overflow OverflowOf(bool isChecked, IrType type) =>
        !type.IsInteger ? Overflow.AsCompiled
        : isChecked ? Overflow.Checked
        : session.Compilation.Options.CheckOverflow ? Overflow.Wraps
        : Overflow.AsCompiled;

    /// <summary><c>?:</c>, <c>&amp;&amp;</c> and <c>||</c> become branches: the arm not taken is never evaluated.</summary>
    private Expr LowerBranching(IOperation operation)
    {
        if (TypeMapping.Map(operation.Type, Known) is not { IsView: false } type || type.Scalar == ScalarType.String)
        {
            return Unsupported(operation, "a conditional expression of this type");
        }

        var name = operation is IConditionalOperation ? "choice" : "condition";
        var target = _variables.Create(name, type);
        LowerInto(target, operation);
        return new VariableRef(target);
    }

    /// <summary>Lowers a value into a variable; branching expressions assign it in their arms.</summary>
    private void LowerInto(Variable target, IOperation value)
    {
        while (value is IParenthesizedOperation parenthesized)
        {
            value = parenthesized.Operand;
        }

        switch (value)
        {
            case { ConstantValue.HasValue: true }:
                Emit(new Assign(target, LowerValue(value)));
                break;

            case IConditionalOperation { WhenFalse: { } whenFalse } conditional
                when TypeMapping.Map(value.Type, Known) == target.Type:
                var outer = _site;
                _site = session.AddSite(conditional.Condition.Syntax);
                var condition = LowerAtom(conditional.Condition);
                var then = InBlock(() => LowerInto(target, conditional.WhenTrue));
                var otherwise = InBlock(() => LowerInto(target, whenFalse));
                Emit(new If(condition, then, otherwise));
                _site = outer;
                break;

            case IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr,
                OperatorMethod: null,
            } binary:
                var left = LowerAtom(binary.LeftOperand);
                var right = InBlock(() => LowerInto(target, binary.RightOperand));
                var known = Block.Of([new Assign(target, Constant.Of(binary.OperatorKind == BinaryOperatorKind.ConditionalOr))
                {
                    Site = _site, Line = _line, NoGrad = _noGrad,
                }]);
                Emit(binary.OperatorKind == BinaryOperatorKind.ConditionalAnd
                    ? new If(left, right, known)
                    : new If(left, known, right));
                break;

            default:
                var lowered = LowerValue(value);
                if (lowered is Constant or VariableRef && lowered.Type != target.Type)
                {
                    lowered = Widened(lowered, target.Type);
                }

                Emit(new Assign(target, lowered));
                break;
        }
    }

    private Expr LowerProperty(IPropertyReferenceOperation property)
    {
        if (property.Property.Name == "Length"
            && property.Instance is { } instance
            && ((TypeMapping.Map(instance.Type, Known) is { IsView: true } && !ModelType.IsModel(instance.Type, Known))
                || IsGrid(instance.Type) || IsJagged(instance.Type)))
        {
            return new Length(LowerView(instance));
        }

        if (property.Instance is not null && LowerMember(property, property.Property, property.Instance) is { } member)
        {
            return member;
        }

        if (property.Property is { IsStatic: true, IsIndexer: false } && TypeMapping.Map(property.Type, Known) is { IsView: false } type
            && type.Scalar != ScalarType.String)
        {
            return ReadStatic(property, property.Property, type);
        }

        return property.Property.GetMethod is { } getter && property.Arguments.IsEmpty && property.Instance is not null
            ? LowerUserCall(property, getter, property.Instance, ImmutableArray<IArgumentOperation>.Empty)
            : Unsupported(property);
    }

    private Expr LowerField(IFieldReferenceOperation field)
    {
        if (field.Field.IsStatic && TypeMapping.Map(field.Type, Known) is { IsView: false } type
            && type.Scalar != ScalarType.String)
        {
            return ReadStatic(field, field.Field, type);
        }

        if (field.Instance is { Type: INamedTypeSymbol { IsTupleType: true } } && LowerTuple(field.Instance) is { } items)
        {
            var position = TuplePosition(field.Field);
            if (position >= 0 && position < items.Length)
            {
                return items[position];
            }
        }

        return field.Instance is not null && LowerMember(field, field.Field, field.Instance) is { } member
            ? member
            : Unsupported(field);
    }

    private Expr ReadStatic(IOperation operation, ISymbol symbol, IrType type)
    {
        var (privateTo, unreachable) = session.Reach(symbol, method.ContainingType);
        if (unreachable is not null)
        {
            return Unsupported(operation, unreachable);
        }

        if (symbol is IPropertySymbol { GetMethod: { } getter })
        {
            session.NoteCall(QualifiedName(symbol), getter);
        }

        return new StaticRead(QualifiedName(symbol), type, privateTo, symbol is IFieldSymbol { IsReadOnly: true });
    }
}
