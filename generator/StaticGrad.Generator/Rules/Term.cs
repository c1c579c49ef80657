using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Rules;

/// <summary>An expression under construction: lets the rows of the table be written as formulas.</summary>
internal readonly struct Term(Expr expr)
{
    public Expr Expr { get; } = expr;

    public static Term operator +(Term left, Term right) => Of(BinaryOperator.Add, left, right);

    public static Term operator -(Term left, Term right) => Of(BinaryOperator.Subtract, left, right);

    public static Term operator *(Term left, Term right) => Of(BinaryOperator.Multiply, left, right);

    public static Term operator /(Term left, Term right) => Of(BinaryOperator.Divide, left, right);

    public static Term operator -(Term operand) => new(new Unary(UnaryOperator.Negate, operand.Expr, operand.Expr.Type));

    public static Term operator +(double left, Term right) => right.Constant(left) + right;

    public static Term operator +(Term left, double right) => left + left.Constant(right);

    public static Term operator -(double left, Term right) => right.Constant(left) - right;

    public static Term operator -(Term left, double right) => left - left.Constant(right);

    public static Term operator *(double left, Term right) => right.Constant(left) * right;

    public static Term operator *(Term left, double right) => left * left.Constant(right);

    public static Term operator /(double left, Term right) => right.Constant(left) / right;

    public static Term operator <(Term left, Term right) => Compare(BinaryOperator.Less, left, right);

    public static Term operator >(Term left, Term right) => Compare(BinaryOperator.Greater, left, right);

    public static Term operator |(Term left, Term right) =>
        new(new Binary(BinaryOperator.OrElse, left.Expr, right.Expr, IrType.Bool));

    public Term Is(Term other) => Compare(BinaryOperator.Equal, this, other);

    public Term Is(double value) => Is(Constant(value));

    public Term Then(Term whenTrue, Term whenFalse) => new(new Conditional(Expr, whenTrue.Expr, whenFalse.Expr));

    /// <summary>A literal of this term's type.</summary>
    public Term Constant(double value) => new(Expr.Type.HasFloatingElement
        ? Model.Constant.Of(value, Expr.Type)
        : new Constant(Expr.Type, (long)value));

    private static Term Of(BinaryOperator op, Term left, Term right) =>
        new(new Binary(op, left.Expr, right.Expr, left.Expr.Type));

    private static Term Compare(BinaryOperator op, Term left, Term right) =>
        new(new Binary(op, left.Expr, right.Expr, IrType.Bool));
}
