using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>Each rule at its exact span, between [| and |], and next to it what must not be reported.</summary>
public sealed class DiagnosticTests
{
    // SGRAD001: a type without gradients

    [Fact]
    public Task SGRAD001_result() => Reports("SGRAD001", Class("[Differentiable] public static [|int|] F(double x) => 1;"));

    [Theory]
    [InlineData("bool", "x > 0")]
    [InlineData("decimal", "1m")]
    [InlineData("string", "\"\"")]
    [InlineData("long", "1L")]
    public Task SGRAD001_result_of_type(string type, string value) =>
        Reports("SGRAD001", Class($"[Differentiable] public static [|{type}|] F(double x) => {value};"));

    [Fact]
    public Task SGRAD001_named_leaves() => Reports("SGRAD001", Class(
        "[Differentiable(nameof(x), [|nameof(n)|], [|\"flag\"|])] public static double F(double x, int n, bool flag) => flag ? x * n : x;"));

    [Fact]
    public Task SGRAD001_not_for_an_integer_that_is_not_named() =>
        Accepts(Class("[Differentiable] public static double F(double x, int n, bool flag) => flag ? x * n : x;"));

    [Theory]
    [InlineData("double", "x")]
    [InlineData("float", "(float)x")]
    public Task SGRAD001_not_for_floating_results(string type, string value) =>
        Accepts(Class($"[Differentiable] public static {type} F(double x) => {value};"));

    // SGRAD002: a gradient of a non-leaf

    [Fact]
    public Task SGRAD002_local() => Reports("SGRAD002", Class(
        "[Differentiable(\"x\", [|\"h\"|])] public static double F(double x) { var h = x * x; return h * x; }"));

    [Fact]
    public Task SGRAD002_loop_variable() => Reports("SGRAD002", Class(
        "[Differentiable([|\"v\"|])] public static double F(double[] x) { var s = 0.0; foreach (var v in x) { s += v; } return s; }"));

    [Fact]
    public Task SGRAD002_not_for_a_parameter() => Accepts(Class(
        "[Differentiable(\"x\")] public static double F(double x) { var h = x * x; return h * x; }"));

    // SGRAD003: a gradient of something frozen

    [Fact]
    public Task SGRAD003_frozen_parameter() => Reports("SGRAD003", Class(
        "[Differentiable(nameof(w), [|nameof(x)|])] public static double F(double w, [Frozen] double x) => w * x;"));

    [Fact]
    public Task SGRAD003_not_where_it_is_not_named() => Accepts(Class(
        "[Differentiable(nameof(w))] public static double F(double w, [Frozen] double x) => w * x;"));

    // SGRAD004: nothing to differentiate

    [Theory]
    [InlineData("double F([Frozen] double x) => x * x;")]
    [InlineData("double F(int n) => n * 2.0;")]
    [InlineData("double F(double x) => 3.0;")]
    [InlineData("double F(double x) => x.Detach();")]
    [InlineData("void F(double x) { }")]
    [InlineData("double F(double x) { using var _ = Grad.NoGrad(); return x * x; }")]
    public Task SGRAD004_no_leaf_or_a_constant(string method) =>
        Reports("SGRAD004", Class($"[[|Differentiable|]] public static {method}"));

    [Fact]
    public Task SGRAD004_of_one_attribute_of_several() => Reports("SGRAD004", Class(
        "[Differentiable] [[|Differentiable(nameof(y), Name = \"G\")|]] public static double F(double x, double y) => x * x + 0 * y.Detach();"),
        besides: "SGRAD005");

    [Fact]
    public Task SGRAD004_not_where_one_leaf_is_left() =>
        Accepts(Class("[Differentiable] public static double F([Frozen] double x, double y) => x * y;"));

    [Fact]
    public Task SGRAD004_not_for_an_output() =>
        Accepts(Class("[Differentiable] public static void F(double x, Span<double> y) { y[0] = x * x; }"));

    // SGRAD005: a leaf without influence

    [Fact]
    public Task SGRAD005_unused_parameters() => Reports("SGRAD005", Class(
        "[Differentiable] public static double F(double x, double [|y|], double[] [|z|]) => x * x + z.Length;"));

    [Fact]
    public Task SGRAD005_detached_and_overwritten() => Reports("SGRAD005", Class(
        "[Differentiable] public static double F(double x, double [|y|], double [|z|]) { z = x; return x * y.Detach() + z; }"));

