using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.CodeFixes;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.CodeFixes;

/// <summary>Fixes of what is asked for: SGRAD001, SGRAD002, SGRAD003, SGRAD005.</summary>
public sealed class LeafFixTests
{
    // SGRAD001

    [Fact]
    public Task SGRAD001_result() => FixTest.One<UseDoubleCodeFix>(
        Class("[Differentiable] public static /* a */ int /* b */ F(double x) => 1 + 2;"),
        Class("[Differentiable] public static /* a */ double /* b */ F(double x) => 1 + 2;"));

    [Fact]
    public Task SGRAD001_named_leaves() => FixTest.All<UseDoubleCodeFix>(
        Class("[Differentiable(nameof(x), nameof(n), \"m\", \"k\")] public static double F(double x, int n, long[] m, ReadOnlySpan<long> k) => x * n * k[0];"),
        Class("[Differentiable(nameof(x), nameof(n), \"m\", \"k\")] public static double F(double x, double n, double[] m, ReadOnlySpan<double> k) => x * n * k[0];"));

    [Fact]
    public Task SGRAD001_one_named_leaf() => FixTest.One<UseDoubleCodeFix>(
        Class("[Differentiable(nameof(x), nameof(n))] public static double F(double x, int n = 3) => x * n;"),
        Class("[Differentiable(nameof(x), nameof(n))] public static double F(double x, double n = 3) => x * n;"));

    [Fact]
    public Task SGRAD001_read_from_another_file() => FixTest.Run<UseDoubleCodeFix>(
        [
            "public static class Reader { public static double Read() => Program.FGradient(1, 2).N; }",
            Class("[Differentiable] public static double F(double x, int n) => x * n;"),
        ],
        [
            "public static class Reader { public static double Read() => Program.FGradient(1, 2).N; }",
            Class("[Differentiable] public static double F(double x, double n) => x * n;"),
        ]);

    [Fact]
    public Task SGRAD001_both_parts_of_a_partial_method() => FixTest.One<UseDoubleCodeFix>(
        Class("[Differentiable(\"x\", \"n\")] public static partial double F(double x, int n);\npublic static partial double F(double x, int n) => x * n;"),
        Class("[Differentiable(\"x\", \"n\")] public static partial double F(double x, double n);\npublic static partial double F(double x, double n) => x * n;"));

    [Theory]
    [InlineData("bool", "x > 0")]
    [InlineData("string", "\"\"")]
    public Task SGRAD001_not_for_what_is_no_number(string type, string value) =>
        FixTest.None<UseDoubleCodeFix>(Class($"[Differentiable] public static {type} F(double x) => {value};"));

    [Theory]
    [InlineData("decimal n = 3m", "double n = 3")]
    [InlineData("decimal n = -1_000.5M", "double n = -1_000.5")]
    [InlineData("decimal n = 12345678901234567890123m", "double n = 12345678901234567890123d")]
    [InlineData("decimal n = 3", "double n = 3")]
    [InlineData("decimal n = default", "double n = default")]
    public Task SGRAD001_a_default_value(string before, string after) => FixTest.One<UseDoubleCodeFix>(
        Class($"[Differentiable(\"x\", \"n\")] public static double F(double x, {before}) => x * (double)n;"),
        Class($"[Differentiable(\"x\", \"n\")] public static double F(double x, {after}) => x * (double)n;"));

    [Theory]
    [InlineData("decimal n = Scale")]
    [InlineData("decimal n = default(decimal)")]
    [InlineData("decimal n = 3m + 1")]
    public Task SGRAD001_not_with_a_default_value_that_is_no_double(string parameter) => FixTest.None<UseDoubleCodeFix>(
        Class($"private const decimal Scale = 3; [Differentiable(\"x\", \"n\")] public static double F(double x, {parameter}) => x * (double)n;"));

