using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Rules;

/// <summary>The rules of C#'s floating-point operators: the same form as the table's rows.</summary>
internal static class OperatorRules
{
    /// <summary>What each operand's adjoint gains; null for an operator without a derivative.</summary>
    public static IReadOnlyList<Expr?>? Of(Expr operation)
    {
        var terms = operation switch
        {
            Unary { Operator: UnaryOperator.Negate } => Unary(operation, c => -c.G),
            VariableRef or RetainOf => Unary(operation, c => c.G),
            Conversion conversion => [Converted(conversion)],
            Binary binary => Binary(binary),
            _ => null,
        };

        return terms;
    }

    private static Expr?[] Unary(Expr operation, Func<RuleContext, Term> term) =>
        [term(new RuleContext(operation.Type, [operation.Type])).Expr];

    /// <summary>An adjoint has its variable's own type: the cotangent is converted back.</summary>
    private static Expr? Converted(Conversion conversion)
    {
        var from = conversion.Operand.Type;
        if (!from.IsFloatingScalar || !conversion.Type.IsFloatingScalar)
        {
            return null;
        }

        var cotangent = new RuleContext(conversion.Type, [from]).G.Expr;
        return from == conversion.Type ? cotangent : new Conversion(cotangent, from);
    }

    private static Expr?[]? Binary(Binary binary)
    {
        var c = new RuleContext(binary.Type, [binary.Left.Type, binary.Right.Type]);
        Term?[]? terms = binary.Operator switch
        {
            BinaryOperator.Add => [c.G, c.G],
            BinaryOperator.Subtract => [c.G, -c.G],

            // A square: one term, and the same bits, for doubling is exact.
            BinaryOperator.Multiply when binary.Left.Equals(binary.Right) => [c.G * (2 * c.X), null],
            BinaryOperator.Multiply => [c.G * c.Y, c.G * c.X],

            // A reciprocal is its own factor: no second division.
            BinaryOperator.Divide when binary.Left is Constant one && one.IsFloating(1.0) => [c.G / c.Y, -(c.G * c.R * c.R)],
            BinaryOperator.Divide => [c.G / c.Y, -(c.G / c.Y * c.R)],

            // x % y = x - y * trunc(x / y); the rounding recovers the integer from the result.
            BinaryOperator.Remainder => [c.G, -(c.G * c.Call("Round", (c.X - c.R) / c.Y))],
            _ => null,
        };

        return terms?.Select(term => term?.Expr).ToArray();
    }
}