    [Fact]
    public Task SGRAD005_only_a_condition() => Reports("SGRAD005", Class(
        "[Differentiable] public static double F(double x, double [|limit|]) => x > limit ? x * x : x;"));

    [Fact]
    public Task SGRAD005_not_for_a_parameter_that_one_branch_uses() => Accepts(Class(
        "[Differentiable] public static double F(double x, double y) => x > 0 ? x * x : y;"));

    [Fact]
    public Task SGRAD005_not_for_a_frozen_parameter() => Accepts(Class(
        "[Differentiable] public static double F(double x, [Frozen] double y) => x;"));

    // SGRAD006: not partial

    [Fact]
    public Task SGRAD006_type() => Reports("SGRAD006",
        "public static class [|Program|] { [Differentiable] public static double F(double x) => x; }");

    [Fact]
    public Task SGRAD006_type_around() => Reports("SGRAD006",
        "public class [|Outer|] { public struct [|Middle|] { public static partial class Inner { [Differentiable] public static double F(double x) => x; } } }");

    [Fact]
    public Task SGRAD006_not_for_partial_types() => Accepts(
        "public partial class Outer { public partial struct Middle { public static partial class Inner { [Differentiable] public static double F(double x) => x; } } }");

    // SGRAD007: a member that collides

    [Theory]
    [InlineData("public static double FGradient(double x) => x;")]
    [InlineData("public static void FBackward() { }")]
    [InlineData("public const int FGradients = 1;")]
    [InlineData("public static void FBackwardRetaining() { }")]
    [InlineData("public class FGradient<T> { }")]
    public Task SGRAD007_existing_member(string member) =>
        Reports("SGRAD007", Class($"{member} [[|Differentiable|]] public static double F(double x) => x;"));

    [Theory]
    [InlineData("FGradients")]
    [InlineData("FGradient")]
    [InlineData("FBackward")]
    [InlineData("FBackwardRetaining")]
    [InlineData("C<FGradients>")]
    [InlineData("C<T, FGradient>")]
    [InlineData("C<FBackward>")]
    public Task SGRAD007_the_type_itself_and_its_type_parameters(string type) =>
        Reports("SGRAD007", $"public partial class {type} {{ [[|Differentiable|]] public static double F(double x) => x * x; }}");

    [Fact]
    public Task SGRAD007_overloads_and_names() => Reports("SGRAD007", Class(
        """
        [Differentiable] public static double F(double x) => x;
        [[|Differentiable|]] public static double F(double x, double y) => x * y;
        [Differentiable] [[|Differentiable(Name = "F")|]] public static double G(double x) => x;
        """));

    [Fact]
    public Task SGRAD007_not_with_another_name() => Accepts(Class(
        """
        public static double FGradient(double x) => x;
        [Differentiable(Name = "H")] public static double F(double x) => x;
        [Differentiable(Name = "Product")] public static double F(double x, double y) => x * y;
        """));

    // SGRAD008: an unknown parameter

    [Fact]
    public Task SGRAD008_unknown() => Reports("SGRAD008", Class(
        "[Differentiable([|\"z\"|], \"x\", [|\"X\"|])] public static double F(double x) => x;"));

    [Fact]
    public Task SGRAD008_not_for_a_known_one() =>
        Accepts(Class("[Differentiable(\"x\")] public static double F(double x) => x;"));

    // SGRAD010: a marker without effect

    [Fact]
    public Task SGRAD010_result_not_used() => Reports("SGRAD010", Class(
        "[Differentiable] public static double F(double x) { [|x.Detach()|]; return x; }"));

    [Fact]
    public Task SGRAD010_retain_of_no_local() => Reports("SGRAD010", Class(
        "[Differentiable] public static double F(double x) => 2 * [|Grad.Retain(x * x)|];"));

    [Fact]
    public Task SGRAD010_outside_of_a_differentiable_method() => Reports("SGRAD010", Class(
        """
        [Differentiable] public static double F(double x) => x;
        public static double G(double x) { using ([|Grad.NoGrad()|]) { return [|x.Detach()|]; } }
        """));

    [Fact]
    public Task SGRAD010_in_every_kind_of_body() => Reports("SGRAD010", Class(
        """
        [Differentiable] public static double F(double x) => x;
        public static double Arrow => [|Grad.Detach(2.0)|];
        public static double Getter { get { return [|2.0.Detach()|]; } }
        public static double Lambdas(double x) { double Local(double v) => [|v.Detach()|]; Func<double, double> f = v => [|v.Detach()|]; return Local(f(x)); }
        """));

