using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Rules;

/// <summary>
/// What a row's formulas may mention: arguments, results and their cotangents. Each is a variable with a reserved id, which
/// the reverse transform replaces; mentioning one is what makes the compiler keep it.
/// </summary>
internal sealed class RuleContext(IrType element, IReadOnlyList<IrType> arguments)
{
    private const int FirstArgument = -1;
    private const int FirstResult = -11;
    private const int FirstCotangent = -21;

    /// <summary>The function's floating-point type.</summary>
    public IrType Element { get; } = element;

    public Term X => Argument(0);

    public Term Y => Argument(1);

    public Term Z => Argument(2);

    /// <summary>The result.</summary>
    public Term R => Result(0);

    public Term R2 => Result(1);

    /// <summary>The cotangent of the result.</summary>
    public Term G => Cotangent(0);

    public Term G2 => Cotangent(1);

    public Term Zero => new(Constant.Of(0.0, Element));

    public Term Number(double value) => new(Constant.Of(value, Element));

    public Term Argument(int index) => Placeholder(FirstArgument - index, "x" + index, arguments[index]);

    /// <summary>An integer argument as a number.</summary>
    public Term Converted(int index) => new(new Conversion(Argument(index).Expr, Element));

    public Term Result(int index) => Placeholder(FirstResult - index, "r" + index, Element);

    public Term Cotangent(int index) => Placeholder(FirstCotangent - index, "g" + index, Element);

    /// <summary>Calls a function of Math (or MathF), or of double (or float) where Math has none.</summary>
    public Term Call(string method, params Term[] values)
    {
        var isSingle = Element.Scalar == ScalarType.Single;
        var container = method is "Hypot" or "SinPi" or "CosPi" or "Exp2" or "Exp10" or "IsNaN"
            ? (isSingle ? "System.Single" : "System.Double")
            : (isSingle ? "System.MathF" : "System.Math");
        var type = method == "IsNaN" ? IrType.Bool : Element;
        return new Term(new Intrinsic(
            container + "." + method, values.Select(value => value.Expr).ToEquatableArray(), type));
    }

    public static bool IsArgument(Variable variable, out int index)
    {
        index = FirstArgument - variable.Id;
        return variable.Id is < 0 and > FirstResult;
    }

    public static bool IsResult(Variable variable, out int index)
    {
        index = FirstResult - variable.Id;
        return variable.Id is <= FirstResult and > FirstCotangent;
    }

    public static bool IsCotangent(Variable variable, out int index)
    {
        index = FirstCotangent - variable.Id;
        return variable.Id <= FirstCotangent;
    }

    private static Term Placeholder(int id, string name, IrType type) =>
        new(new VariableRef(new Variable(id, name, type, VariableKind.Temporary)));
}
