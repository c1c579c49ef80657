namespace StaticGrad.Generator.Rules;

/// <summary>Short forms for the rows of the table.</summary>
internal static class RowBuilder
{
    public static RuleRow Unary(string method, Func<RuleContext, Term> x, double[] samples, params Kink[] kinks) =>
        new(method, 1, c => [x(c)], [.. samples.Select(sample => new[] { sample })], kinks);

    public static RuleRow TwoResults(string method, Func<RuleContext, Term> x, double[] samples) =>
        new(method, 1, c => [x(c)], [.. samples.Select(sample => new[] { sample })], []) { Results = 2 };

    public static RuleRow Binary(
        string method, Func<RuleContext, Term> x, Func<RuleContext, Term> y, double[][] samples, params Kink[] kinks) =>
        new(method, 2, c => [x(c), y(c)], samples, kinks);

    public static RuleRow Binary(
        string method, Func<RuleContext, Term> x, Func<RuleContext, Term> y, params double[][] samples) =>
        Binary(method, x, y, samples, []);

    public static RuleRow Ternary(
        string method,
        Func<RuleContext, Term> x,
        Func<RuleContext, Term> y,
        Func<RuleContext, Term> z,
        double[][] samples,
        params Kink[] kinks) =>
        new(method, 3, c => [x(c), y(c), z(c)], samples, kinks);

    public static RuleRow Ternary(
        string method,
        Func<RuleContext, Term> x,
        Func<RuleContext, Term> y,
        Func<RuleContext, Term> z,
        params double[][] samples) =>
        Ternary(method, x, y, z, samples, []);

    public static Kink At(double[] at, params double[] partials) => new(at, partials);
}
