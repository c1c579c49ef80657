using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Rules;

/// <summary>
/// One function of the table: for each argument what it adds to that argument's adjoint, as a formula of arguments, results
/// and cotangents.
/// </summary>
/// <param name="Method">The method's name, the same in Math, MathF, double and float.</param>
/// <param name="Arity">Number of parameters.</param>
/// <param name="Contributions">
/// One term for each argument; null for an argument without a derivative (an integer) and for one whose derivative is zero
/// almost everywhere (a rounding, the sign that CopySign takes).
/// </param>
/// <param name="Samples">Points away from kinks, for the tests.</param>
/// <param name="Kinks">Points with the partials by convention; the convention is PyTorch's.</param>
internal sealed record RuleRow(
    string Method,
    int Arity,
    Func<RuleContext, Term?[]> Contributions,
    double[][] Samples,
    Kink[] Kinks)
{
    /// <summary>Number of results; two for SinCos.</summary>
    public int Results { get; init; } = 1;

    /// <summary>The derivative is zero almost everywhere, by all arguments.</summary>
    public bool IsRounding { get; init; }
}

/// <summary>A point where the derivative is a convention.</summary>
internal sealed record Kink(double[] At, double[] Partials);

/// <summary>A row for one C# function of one floating-point type.</summary>
internal sealed class FunctionRule(string name, RuleRow? row, IrType element, IReadOnlyList<IrType> arguments)
{
    private IReadOnlyList<Expr?>? _contributions;

    /// <summary>The C# function, for example <c>System.Math.Exp</c>.</summary>
    public string Name { get; } = name;

    public RuleRow? Row { get; } = row;

    public int Results => Row?.Results ?? 1;

    /// <summary>What each argument's adjoint gains; empty for a function without floating-point result.</summary>
    public IReadOnlyList<Expr?> Contributions =>
        _contributions ??= Row is null ? [] : [.. Row.Contributions(new RuleContext(element, arguments)).Select(term => term?.Expr)];
}
