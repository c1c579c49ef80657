using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>Exceptions that generated code could not make, or would make another way.</summary>
public sealed class ThrownDiagnosticTests
{
    private const string Told =
        "public class Told : Exception { public Told(ref int n) { } public Told(out int n, int k, int m) { n = k; } public Told(in double x) { P.Rate = 3; } public Told(in int n, int k) { } public Told(dynamic d, string s) { } }"
        + "public static partial class P { public static double Rate = 2; public static readonly double Fine = 2; ";

    [Theory]
    [InlineData("new Told(ref [|n|])")]
    [InlineData("new Told(out [|n|], 3, 4)")]
    [InlineData("new Told(in [|Rate|])")]
    [InlineData("new Told(in [|a[0]|])")]
    [InlineData("new Told([|a[0]|])")]
    [InlineData("new Told(in [|n|], n++)")]
    [InlineData("new Told([|null|], \"s\")")]
    [InlineData("new Told([|n|], \"s\")")]
    [InlineData("[|(ArgumentException)(Exception)new InvalidOperationException()|]")]
    public Task SGRAD101_argument(string thrown) => Reports("SGRAD101", Told
        + $"[Differentiable] public static double F(double x, int n, double[] a) {{ if (x < 0) {{ throw {thrown}; }} return x * a[0] * n; }} }}");

    [Theory]
    [InlineData("new Told(in x)")]
    [InlineData("new Told(x)")]
    [InlineData("new Told(Fine)")]
    [InlineData("new Told(in n, 3)")]
    [InlineData("new Told(n++, n)")]
    [InlineData("(Exception)new Told(2.0)")]
    public Task Not_for_what_can_be_passed(string thrown) => Accepts(Told
        + $"[Differentiable] public static double F(double x, int n, double[] a) {{ if (x < 0) {{ throw {thrown}; }} return x * a[0] * n; }} }}");

    private const string Kept =
        "public class Kept : Exception { private Kept(int n) { } protected Kept(string s) { } [Obsolete(\"no\", true)] public Kept(double d) { } ";

    [Theory]
    [InlineData("public static double Of(double x) { if (x < 0) { throw [|new Kept(3)|]; } return x; }")]
    [InlineData("public static double Of(double x) { if (x < 0) { throw [|new Kept(\"s\")|]; } return x; }")]
    [InlineData("[Obsolete] public static double Of(double x) { if (x < 0) { throw [|new Kept(x)|]; } return x; }")]
    public Task SGRAD101_constructor_that_may_not_be_named(string method) => Reports("SGRAD101",
        Kept + method + "} public static partial class P { [Differentiable] public static double F(double x) => x * Kept.Of(x); }");

    [Theory]
    [InlineData("if (x < 0) { throw [|new Own()|]; } return x;")]
    [InlineData("return x * [|Others.Rate|];")]
    [InlineData("return x * [|Others.Opaque(2)|];")]
    public Task SGRAD101_what_one_file_alone_may_name(string body) => Reports("SGRAD101",
        "file class Own : Exception { } file static class Others { public static double Rate = 2; public static int Opaque(int n) { try { return n; } finally { } } }"
        + $"public static partial class P {{ [Differentiable] public static double F(double x) {{ {body} }} }}");

    [Fact]
    public Task Not_where_the_derivative_stands_in_the_type_that_may() => Accepts(
        "public partial class Kept : Exception { private Kept(int n) { } private class Own : Exception { }"
        + "public static double Of(double x) { if (x < 0) { throw new Kept(3); } if (x > 9) { throw new Own(); } return x; } }"
        + "public static partial class P { [Differentiable] public static double F(double x) => x * Kept.Of(x); }");
}
