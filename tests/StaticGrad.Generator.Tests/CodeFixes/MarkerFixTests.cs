using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.CodeFixes;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.CodeFixes;

/// <summary>Fixes of markers: SGRAD010, SGRAD011, SGRAD014, SGRAD015, SGRAD102, SGRAD103.</summary>
public sealed class MarkerFixTests
{
    // SGRAD010, SGRAD011, SGRAD015

    [Fact]
    public Task SGRAD010_statement_without_effect_goes() => FixTest.One<RemoveMarkerCodeFix>(
        Class("[Differentiable]\npublic static double F(double x)\n{\n    // before\n    x.Detach();\n    return x; // after\n}"),
        Class("[Differentiable]\npublic static double F(double x)\n{\n    // before\n    return x; // after\n}"));

    [Theory]
    [InlineData("x.Detach(); return x;", "return x;")]
    [InlineData("if (x > 0) x.Detach(); return x;", "if (x > 0) { } return x;")]
    [InlineData("Grad.Detach(Next(x)); return x;", "Next(x); return x;")]
    [InlineData("Grad.Detach(Next(x) + 1); return x;", "_ = Next(x) + 1; return x;")]
    [InlineData("Grad.Retain(value: x); return x;", "return x;")]
    [InlineData("x.Detach(); /* a */ return x;", "/* a */ return x;")]
    [InlineData("return 2 * Grad.Retain(x * x);", "return 2 * (x * x);")]
    [InlineData("return 2 * Grad.Retain( /* a */ x);", "return 2 * x;")]
    [InlineData("return Grad.Retain(x + x);", "return x + x;")]
    [InlineData("return -Grad.Retain(-x);", "return -(-x);")]
    [InlineData("for (x.Detach(); x < 1; x.Detach()) x++; return x;", "for (; x < 1; ) x++; return x;")]
    [InlineData("for (var i = 0; i < 3; x.Detach(), i++, Grad.Retain(x), x.Detach()) x++; return x;", "for (var i = 0; i < 3; i++) x++; return x;")]
    [InlineData("for (Grad.Detach(Next(x)); x < 1; Grad.Detach(Next(x) + 1)) x++; return x;", "for (Next(x); x < 1; _ = Next(x) + 1) x++; return x;")]
    [InlineData("x.Detach().Detach(); return x;", "return x;")]
    [InlineData("Grad.Detach(x * x.Detach()); return x;", "return x;")]
    [InlineData("Grad.Detach(Grad.Detach(Next(x) + 1)); return x;", "_ = Next(x) + 1; return x;")]
    [InlineData("Grad.Retain(Grad.Retain(Next(x))); return x;", "Next(x); return x;")]
    [InlineData("Grad.Retain(Count(x)); return x;", "Count(x); return x;")]
    [InlineData("for (x.Detach().Detach(); x < 1; x++) { } return x;", "for (; x < 1; x++) { } return x;")]
    public Task SGRAD010_in_a_body(string before, string after) => FixTest.All<RemoveMarkerCodeFix>(
        Class($"[Differentiable] public static double F(double x) {{ {before} }} static double Next(double x) => x + 1; static int Count(double x) => 1;"),
        Class($"[Differentiable] public static double F(double x) {{ {after} }} static double Next(double x) => x + 1; static int Count(double x) => 1;"));

    [Fact]
    public Task SGRAD010_one_of_a_chain() => FixTest.One<RemoveMarkerCodeFix>(
        Class("public static void G(double y)\n{\n    y.Detach().Detach().Detach();\n    Grad.Retain(y.Detach());\n}"),
        Class("public static void G(double y)\n{\n    Grad.Retain(y.Detach());\n}"));

    [Theory]
    [InlineData("y.Detach().Detach(); return y;", "return y;")]
    [InlineData("Grad.Retain(Grad.Retain(y)); return y;", "return y;")]
    [InlineData("for (y.Detach().Detach(); y < 1; y++, y.Detach().Detach()) { } return y;", "for (; y < 1; y++) { } return y;")]
    [InlineData("Grad.Detach(Grad.Detach(Next(y) + 1)); return y;", "_ = Next(y) + 1; return y;")]
    [InlineData("if (y > 0) Grad.Detach(Next(y)).Detach(); return y;", "if (y > 0) Next(y); return y;")]
    [InlineData("for (Grad.Detach(y); y < 1; y.Detach(), y.Detach()) { y++; } return y;", "for (; y < 1; ) { y++; } return y;")]
    [InlineData("return y.Detach().Detach() * Grad.Detach(Grad.Detach(y + 1));", "return y * (y + 1);")]
    [InlineData("int n = 3; return Grad.Retain(Grad.Retain(n)).CompareTo(1);", "int n = 3; return ((float)n).CompareTo(1);")]
    public Task SGRAD010_all_of_a_chain(string before, string after) => FixTest.All<RemoveMarkerCodeFix>(
        Class($"public static double G(double y) {{ {before} }} static double Next(double x) => x + 1;"),
        Class($"public static double G(double y) {{ {after} }} static double Next(double x) => x + 1;"));

