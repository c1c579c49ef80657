using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>Identities that hold for every floating-point value, NaN and infinities included.</summary>
internal static class Algebra
{
    public static Block Run(Block block) => block.Map(Visit);

    private static Stmt Visit(Stmt statement)
    {
        var visited = statement.WithBlocks(Run).MapExpressions(Simplify);
        return visited switch
        {
            Accumulate { Value: Unary { Operator: UnaryOperator.Negate } negated } accumulate =>
                accumulate with { Value = negated.Operand, Subtract = !accumulate.Subtract },
            AddTo { Value: Unary { Operator: UnaryOperator.Negate } negated } add =>
                add with { Value = negated.Operand, Subtract = !add.Subtract },
            _ => visited,
        };
    }

    private static Expr Simplify(Expr expr)
    {
        expr = expr.MapOperands(Simplify);
        return expr switch
        {
            Binary { Operator: BinaryOperator.Multiply, Left: Constant one } product when one.IsFloating(1.0) => product.Right,
            Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: Constant one } product
                when one.IsFloating(1.0) => product.Left,
            Unary { Operator: UnaryOperator.Negate, Operand: Unary { Operator: UnaryOperator.Negate } inner } => inner.Operand,

            // -a * b and a * -b as -(a * b): the sign is taken up by the accumulation.
            Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Left: Unary { Operator: UnaryOperator.Negate } left }
                product when expr.Type.IsFloatingScalar =>
                new Unary(UnaryOperator.Negate, product with { Left = left.Operand }, product.Type),
            Binary { Operator: BinaryOperator.Add, Right: Unary { Operator: UnaryOperator.Negate } right } sum
                when sum.Type.IsFloatingScalar => sum with { Operator = BinaryOperator.Subtract, Right = right.Operand },
            Conversion { Operand: Constant constant } conversion
                when conversion.Type.IsFloatingScalar && constant.Type.IsFloatingScalar && constant.IsFloating(1.0) =>
                Constant.Of(1.0, conversion.Type),
            _ => expr,
        };
    }
}
