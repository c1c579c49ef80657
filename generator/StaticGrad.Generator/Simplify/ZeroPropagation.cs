using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>
/// Follows which adjoints are still their initial zero: what is added to one becomes an assignment, and what one contributes
/// is dropped. Only structural zeros count: a product with a literal 0 stays, for it may be NaN.
/// </summary>
internal static class ZeroPropagation
{
    public static Block Run(Block block) => Visit(block, []);

    private static Block Visit(Block block, HashSet<int> zeros)
    {
        var output = new List<Stmt>();
        foreach (var statement in block.Statements)
        {
            if (Visit(statement, zeros) is { } kept)
            {
                output.Add(kept);
            }
        }

        return block.WithStatements(output);
    }

    private static Stmt? Visit(Stmt statement, HashSet<int> zeros)
    {
        switch (statement)
        {
            case Declare declare:
                zeros.Add(declare.Variable.Id);
                return declare;

            case Assign { Target.Type.IsFloatingScalar: true } assign:
                if (!IsZero(assign.Value, zeros))
                {
                    zeros.Remove(assign.Target.Id);
                    return assign;
                }

                return zeros.Add(assign.Target.Id) ? assign with { Value = Constant.Zero(assign.Target.Type) } : null;

            case Accumulate { Target.Type.IsFloatingScalar: true } accumulate:
                if (IsZero(accumulate.Value, zeros))
                {
                    return null;
                }

                return zeros.Remove(accumulate.Target.Id)
                    ? new Assign(accumulate.Target, accumulate.Subtract ? Negated(accumulate.Value) : accumulate.Value)
                    {
                        Line = accumulate.Line,
                    }
                    : accumulate;

            case AddTo add when IsZero(add.Value, zeros):
                return null;

            case If branch:
                var whenFalse = new HashSet<int>(zeros);
                var then = Visit(branch.Then, zeros);
                var otherwise = Visit(branch.Else, whenFalse);
                zeros.IntersectWith(whenFalse);
                return then.IsEmpty && otherwise.IsEmpty ? null : branch with { Then = then, Else = otherwise };

            case For or Loop or Sequel:
                foreach (var target in statement.Blocks().SelectMany(b => b.All()).SelectMany(Changed))
                {
                    zeros.Remove(target.Id);
                }

                var visited = statement.WithBlocks(b => Visit(b, new HashSet<int>(zeros)));
                return visited.Blocks().All(b => b.IsEmpty) ? null : visited;

            default:
                foreach (var variable in Changed(statement))
                {
                    zeros.Remove(variable.Id);
                }

                return statement;
        }
    }

    private static IEnumerable<Variable> Changed(Stmt statement) => statement.Targets().Concat(
        statement.Expressions()
            .SelectMany(Arguments)
            .OfType<RefTo>()
            .SelectMany(reference => reference.Place.Variables()));

    private static IEnumerable<Expr> Arguments(Expr expr) => expr is RuntimeCall call ? call.Arguments : [];

    private static Expr Negated(Expr value) => new Unary(UnaryOperator.Negate, value, value.Type);

    private static bool IsZero(Expr value, HashSet<int> zeros) =>
        value is Constant constant ? constant.IsFloating(0.0) : IsStructuralZero(value, zeros);

    private static bool IsStructuralZero(Expr value, HashSet<int> zeros) => value switch
    {
        VariableRef reference => zeros.Contains(reference.Variable.Id),
        Unary unary => IsStructuralZero(unary.Operand, zeros),
        Conversion conversion => IsStructuralZero(conversion.Operand, zeros),
        Binary { Operator: BinaryOperator.Multiply } product =>
            IsStructuralZero(product.Left, zeros) || IsStructuralZero(product.Right, zeros),
        Binary { Operator: BinaryOperator.Divide } quotient => IsStructuralZero(quotient.Left, zeros),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum =>
            IsStructuralZero(sum.Left, zeros) && IsStructuralZero(sum.Right, zeros),
        Conditional conditional => IsZero(conditional.WhenTrue, zeros) && IsZero(conditional.WhenFalse, zeros),
        _ => false,
    };
}