    [Fact]
    public Task SGRAD010_one_of_several_in_a_for() => FixTest.One<RemoveMarkerCodeFix>(
        Class("public static void G(double y) { for (; y < 1; y.Detach(), y.Detach()) { } }"),
        Class("public static void G(double y) { for (; y < 1; y.Detach()) { } }"));

    [Fact]
    public Task SGRAD010_a_marker_in_another() => FixTest.One<RemoveMarkerCodeFix>(
        Class("public static double G(double y) { var h = Grad.Retain(y.Detach().Detach()); return h; }"),
        Class("public static double G(double y) { var h = y.Detach().Detach(); return h; }"));

    [Fact]
    public Task SGRAD010_outside_of_differentiable_methods() => FixTest.All<RemoveMarkerCodeFix>(
        Class(
            """
            public static double G(double x, int n, double[] a)
            {
                var h = Grad.Retain(x + 1);
                n += Grad.Detach(x > 0 ? x : 1).CompareTo(0);
                var same = (x + h).Detach() * 2;
                var integer = Grad.Detach(n) / 2;
                Span<double> s = a.AsSpan().Detach();
                return a.Detach()[0] + same + (x.Detach()) + s[0] + Grad.Detach(n + 1) + integer;
            }
            """),
        Class(
            """
            public static double G(double x, int n, double[] a)
            {
                var h = x + 1;
                n += (x > 0 ? x : 1).CompareTo(0);
                var same = (x + h) * 2;
                var integer = n / 2;
                Span<double> s = a.AsSpan();
                return a[0] + same + (x) + s[0] + (n + 1) + integer;
            }
            """));

    [Fact]
    public Task SGRAD010_not_for_NoGrad() => FixTest.None<RemoveMarkerCodeFix>(
        Class("public static double G(double x) { using (Grad.NoGrad()) { return x; } }"));

    [Fact]
    public Task SGRAD010_not_where_the_argument_is_no_statement() => FixTest.None<RemoveMarkerCodeFix>(
        Class("public static void G(double x) => x.Detach(); public static Action H(double x) => () => x.Detach();"));

    [Fact]
    public Task SGRAD011_detach_of_a_constant() => FixTest.One<RemoveMarkerCodeFix>(
        Class("[Differentiable] public static double F(double x, [Frozen] double y) => x * y.Detach() /* a */ + 1;"),
        Class("[Differentiable] public static double F(double x, [Frozen] double y) => x * y /* a */ + 1;"),
        analyzer: ReportEvery.Detach);

    [Fact]
    public Task SGRAD011_several() => FixTest.All<RemoveMarkerCodeFix>(
        Class("[Differentiable] public static double F(double x, [Frozen] double y) => x * y.Detach() * Grad.Detach(y - 1) * Grad.Detach(y.Detach());"),
        Class("[Differentiable] public static double F(double x, [Frozen] double y) => x * y * (y - 1) * y;"),
        analyzer: ReportEvery.Detach);

    [Fact]
    public Task SGRAD015_one() => FixTest.One<RemoveMarkerCodeFix>(
        Class("[Differentiable] public static double F(double x, [Frozen] double y) { var h = Grad.Retain(y * y); return h * x; }"),
        Class("[Differentiable] public static double F(double x, [Frozen] double y) { var h = y * y; return h * x; }"));

    [Fact]
    public Task SGRAD015_several() => FixTest.All<RemoveMarkerCodeFix>(
        Class("[Differentiable] public static double F(double x, int n) { var h = Grad.Retain(n); double k; k = Grad.Retain(x.Detach()); return h * x * k; }"),
        Class("[Differentiable] public static double F(double x, int n) { var h = (float)n; double k; k = x.Detach(); return h * x * k; }"));

    // SGRAD014

    [Fact]
    public Task SGRAD014_statement() => FixTest.One<NoGradScopeCodeFix>(
        Class("[Differentiable]\npublic static double F(double x)\n{\n    var y = x * x;\n    // from here\n    Grad.NoGrad(); // constants\n    return y * x;\n}"),
        Class("[Differentiable]\npublic static double F(double x)\n{\n    var y = x * x;\n    // from here\n    using var _ = Grad.NoGrad(); // constants\n    return y * x;\n}"));