    [Fact]
    public Task SGRAD001_members_with_values() => FixTest.All<UseDoubleCodeFix>(
        "[Differentiable] public partial class M { public double W; public decimal A = 2m; public decimal B { get; set; } = 0.5m; public decimal[] C = [1m, 2]; }\n"
            + Class("public static double Read(M.Gradient g) => (double)(g.A + g.B + g.C[0]);"),
        "[Differentiable] public partial class M { public double W; public double A = 2; public double B { get; set; } = 0.5; public double[] C = [1, 2]; }\n"
            + Class("public static double Read(M.Gradient g) => (double)(g.A + g.B + g.C[0]);"));

    [Theory]
    [InlineData("int[] A = new int[2]")]
    [InlineData("decimal A = Scale")]
    public Task SGRAD001_not_with_a_value_of_the_old_type(string member) => FixTest.None<UseDoubleCodeFix>(
        $"[Differentiable] public partial class M {{ const decimal Scale = 2; public double W; public {member}; }}\n"
            + Class("public static object Read(M.Gradient g) => g.A;"));

    // SGRAD002

    [Fact]
    public Task SGRAD002_named_in_the_attribute() => FixTest.One<RetainCodeFix>(
        Class("[Differentiable(\"x\", \"h\")]\npublic static double F(double x)\n{\n    var h = x * x; // squared\n    return h * x;\n}"),
        Class("[Differentiable(\"x\")]\npublic static double F(double x)\n{\n    var h = Grad.Retain(x * x); // squared\n    return h * x;\n}"));

    [Fact]
    public Task SGRAD002_the_only_name_goes_with_its_list() => FixTest.One<RetainCodeFix>(
        Class("[Differentiable(\"h\")] public static double F(double x) { var h = x * x; return h * x; }"),
        Class("[Differentiable] public static double F(double x) { var h = Grad.Retain(x * x); return h * x; }"));

    [Fact]
    public Task SGRAD002_several() => FixTest.All<RetainCodeFix>(
        Class("[Differentiable(\"h\", \"x\", \"k\", Name = \"G\")] public static double F(double x) { float h = (float)x; double k; k = h * x; return k * x; }"),
        Class("[Differentiable(\"x\", Name = \"G\")] public static double F(double x) { float h = Grad.Retain((float)x); double k; k = Grad.Retain(h * x); return k * x; }"));

    /// <summary>All the calls end at one place.</summary>
    [Theory]
    [InlineData("k = h = g = x * x;", "k = Grad.Retain(h = Grad.Retain(g = Grad.Retain(x * x)));")]
    [InlineData("k = g = h = x * x;", "k = Grad.Retain(g = Grad.Retain(h = Grad.Retain(x * x)));")]
    public Task SGRAD002_assigned_in_one_statement(string before, string after) => FixTest.Run<RetainCodeFix>(
        [Class($"[Differentiable(\"x\", \"h\", \"k\", \"g\")] public static double F(double x) {{ double g, h, k; {before} return h * k * g; }}")],
        [Class($"[Differentiable(\"x\")] public static double F(double x) {{ double g, h, k; {after} return h * k * g; }}")]);

    [Fact]
    public Task SGRAD002_an_assignment_that_is_a_value() => FixTest.Run<RetainCodeFix>(
        [Class("[Differentiable(\"x\", \"k\")] public static double F(double x) { double h, k; k = h = x * x; return h * k; }")],
        [Class("[Differentiable(\"x\")] public static double F(double x) { double h, k; k = Grad.Retain(h = x * x); return h * k; }")]);

    [Fact]
    public Task SGRAD002_a_local_of_a_wider_type() => FixTest.One<RetainCodeFix>(
        Class("[Differentiable(\"x\", \"d\")] public static double F(float x) { double d = x * x; return d * x; }"),
        Class("[Differentiable(\"x\")] public static double F(float x) { double d = Grad.Retain(x * x); return d * x; }"));

