using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>What an operation costs when it is done again, in half flops; saving and reading back costs about eight.</summary>
internal static class OperationCost
{
    private const int Never = 1000;

    public static int Of(Expr value) => value switch
    {
        Constant or VariableRef or Length or DetachOf or RetainOf or ViewCast or Slice or Member or Item or Flat or IsNull => 0,
        Load => 2,
        Unary => 1,
        RuntimeCall => 2,
        Conversion => 1,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.HasFloatingElement: true } => 8,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => 6,
        Binary binary => binary.Type.HasFloatingElement ? 2 : 1,
        Intrinsic { Type.HasFloatingElement: false } => 2,
        Intrinsic call when call.Function.EndsWith(".Abs", StringComparison.Ordinal) => 1,
        _ => Never,
    };
}