    [Fact]
    public Task SGRAD010_not_for_a_property_that_is_read() => Accepts(
        """
        [Differentiable]
        public partial class M
        {
            public double W;
            private double Arrow => W * W.Detach();
            private double Getter { get { return W * Grad.Detach(W); } }
            [Differentiable] public double F(double x) => x * Arrow + Getter;
        }
        """);

    [Fact]
    public Task SGRAD010_not_for_markers_that_act() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            double size;
            using (Grad.NoGrad())
            {
                size = Math.Exp(x);
            }

            var h = Grad.Retain(x * x);
            return h * x.Detach() * size + Helper(x);
        }

        private static double Helper(double x) => x * x.Detach();
        """));

    // SGRAD014: NoGrad outside a using

    [Fact]
    public Task SGRAD014_statement() => Reports("SGRAD014", Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            [|Grad.NoGrad()|];
            return x * x;
        }
        """));

    [Fact]
    public Task SGRAD014_variable() => Reports("SGRAD014", Class(
        "[Differentiable] public static double F(double x) { var scope = [|Grad.NoGrad()|]; return x * x; }"));

    [Fact]
    public Task SGRAD014_not_in_a_using() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            double a, b;
            using (Grad.NoGrad()) { a = x; }
            { using var _ = Grad.NoGrad(); b = x; }
            using (var scope = Grad.NoGrad()) { b += x; }
            return x * a * b;
        }
        """));

    // SGRAD015: Retain of a constant

    [Fact]
    public Task SGRAD015_constant() => Reports("SGRAD015", Class(
        "[Differentiable] public static double F(double x, int n) { var h = [|Grad.Retain(n * 2.0)|]; return h * x; }"));

    [Fact]
    public Task SGRAD015_detached_and_frozen() => Reports("SGRAD015", Class(
        """
        [Differentiable]
        public static double F(double x, [Frozen] double y)
        {
            var h = [|Grad.Retain(x.Detach())|];
            var k = [|Grad.Retain(y * y)|];
            return h * x * k;
        }
        """));

    [Fact]
    public Task SGRAD015_not_for_an_active_value() => Accepts(Class(
        "[Differentiable] public static double F(double x, int n) { var h = Grad.Retain(n * x); return h * x; }"));

    // SGRAD101: a construct without derivative

    [Theory]
    [InlineData("[|try { s = x; } finally { }|]")]
    [InlineData("[|lock (typeof(int)) { }|]")]
    [InlineData("[|goto End;|] [|End: ;|]")]
    [InlineData("s = [|x switch { > 0 => x, _ => -x }|];")]
    [InlineData("[|switch (s) { case 0: break; }|]")]
    public Task SGRAD101_statement(string statement) => Reports("SGRAD101", Class(
        $"[Differentiable] public static double F(double x) {{ var s = x; {statement} return s; }}"));

    /// <summary>What has no type of its own is named itself, not the conversion to the wanted type.</summary>
    [Theory]
    [InlineData("throw", "x > 0 ? x : throw new ArgumentException()")]
    [InlineData("throw", "Math.Exp(n > 0 ? throw new ArgumentException() : x)")]
    public async Task SGRAD101_names_what_has_no_type(string named, string value)
    {
        var run = await AnalyzerRun.Of(Class($"[Differentiable] public static double F(double x, int n) => {value};"));
        Assert.Contains(run.Diagnostics, diagnostic => diagnostic.Id == "SGRAD101" && diagnostic.GetMessage().StartsWith(named, StringComparison.Ordinal));
        Assert.DoesNotContain("''", run.Describe());
    }

    [Fact]
    public Task SGRAD101_several() => Reports("SGRAD101", Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            var a = [|x is > 0|] ? x : 1;
            Func<double, double> [|f = v => v * v|];
            return a;
        }
        """));

    [Fact]
    public Task SGRAD101_signature() => Reports("SGRAD101", Class(
        """
        [Differentiable] public static double [|F|]<T>(double x) => x;
        [Differentiable] public static double G(double x, ref double [|y|]) => x * y;
        """));

    [Fact]
    public Task SGRAD101_array_from_a_method_that_stays_a_call() => Reports("SGRAD101", Class(
        """
        static double[] First(double[] a, double[] b, bool isA) { if (isA) { return a; } return b; }
        [Differentiable] public static double F(double[] a, double[] b)
        {
            double[] c = [|First(a, b, a.Length > 1)|];
            return c[0] * a[0] + b[0];
        }
        """));

    [Fact]
    public Task SGRAD101_reserved_features() => Reports("SGRAD101",
        """
        public static partial class Program
        {
            [[|Differentiable(Derivatives = Derivatives.Forward)|]] public static double F(double x) => x;
            [[|DerivativeOf(typeof(Math), "Exp")|]] public static double G(double x) => x;
            [Checkpoint] [Differentiable] public static double [|H|](double x) => x;
        }
        """);

    [Fact]
    public Task SGRAD101_not_for_supported_statements() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, double[] y)
        {
            const double half = 0.5;
            var s = -x;
            if (s > 0 || y.Length == 0) { s *= half; } else { s -= x; }
            for (int i = 0, n = y.Length; i < n; ++i) { s += y[i]; }
            while (s > 10) { s /= 2; }
            do { s++; } while (s < -10);
            foreach (var v in y) { if (v < 0) { continue; } if (v > 9) { break; } s += v % 2; }
            return checked((float)s) + y[^1] + (x > 0 ? x : 0);
        }
        """));

    // SGRAD102: a call without derivative

    [Fact]
    public Task SGRAD102_unknown_functions() => Reports("SGRAD102", Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            var a = [|Math.ReciprocalEstimate(x)|];
            var b = [|Math.BitIncrement(a)|];
            return a + b;
        }
        """));

    [Fact]
    public Task SGRAD102_in_a_callee() => Reports("SGRAD102", Class(
        """
        [Differentiable] public static double F(double x) => Helper(x) * x;
        private static double Helper(double x) => [|Math.BitDecrement(x)|] + x;
        """));

    [Fact]
    public Task SGRAD102_not_for_constants() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, [Frozen] double y)
        {
            var a = Math.ReciprocalEstimate(y) + Math.BitIncrement(x.Detach());
            using (Grad.NoGrad()) { a += Math.BitIncrement(x); }
            return x * a;
        }
        """));

    [Fact]
    public Task SGRAD102_the_bits_of_an_active_value() => Reports("SGRAD102", Class(
        """
        [Differentiable]
        public static double F(double x) => BitConverter.Int64BitsToDouble([|BitConverter.DoubleToInt64Bits(x)|] + 1) * x;

        [Differentiable]
        public static double Stored(double x)
        {
            var bits = new long[1];
            bits[0] = [|BitConverter.DoubleToInt64Bits(x)|];
            return x + BitConverter.Int64BitsToDouble(bits[0]);
        }
        """));

    [Fact]
    public Task SGRAD102_not_for_bits_that_decide_or_are_detached() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, double[] table)
        {
            var sum = table[(int)(BitConverter.DoubleToInt64Bits(x) & 1)];
            if (BitConverter.DoubleToInt64Bits(x) > 0) { sum += x; }
            return sum + x * BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x.Detach()));
        }
        """));

    // SGRAD103: a derivative that is zero

    [Fact]
    public Task SGRAD103_rounding() => Reports("SGRAD103", Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            var a = [|Math.Floor(x)|];
            return a + [|Math.Round(x)|] + x;
        }
        """));

    [Fact]
    public Task SGRAD103_conversion() => Reports("SGRAD103", Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            var n = [|(int)(x * 10)|];
            var m = n + 1;
            return x * m;
        }
        """));

    [Fact]
    public Task SGRAD103_sign() => Reports("SGRAD103", Class(
        "[Differentiable] public static double F(double x) { return [|Math.Sign(x)|] * x; }"));

    [Fact]
    public Task SGRAD103_not_for_indices_counts_and_conditions() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, double[] table)
        {
            var i = (int)x;
            var sum = table[i] * x;
            for (var k = 0; k < (int)Math.Floor(x); k++) { sum += x; }
            if (Math.Sign(x) > 0) { sum *= 2; }
            return sum;
        }
        """));

    [Fact]
    public Task SGRAD103_not_where_it_is_detached() => Accepts(Class(
        "[Differentiable] public static double F(double x) => x - Math.Floor(x.Detach()) + (int)x.Detach();"));

    // SGRAD104: stored out of reach

    [Fact]
    public Task SGRAD104_static_storage() => Reports("SGRAD104", Class(
        """
        private static double s_last;
        private static double Last { get; set; }

        [Differentiable]
        public static double F(double x)
        {
            [|s_last|] = x;
            [|Last|] = x * x;
            return x * x;
        }
        """));

    [Fact]
    public Task SGRAD104_static_array() => Reports("SGRAD104", Class(
        """
        private static readonly double[] s_all = new double[4];
        [Differentiable] public static double F(double x) { [|s_all[0]|] = x; [|s_all[1]|] += x; return x * x; }
        """));

    [Fact]
    public Task SGRAD104_frozen_storage() => Reports("SGRAD104", Class(
        "[Differentiable] public static double F(double x, [Frozen] double[] y) { [|y[0]|] = x; return x * x; }"));

    [Fact]
    public Task SGRAD104_not_for_an_output() => Accepts(Class(
        "[Differentiable] public static double F(double x, double[] y) { y[0] = x; return x * x; }"));

    [Fact]
    public Task SGRAD104_not_for_constants() => Accepts(Class(
        """
        private static readonly double[] s_all = new double[4];
        [Differentiable] public static double F(double x) { s_all[0] = x.Detach(); return x * x; }
        """));

    // SGRAD107: a type that is not differentiable

    [Fact]
    public Task SGRAD107_parameters_and_result() => Reports("SGRAD107",
        """
        public class Model { public double W; }
        public struct Point { public double X; }
        public static partial class Program
        {
            [Differentiable] public static double F(Model [|model|], double x) => x;
            [Differentiable] public static double G(Point [|point|], double x) => x;
            [Differentiable] public static [|Point|] H(double x) => default;
        }
        """);

    [Fact]
    public Task SGRAD107_not_for_arrays_and_spans() => Accepts(Class(
        "[Differentiable] public static double F(double[] x, Span<float> y, ReadOnlySpan<double> z) => x[0] * y[0] * z[0];"));

    // SGRAD113: a buffer passed twice

    [Fact]
    public Task SGRAD113_written_and_read() => Reports("SGRAD113", Class(
        """
        [Differentiable]
        public static void F(double[] x, Span<double> y)
        {
            [|Step(y, y, 3)|];
            [|Step(y.Slice(1), y[..1], 3)|];
            Step(x, y, 3);
        }

        private static void Step(ReadOnlySpan<double> from, Span<double> to, int depth)
        {
            for (var i = 0; i < to.Length; i++) { to[i] += from[i] * from[i]; }
            if (depth > 0) { Step(from, to, depth - 1); }
        }
        """));

    [Fact]
    public Task SGRAD113_not_where_it_is_inlined() => Accepts(Class(
        """
        [Differentiable] public static void F(Span<double> y) { Step(y, y); }

        private static void Step(ReadOnlySpan<double> from, Span<double> to)
        {
            for (var i = 1; i < to.Length; i++) { to[i] += from[i - 1] * from[i]; }
        }
        """));

    [Fact]
    public Task SGRAD113_not_where_both_are_read() => Accepts(Class(
        """
        [Differentiable] public static double F(double[] x) => Dot(x, x);

        private static double Dot(double[] a, double[] b)
        {
            var sum = 0.0;
            for (var i = 0; i < a.Length; i++) { sum += a[i] * b[i]; }
            return sum;
        }
        """));

    internal static string Class(string members) => $"public static partial class Program\n{{\n{members}\n}}\n";

    internal static async Task Reports(string id, string marked, string? besides = null)
    {
        var (source, spans) = Markup.Parse(marked);
        var run = await AnalyzerRun.Of(source, explanation: id);
        Assert.All(run.Diagnostics, diagnostic => Assert.True(diagnostic.Id == id || diagnostic.Id == besides, run.Describe()));
        var actual = run.Diagnostics.Where(diagnostic => diagnostic.Id == id).Select(diagnostic => diagnostic.Location.SourceSpan).ToList();
        Assert.True(
            spans.SequenceEqual(actual),
            $"expected {string.Join(", ", spans.Select(span => $"«{source.Substring(span.Start, span.Length)}»"))}, but found\n{run.Describe()}");
        Assert.Empty(run.Generated.Errors);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.GetMessage().Contains("{{") || diagnostic.GetMessage().Contains("{0}"));
    }

    internal static async Task Accepts(string source, string? explanation = null)
    {
        var run = await AnalyzerRun.Of(source, explanation: explanation);
        Assert.True(run.Diagnostics.Count == 0, run.Describe());
        Assert.Empty(run.Generated.Errors);
        Assert.NotEmpty(run.Generated.Files);
    }
}