    [Fact]
    public Task SGRAD002_every_assignment_but_constants() => FixTest.One<RetainCodeFix>(
        Class("[Differentiable(\"x\", \"s\")] public static double F(double[] x) { var s = 0.0; foreach (var v in x) { s += v * v; s -= v; } if (s > 9) { s = 9; } return s * s; }"),
        Class("[Differentiable(\"x\")] public static double F(double[] x) { var s = 0.0; foreach (var v in x) { s = Grad.Retain(s + (v * v)); s = Grad.Retain(s - v); } if (s > 9) { s = 9; } return s * s; }"));

    [Fact]
    public Task SGRAD002_without_a_using() => FixTest.One<RetainCodeFix>(
        "public static partial class Program { [StaticGrad.Differentiable(\"x\", \"h\")] public static double F(double x) { var h = x * x; return h * x; } }",
        "public static partial class Program { [StaticGrad.Differentiable(\"x\")] public static double F(double x) { var h = StaticGrad.Grad.Retain(x * x); return h * x; } }",
        usings: "");

    [Fact]
    public Task SGRAD002_where_another_type_has_the_name() => FixTest.One<RetainCodeFix>(
        "namespace App { class Grad { } class StaticGrad { }\npublic static partial class Program { [Differentiable(\"x\", \"h\")] public static double F(double x) { var h = x * x; return h * x; } } }",
        "namespace App { class Grad { } class StaticGrad { }\npublic static partial class Program { [Differentiable(\"x\")] public static double F(double x) { var h = global::StaticGrad.Grad.Retain(x * x); return h * x; } } }");

    [Fact]
    public Task SGRAD002_read_from_other_files() => FixTest.Run<RetainCodeFix>(
        [
            "public static class Reader { public static double Read() => Program.FGradient(1).Hidden; }",
            Class("[Differentiable] public static double F(double x) { var hidden = x * x; var other = hidden * x; return other * x; }"),
            "public static class Second { public static double Read() => Program.FGradient(1).Other + Program.FGradient(2).Hidden; }",
        ],
        [
            "public static class Reader { public static double Read() => Program.FGradient(1).Hidden; }",
            Class("[Differentiable] public static double F(double x) { var hidden = Grad.Retain(x * x); var other = Grad.Retain(hidden * x); return other * x; }"),
            "public static class Second { public static double Read() => Program.FGradient(1).Other + Program.FGradient(2).Hidden; }",
        ]);

    [Theory]
    [InlineData("foreach (var h in x) { x[0] += h; } return x[0];")]
    [InlineData("var h = 2; return x[0] * h;")]
    [InlineData("var h = x; return h[0] * 2;")]
    [InlineData("const double h = 2; return x[0] * h;")]
    [InlineData("double h = 2; return x[0] * h;")]
    [InlineData("{ var h = x[0]; x[1] = h; } { var h = x[1]; return h; }")]
    [InlineData("ref var h = ref x[0]; return h;")]
    public Task SGRAD002_not_where_nothing_can_be_kept(string body) =>
        FixTest.None<RetainCodeFix>(Class($"[Differentiable(\"x\", \"h\")] public static double F(double[] x) {{ {body} }}"));

