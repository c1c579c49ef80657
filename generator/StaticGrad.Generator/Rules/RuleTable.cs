using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Rules;

/// <summary>Finds the rule of a C# function or operator.</summary>
internal static class RuleTable
{
    private static readonly Dictionary<(string, int), RuleRow> RowsByMethod =
        ElementaryRules.Rows.Concat(PowerRules.Rows).Concat(SelectionRules.Rows).ToDictionary(row => (row.Method, row.Arity));

    public static IReadOnlyCollection<RuleRow> Rows => RowsByMethod.Values;

    /// <summary>
    /// The rule of a static method of Math, MathF, double, float or Grad: a row of the table, or none but pure when its
    /// result is not a floating-point number (<c>double.IsNaN</c>, <c>Math.Sign</c>, <c>Math.Max(int, int)</c>).
    /// </summary>
    public static bool TryFind(string function, IReadOnlyList<IrType> parameters, out FunctionRule rule)
    {
        var method = function.Substring(function.LastIndexOf('.') + 1);
        var floating = parameters.FirstOrDefault(type => type.IsFloatingScalar);
        if (floating.IsFloatingScalar && RowsByMethod.TryGetValue((method, parameters.Count), out var row))
        {
            rule = new FunctionRule(function, row, floating, parameters);
            return true;
        }

        var isPure = parameters.Count > 0
            && (parameters.All(type => type.IsInteger)
                || (parameters.Count == 1 && floating.IsFloatingScalar
                    && (method.StartsWith("Is", StringComparison.Ordinal) || method is "Sign" or "ILogB")));
        rule = isPure ? new FunctionRule(function, null, floating, parameters) : null!;
        return isPure;
    }

    public static FunctionRule Of(Intrinsic call) =>
        TryFind(call.Function, [.. call.Arguments.Select(argument => argument.Type)], out var rule)
            ? rule
            : throw new InvalidOperationException($"no rule for {call.Function}");
}
