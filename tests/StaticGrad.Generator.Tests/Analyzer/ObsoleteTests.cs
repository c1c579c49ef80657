using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>What is an error to name ([Obsolete] with error: true), generated code does not name.</summary>
public sealed class ObsoleteTests
{
    private const string Old = "[Obsolete(\"no\", true)] private static int Old(int n) { try { return n; } finally { } }";

    [Fact]
    public Task SGRAD101_field() => Reports("SGRAD101", Class(
        "[Obsolete(\"no\", true)] private static double Rate = 2; [Obsolete] [Differentiable] public static double F(double x) => x * [|Rate|];"));

    [Fact]
    public Task SGRAD101_method() => Reports("SGRAD101", Class(
        "[Obsolete] [Differentiable] public static double F(double x, int n) => x * [|Old(n)|];" + Old));

    [Fact]
    public Task SGRAD101_member() => Reports("SGRAD101",
        "[Differentiable] public partial class M { [Obsolete(\"no\", true)] public double [|W|] = 2; public double V = 3; [Differentiable] public double F(double x) => x * V; }");

    [Fact]
    public Task SGRAD101_type_of_a_member() => Reports("SGRAD101",
        "[Obsolete(\"no\", true)] [Differentiable] public partial class Part { public double V = 2; } [Differentiable] public partial class M { public double V = 3; [Obsolete] public Part [|Old|] = null!; }");

    [Fact]
    public Task SGRAD101_type_of_a_parameter() => Reports("SGRAD101",
        "[Obsolete(\"no\", true)] [Differentiable] public partial class M { public double V = 2; } public static partial class P { [Obsolete] [Differentiable] public static double F(M [|m|], double x) => m.V * x; }");

    [Fact]
    public Task SGRAD101_items_of_a_parameter() => Reports("SGRAD101",
        "[Obsolete(\"no\", true)] [Differentiable] public partial class M { public double V = 2; } public static partial class P { [Obsolete] [Differentiable] public static double F(M[] [|m|], double x) => m[0].V * x; }");

    [Fact]
    public Task Not_in_what_is_obsolete_itself() => Accepts(
        "[Obsolete(\"no\", true)] [Differentiable] public partial class M { public double V = 2; [Differentiable] public double F(double x) => V * x * P.Twice(x); }"
        + "[Obsolete] public static partial class P { [Differentiable] public static double F(M[] m, double x, int n) => m[0].V * x * Old(n); internal static double Twice(double x) => 2 * x; " + Old + "}");

    [Fact]
    public Task Not_for_a_warning() => Accepts(Class(
        "[Obsolete] private static double Rate = 2; [Obsolete(\"no\", false)] private static int Old(int n) { try { return n; } finally { } }"
        + "[Obsolete] [Differentiable] public static double F(double x, int n) => x * Rate * Old(n);"));

    [Fact]
    public Task Not_for_what_is_written_in_place() => Accepts(Class(
        "[Obsolete(\"no\", true)] private static double Twice(double x) => 2 * x; [Obsolete] [Differentiable] public static double F(double x) => Twice(x);"));
}