    /// <summary>An integer would take the overload for float, and has no gradient; nor has what is frozen.</summary>
    [Theory]
    [InlineData("double h; h = n; h = x;", "double h; h = n; h = Grad.Retain(x);")]
    [InlineData("double h = n * 2; h = y * 2; h = x > 1 ? 1 : n; h = x > 1 ? x : n;", "double h = n * 2; h = y * 2; h = x > 1 ? 1 : n; h = Grad.Retain(x > 1 ? x : n);")]
    [InlineData("double h = x; h += n; h -= 16777217; h *= y;", "double h = Grad.Retain(x); h = Grad.Retain(h + n); h = Grad.Retain(h - 16777217); h = Grad.Retain(h * y);")]
    [InlineData("float h = n; h = (float)x; h += n; h *= 2; h %= (float)x;", "float h = n; h = Grad.Retain((float)x); h = Grad.Retain(h + n); h = Grad.Retain(h * 2); h = Grad.Retain(h % ((float)x));")]
    [InlineData("double h = 1; h += n; h++; h *= x; h += n;", "double h = 1; h += n; h++; h = Grad.Retain(h * x); h = Grad.Retain(h + n);")]
    [InlineData("double h = 1; for (var i = 0; i < n; i++) { h += n; h *= x; }", "double h = 1; for (var i = 0; i < n; i++) { h = Grad.Retain(h + n); h = Grad.Retain(h * x); }")]
    [InlineData("double h = Grad.Retain(x * x); h = x;", "double h = Grad.Retain(x * x); h = Grad.Retain(x);")]
    [InlineData("var c = 2.0; var h = c; c = h * 3; h = c; h = x * c;", "var c = 2.0; var h = c; c = h * 3; h = c; h = Grad.Retain(x * c);")]
    [InlineData("y = x * 2; var h = y;", "y = x * 2; var h = Grad.Retain(y);")]
    [InlineData("var h = Math.Sin(x.Detach()); h = z; h = x;", "var h = Math.Sin(x.Detach()); h = z; h = Grad.Retain(x);")]
    public Task SGRAD002_only_what_may_have_a_gradient(string before, string after) => FixTest.One<RetainCodeFix>(
        Class($"[Differentiable(\"x\", \"h\")] public static double F(double x, [Frozen] double y, double z, int n) {{ {before} return h * h * x * y; }}"),
        Class($"[Differentiable(\"x\")] public static double F(double x, [Frozen] double y, double z, int n) {{ {after} return h * h * x * y; }}"));

    [Theory]
    [InlineData("double h = x; h++; ++h; h--; --h;", "double h = Grad.Retain(x); h = Grad.Retain(h + 1); h = Grad.Retain(h + 1); h = Grad.Retain(h - 1); h = Grad.Retain(h - 1);")]
    [InlineData("var h = (float)x; h++;", "var h = Grad.Retain((float)x); h = Grad.Retain(h + 1);")]
    [InlineData("double h; for (h = x; h < 3; h++) { }", "double h; for (h = Grad.Retain(x); h < 3; h = Grad.Retain(h + 1)) { }")]
    public Task SGRAD002_increments(string before, string after) => FixTest.One<RetainCodeFix>(
        Class($"[Differentiable(\"x\", \"h\")] public static double F(double x) {{ {before} return h * h; }}"),
        Class($"[Differentiable(\"x\")] public static double F(double x) {{ {after} return h * h; }}"));

    /// <summary>The gradient that is kept would be that of an earlier value.</summary>
    [Theory]
    [InlineData("var h = x; var k = h++; return h * k;")]
    [InlineData("double h = x, k = x; (h, k) = (k, h); return h * k;")]
    [InlineData("double h = x, k = x; (k, (h, k)) = (x, (x, k)); return h * k;")]
    [InlineData("var h = x; Set(ref h, x); return h;")]
    [InlineData("double h; h = x; Give(out h, x); return h;")]
    [InlineData("var h = x; ref var k = ref h; k = 3 * x; return h;")]
    [InlineData("{ var h = x; x = h; } { foreach (var h in new[] { x }) { x += h; } } return x;")]
    [InlineData("{ var h = x; x = h; } { var (h, k) = (x, x); x *= h * k; } return x;")]
    [InlineData("var h = x; h = new Wrapped(x); return h;")]
    [InlineData("var h = x; h += new Wrapped(x); return h;")]
    public Task SGRAD002_not_where_a_value_would_be_left_out(string body) => FixTest.None<RetainCodeFix>(
        Class($"[Differentiable(\"x\", \"h\")] public static double F(double x) {{ {body} }}\n"
            + "private static void Set(ref double h, double x) => h *= x; private static void Give(out double h, double x) => h = x;\n"
            + "private readonly record struct Wrapped(double V) { public static implicit operator double(Wrapped w) => w.V;"
            + " public static Wrapped operator +(double a, Wrapped b) => b; }"));