    [Theory]
    [InlineData("var s = Grad.NoGrad(); return x;", "using var s = Grad.NoGrad(); return x;")]
    [InlineData("_ = Grad.NoGrad(); return x;", "using var _ = Grad.NoGrad(); return x;")]
    [InlineData("_ = x; Grad.NoGrad(); return x;", "_ = x; using var noGrad = Grad.NoGrad(); return x;")]
    [InlineData("Grad.NoGrad(); { Grad.NoGrad(); } return x;", "using var _ = Grad.NoGrad(); { using var noGrad = Grad.NoGrad(); } return x;")]
    [InlineData("{ Grad.NoGrad(); } _ = Grad.NoGrad(); return x;", "{ using var noGrad = Grad.NoGrad(); } using var noGrad2 = Grad.NoGrad(); return x;")]
    [InlineData("Grad.NoGrad(); Grad.NoGrad(); return x;", "using var _ = Grad.NoGrad(); using var noGrad = Grad.NoGrad(); return x;")]
    public Task SGRAD014_all(string before, string after) => FixTest.All<NoGradScopeCodeFix>(
        Class($"[Differentiable] public static double F(double x) {{ {before} }}"),
        Class($"[Differentiable] public static double F(double x) {{ {after} }}"));

    [Fact]
    public Task SGRAD014_not_where_no_declaration_may_stand() => FixTest.None<NoGradScopeCodeFix>(
        Class("[Differentiable] public static double F(double x) { if (x > 0) Grad.NoGrad(); return x; }"));

    /// <summary>A variable of a using is never assigned, and no goto passes its declaration.</summary>
    [Theory]
    [InlineData("var n = Grad.NoGrad(); n = default; return x;")]
    [InlineData("var n = Grad.NoGrad(); (n, x) = (default, 1); return x;")]
    [InlineData("var n = Grad.NoGrad(); Set(ref n); return x;")]
    [InlineData("NoGradScope n = Grad.NoGrad(); Give(out n); return x;")]
    [InlineData("var n = Grad.NoGrad(); ref var m = ref n; return x;")]
    [InlineData("goto L; Grad.NoGrad(); L: return x;")]
    [InlineData("if (x > 1) { goto L; } Grad.NoGrad(); L: M: return x;")]
    [InlineData("if (x > 1) { goto M; } _ = Grad.NoGrad(); L: M: return x;")]
    [InlineData("L: x++; var n = Grad.NoGrad(); if (x < 3) { goto L; } return x;")]
    public Task SGRAD014_not_where_a_using_may_not_stand(string body) => FixTest.None<NoGradScopeCodeFix>(
        Class($"[Differentiable] public static double F(double x) {{ {body} }} static void Set(ref NoGradScope n) {{ }} static void Give(out NoGradScope n) => n = default;"));

    [Theory]
    [InlineData("{ Grad.NoGrad(); goto L; } L: return x;", "{ using var _ = Grad.NoGrad(); goto L; } L: return x;")]
    [InlineData("Grad.NoGrad(); goto L; L: return x;", "using var _ = Grad.NoGrad(); goto L; L: return x;")]
    [InlineData("goto L; L: x++; Grad.NoGrad(); return x;", "goto L; L: x++; using var _ = Grad.NoGrad(); return x;")]
    [InlineData("var n = Grad.NoGrad(); n.Dispose(); See(in n); return x;", "using var n = Grad.NoGrad(); n.Dispose(); See(in n); return x;")]
    public Task SGRAD014_where_nothing_is_in_its_way(string before, string after) => FixTest.One<NoGradScopeCodeFix>(
        Class($"[Differentiable] public static double F(double x) {{ {before} }} static void See(in NoGradScope n) {{ }}"),
        Class($"[Differentiable] public static double F(double x) {{ {after} }} static void See(in NoGradScope n) {{ }}"));

    // SGRAD102

    [Fact]
    public Task SGRAD102_one() => FixTest.One<DetachArgumentsCodeFix>(
        Class("[Differentiable] public static double F(double x) => Math.ReciprocalEstimate(x /* a */) * x;"),
        Class("[Differentiable] public static double F(double x) => Math.ReciprocalEstimate(Grad.Detach(x) /* a */) * x;"));

