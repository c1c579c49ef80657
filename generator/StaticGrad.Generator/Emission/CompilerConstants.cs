using System.Numerics;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Emission;

/// <summary>
/// Where inlining puts constants together that C# computes while it compiles, and refuses (<c>(byte)(0 - 1)</c>,
/// <c>k / 0</c>, <c>new double[-1]</c>), one of them is passed through a method, which C# does not compute.
/// </summary>
internal static class CompilerConstants
{
    /// <summary>The operation itself so that C# takes it; not its operands.</summary>
    public static Expr AtRunTime(Expr expr) => expr switch
    {
        NewArray array when ValueOf(array.Count) is { Sign: < 0 } => array with { Count = Hidden(array.Count) },
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsInteger: true } division
            when ValueOf(division.Right) is { IsZero: true } => division with { Right = Hidden(division.Right) },
        Binary { Operator: <= BinaryOperator.Remainder, Type.IsInteger: true } binary when IsRefused(binary) =>
            binary with { Left = Hidden(binary.Left) },
        Unary { Operator: UnaryOperator.Negate, Type.IsInteger: true } unary when IsRefused(unary) =>
            unary with { Operand = Hidden(unary.Operand) },
        Conversion { Type.IsInteger: true } conversion when IsRefused(conversion) =>
            conversion with { Operand = Hidden(conversion.Operand) },
        _ => expr,
    };

    private static Expr Hidden(Expr expr) => Runtime.Call(Runtime.AtRunTime, expr.Type, expr);

    private static bool IsRefused(Expr expr) => IsConstant(expr) && ValueOf(expr) is null;

    private static bool IsConstant(Expr expr) => expr switch
    {
        Constant => true,
        Unary or Binary or Conversion or Conditional => expr.Operands().All(IsConstant),
        _ => false,
    };

    /// <summary>The value of integer constants put together; null where it is not known, or out of the type's range.</summary>
    private static BigInteger? ValueOf(Expr expr)
    {
        var value = expr switch
        {
            Constant { Type: { IsView: false, Scalar: ScalarType.UInt64 } } constant => unchecked((ulong)constant.Bits),
            Constant { Type.IsInteger: true } constant => constant.Bits,
            Constant { Type.IsFloatingScalar: true } constant => Truncated(constant.Floating),
            Unary { Operator: UnaryOperator.Negate } unary => -ValueOf(unary.Operand),
            Conversion conversion => ValueOf(conversion.Operand),
            Binary binary when ValueOf(binary.Left) is { } left && ValueOf(binary.Right) is { } right => binary.Operator switch
            {
                BinaryOperator.Add => left + right,
                BinaryOperator.Subtract => left - right,
                BinaryOperator.Multiply => left * right,
                BinaryOperator.Divide when !right.IsZero => BigInteger.Divide(left, right),

                // What C# computes here to 0 throws at run time.
                BinaryOperator.Remainder when right == BigInteger.MinusOne && left == expr.Type.Range.Least => null,
                BinaryOperator.Remainder when !right.IsZero => BigInteger.Remainder(left, right),
                BinaryOperator.And => left & right,
                BinaryOperator.Or => left | right,
                BinaryOperator.Xor => left ^ right,
                _ => null,
            },
            _ => (BigInteger?)null,
        };
        return expr is Constant || (expr.Type.IsInteger && value is { } known && known >= expr.Type.Range.Least && known <= expr.Type.Range.Greatest)
            ? value
            : null;
    }

    private static BigInteger? Truncated(double value) => double.IsNaN(value) || double.IsInfinity(value) ? null : new BigInteger(value);
}