    [Fact]
    public Task SGRAD002_what_a_method_of_the_model_gives() => FixTest.One<RetainCodeFix>(
        "[Differentiable] public partial class M { public double W; private double Twice() => 2 * W; [Differentiable(\"this\", \"h\")] public double F(double x) { double h = Twice(); h = this.Twice(); h = W; h = x; return h * x; } }",
        "[Differentiable] public partial class M { public double W; private double Twice() => 2 * W; [Differentiable(\"this\")] public double F(double x) { double h = Grad.Retain(Twice()); h = Grad.Retain(this.Twice()); h = Grad.Retain(W); h = x; return h * x; } }");

    [Fact]
    public Task SGRAD002_named_twice_and_retained_already() => FixTest.One<RetainCodeFix>(
        Class("[Differentiable(\"h\", \"x\", \"h\")] public static double F(double x) { var h = Grad.Retain(x * x); return h * x; }"),
        Class("[Differentiable(\"x\")] public static double F(double x) { var h = Grad.Retain(x * x); return h * x; }"));

    // SGRAD003

    [Fact]
    public Task SGRAD003_named_in_the_attribute() => FixTest.One<RemoveFrozenCodeFix>(
        Class("[Differentiable(nameof(w), nameof(x))] public static double F(double w, /* a */ [Frozen] /* b */ double x) => w * x;"),
        Class("[Differentiable(nameof(w), nameof(x))] public static double F(double w, /* a */ /* b */ double x) => w * x;"));

    [Fact]
    public Task SGRAD003_several() => FixTest.All<RemoveFrozenCodeFix>(
        Class("[Differentiable(\"w\", \"x\", \"y\")] public static double F(double w, [Frozen] double x,\n    [System.Diagnostics.CodeAnalysis.DisallowNull, Frozen] double y) => w * x * y;"),
        Class("[Differentiable(\"w\", \"x\", \"y\")] public static double F(double w, double x,\n    [System.Diagnostics.CodeAnalysis.DisallowNull] double y) => w * x * y;"));

    [Fact]
    public Task SGRAD003_read_from_another_file() => FixTest.Run<RemoveFrozenCodeFix>(
        [
            "public static class Reader { public static double Read(Program.FGradients g) => g.X + g.Y; }",
            Class("[Differentiable] public static double F(double w, [Frozen] double x, [Frozen] double y) => w * x * y;"),
        ],
        [
            "public static class Reader { public static double Read(Program.FGradients g) => g.X + g.Y; }",
            Class("[Differentiable] public static double F(double w, double x, double y) => w * x * y;"),
        ]);

    [Fact]
    public Task SGRAD003_left_out_of_the_list() => FixTest.All<NameLeafCodeFix>(
        Class("[Differentiable(nameof(w), Name = \"G\")] public static double F(double w, double x, double @if) => w * x * @if;\npublic static double Read(GGradients g) => g.X + g.If;"),
        Class("[Differentiable(nameof(w), nameof(x), nameof(@if), Name = \"G\")] public static double F(double w, double x, double @if) => w * x * @if;\npublic static double Read(GGradients g) => g.X + g.If;"));

    [Fact]
    public Task SGRAD003_left_out_once() => FixTest.One<NameLeafCodeFix>(
        Class("[Differentiable(\"w\" /* a */)] public static double F(double w, double x) => w * x;\npublic static double Read(FGradients g) => g.X;"),
        Class("[Differentiable(\"w\", nameof(x) /* a */)] public static double F(double w, double x) => w * x;\npublic static double Read(FGradients g) => g.X;"));