    [Fact]
    public Task SGRAD102_several() => FixTest.All<DetachArgumentsCodeFix>(
        Class("[Differentiable] public static double F(double x, int n) => x * Math.BitIncrement(x * n) + Math.BitDecrement(Math.Sin(x)) * Math.BitIncrement(2.0);"),
        Class("[Differentiable] public static double F(double x, int n) => x * Math.BitIncrement(Grad.Detach(x * n)) + Math.BitDecrement(Grad.Detach(Math.Sin(x))) * Math.BitIncrement(2.0);"));

    /// <summary>Every function of several arguments has a rule, so one of those stands for a function without.</summary>
    [Theory]
    [InlineData("x + 1, y, 0.5", "Grad.Detach(x + 1), y, 0.5")]
    [InlineData("amount: y * x, value1: Scale, value2: n", "amount: Grad.Detach(y * x), value1: Scale, value2: n")]
    [InlineData("x.Detach(), s_static, Next(x)", "x.Detach(), s_static, Grad.Detach(Next(x))")]
    public Task SGRAD102_only_what_may_be_active(string before, string after) => FixTest.Run<DetachArgumentsCodeFix>(
        [Class(Calling(before))],
        [Class(Calling(after))],
        analyzer: new ReportEvery(
            ["SGRAD102"], node => node.ToString().StartsWith("double.Lerp", StringComparison.Ordinal), SyntaxKind.InvocationExpression),
        all: false,
        isReported: true);

    private static string Calling(string arguments) =>
        "private const double Scale = 2; private static double s_static; private static double Next(double x) => x + 1;\n"
        + $"[Differentiable] public static double F(double x, [Frozen] double y, int n) => x * double.Lerp({arguments});";

    // SGRAD103

    [Fact]
    public Task SGRAD103_one() => FixTest.One<DetachRoundingCodeFix>(
        Class("[Differentiable] public static double F(double x) => x - Math.Floor(/* a */ x);"),
        Class("[Differentiable] public static double F(double x) => x - Math.Floor(/* a */ x.Detach());"));

    [Fact]
    public Task SGRAD103_several() => FixTest.All<DetachRoundingCodeFix>(
        Class(
            """
            [Differentiable]
            public static double F(double x, float z)
            {
                var n = (int)(x * 10);
                var m = (long)x;
                var k = (int)-x;
                return x * n + m + k + Math.Round(x + 1, 2) + MathF.Sign(z) + Math.Floor(Math.Sin(x)) + checked((int)x) + z;
            }
            """),
        Class(
            """
            [Differentiable]
            public static double F(double x, float z)
            {
                var n = (int)(x * 10).Detach();
                var m = (long)x.Detach();
                var k = (int)(-x).Detach();
                return x * n + m + k + Math.Round((x + 1).Detach(), 2) + MathF.Sign(z.Detach()) + Math.Floor(Math.Sin(x).Detach()) + checked((int)x.Detach()) + z;
            }
            """));

    /// <summary>What has a derivative keeps it.</summary>
    [Theory]
    [InlineData("Math.CopySign(x, y)", "Math.CopySign(x, y.Detach())")]
    [InlineData("Math.CopySign(y: x * y, x: x)", "Math.CopySign(y: (x * y).Detach(), x: x)")]
    [InlineData("Math.CopySign(x, x)", "Math.CopySign(x, x.Detach())")]
    [InlineData("double.CopySign(x, y)", "double.CopySign(x, y.Detach())")]
    [InlineData("MathF.CopySign((float)x, (float)y)", "MathF.CopySign((float)x, ((float)y).Detach())")]
    [InlineData("Math.CopySign(Math.Floor(x), y)", "Math.CopySign(Math.Floor(x.Detach()), y.Detach())")]
    [InlineData("Sign(x, y)", "Sign(x.Detach(), y.Detach())")]
    public Task SGRAD103_only_arguments_without_a_derivative(string before, string after) => FixTest.All<DetachRoundingCodeFix>(
        Class($"[Differentiable] public static double F(double x, double y) => {before} * x; private static int Sign(double x, double y) => x > y ? 1 : -1;"),
        Class($"[Differentiable] public static double F(double x, double y) => {after} * x; private static int Sign(double x, double y) => x > y ? 1 : -1;"));

    [Fact]
    public Task SGRAD103_where_the_extension_is_not_in_scope() => FixTest.One<DetachRoundingCodeFix>(
        "public static partial class Program { [StaticGrad.Differentiable] public static double F(double x) => x - System.Math.Floor(x); }",
        "public static partial class Program { [StaticGrad.Differentiable] public static double F(double x) => x - System.Math.Floor(StaticGrad.Grad.Detach(x)); }",
        usings: "");

    private static string Class(string members) => $"public static partial class Program\n{{\n{members}\n}}\n";
}
