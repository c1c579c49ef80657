using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>Names a temporary after what it holds; people read the generated code.</summary>
internal static class TemporaryName
{
    public static string For(Expr value) => value switch
    {
        Load load => Element(load),
        Length length => Of(length.View) + "Length",
        Intrinsic call => Camel(call.Function.Substring(call.Function.LastIndexOf('.') + 1)),
        Call call => Camel(call.Target.QualifiedName.Substring(call.Target.QualifiedName.LastIndexOf('.') + 1)),
        Unary { Operator: UnaryOperator.Negate } unary => "minus" + Pascal(Of(unary.Operand)),
        Conversion conversion => Of(conversion.Operand),
        DetachOf or RetainOf => "value",
        Slice slice => Of(slice.View) + "Part",
        ViewCast cast => Of(cast.View),
        NewArray => "array",
        StaticRead read => Camel(read.QualifiedName.Substring(read.QualifiedName.LastIndexOf('.') + 1).TrimStart('_', '@')),
        Binary { IsComparison: true } => "condition",
        Binary binary => binary.Operator switch
        {
            BinaryOperator.Add => "sum",
            BinaryOperator.Subtract => "difference",
            BinaryOperator.Multiply => "product",
            BinaryOperator.Divide => "quotient",
            BinaryOperator.Remainder => "remainder",
            _ => "value",
        },
        _ => "value",
    };

    private static string Element(Load load) =>
        Of(load.View) + (load.Index is VariableRef { Variable.Kind: VariableKind.Local } index && index.Variable.Name.Length <= 2
            ? index.Variable.Name.ToUpperInvariant()
            : "Element");

    private static string Of(Expr expr) => expr is VariableRef reference ? reference.Variable.Name : "value";

    private static string Pascal(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    internal static string Camel(string name) =>
        name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
}