    [Theory]
    [InlineData("leaves: \"w\"", "\"w\", nameof(x), nameof(y)")]
    [InlineData("leaves: \"w\", Name = \"F\"", "\"w\", nameof(x), nameof(y), Name = \"F\"")]
    [InlineData("leaves: [\"w\"]", "leaves: [\"w\", nameof(x), nameof(y)]")]
    [InlineData("[\"w\",]", "[\"w\", nameof(x), nameof(y),]")]
    [InlineData("new[] { \"w\" }", "new[] { \"w\", nameof(x), nameof(y) }")]
    [InlineData("leaves: new string[] { \"w\" }, Name = \"F\"", "leaves: new string[] { \"w\", nameof(x), nameof(y) }, Name = \"F\"")]
    public Task SGRAD003_left_out_of_a_list_of_another_form(string before, string after) => FixTest.All<NameLeafCodeFix>(
        Class($"[Differentiable({before})] public static double F(double w, double x, double y) => w * x * y;\npublic static double Read(FGradients g) => g.X + g.Y;"),
        Class($"[Differentiable({after})] public static double F(double w, double x, double y) => w * x * y;\npublic static double Read(FGradients g) => g.X + g.Y;"));

    [Fact]
    public Task SGRAD003_not_in_an_array_of_a_given_length() => FixTest.None<NameLeafCodeFix>(
        Class("[Differentiable(new string[1] { \"w\" })] public static double F(double w, double x) => w * x;\npublic static double Read(FGradients g) => g.X;"));

    [Fact]
    public async Task SGRAD003_each_form_has_its_own_fix()
    {
        await FixTest.None<NameLeafCodeFix>(
            Class("[Differentiable] public static double F(double w, [Frozen] double x) => w * x; public static double Read(FGradients g) => g.X;"));
        await FixTest.None<RemoveFrozenCodeFix>(
            Class("[Differentiable(\"w\")] public static double F(double w, double x) => w * x; public static double Read(FGradients g) => g.X;"));
    }

    // SGRAD005

    [Fact]
    public Task SGRAD005_parameter() => FixTest.One<FreezeCodeFix>(
        Class("[Differentiable] public static double F(double x, /* a */ double /* b */ y) => x * x;"),
        Class("[Differentiable] public static double F(double x, /* a */ [Frozen] double /* b */ y) => x * x;"));

    [Fact]
    public Task SGRAD005_several() => FixTest.All<FreezeCodeFix>(
        Class("[Differentiable] public static double F(double x, in double y, params double[] z) => x * x;"),
        Class("[Differentiable] public static double F(double x, [Frozen] in double y, [Frozen] params double[] z) => x * x;"));

    [Fact]
    public Task SGRAD005_named_in_the_attribute() => FixTest.One<FreezeCodeFix>(
        Class("[Differentiable(nameof(x), nameof(y))] public static double F(double x, double y) => x * x;"),
        Class("[Differentiable(nameof(x))] public static double F(double x, [Frozen] double y) => x * x;"));

    [Theory]
    [InlineData("\"y\", \"y\", \"x\"", "\"x\"")]
    [InlineData("\"y\", \"x\", \"y\"", "\"x\"")]
    [InlineData("\"x\", nameof(y), \"y\"", "\"x\"")]
    public Task SGRAD005_named_twice(string before, string after) => FixTest.One<FreezeCodeFix>(
        Class($"[Differentiable({before})] public static double F(double x, double y) => x * x;"),
        Class($"[Differentiable({after})] public static double F(double x, [Frozen] double y) => x * x;"));

    [Fact]
    public Task SGRAD005_not_where_no_name_would_be_left() => FixTest.None<FreezeCodeFix>(
        Class("[Differentiable(\"y\", \"y\", Name = \"G\")] [Differentiable] public static double F(double x, double y) => x * x;"),
        new ReportEvery(["SGRAD005"], node => node.ToString() == "double y", SyntaxKind.Parameter));

    [Fact]
    public Task SGRAD005_without_a_using() => FixTest.One<FreezeCodeFix>(
        "public static partial class Program { [StaticGrad.Differentiable] public static double F(double x, double y) => x * x; }",
        "public static partial class Program { [StaticGrad.Differentiable] public static double F(double x, [StaticGrad.Frozen] double y) => x * x; }",
        usings: "");

    private static string Class(string members) => $"public static partial class Program\n{{\n{members}\n}}\n";
}
