using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>The rules about freezing that has no effect, or more effect than it shows, at their exact spans.</summary>
public sealed class FreezingDiagnosticTests
{
    // SGRAD009: [Frozen] on what has no gradient

    [Theory]
    [InlineData("int", "n")]
    [InlineData("bool", "n ? 1 : 2")]
    [InlineData("char", "n")]
    [InlineData("int[]", "n[0]")]
    [InlineData("ReadOnlySpan<int>", "n[0]")]
    public Task SGRAD009_parameter(string type, string value) => Reports("SGRAD009", Class(
        $"[Differentiable] public static double F(double x, [[|Frozen|]] {type} n) => x * ({value});"));

    [Fact]
    public Task SGRAD009_anywhere() => Reports("SGRAD009",
        """
        public enum Kind { A, B }
        public sealed class Model
        {
            [[|Frozen|]] public int Count;
            [[|Frozen|]] public string Name { get; set; } = "";
            [[|Frozen|]] public Kind? Kind { get; set; }
            [[|Frozen|]] public decimal[][] Prices = [];
            [[|FrozenAttribute|]] public static int Size(double x) => 3;
            public void Fill([[|Frozen|]] (int, bool) pair, [[|Frozen|]] int[,] grid) { }
        }
        public record struct Options([[|Frozen|]] int Steps, [property: [|Frozen|]] bool Verbose);
        public static partial class Program { [Differentiable] public static double F(double x) => x; }
        """);

    [Fact]
    public Task SGRAD009_partial_method_once() => Reports("SGRAD009",
        """
        public static partial class Program
        {
            [Differentiable] public static double F(double x) => x * G(x, 3);
            private static partial double G(double x, [[|Frozen|]] int n);
            private static partial double G(double x, int n) => x * n;
        }
        """);

    [Fact]
    public Task SGRAD009_not_for_what_may_have_a_gradient() => Accepts(
        """
        public sealed class Layer { public double W; }
        public sealed class Model<T>
        {
            [Frozen] public double Rate;
            [Frozen] public float[][] Table = [];
            [Frozen] public Layer Inner { get; } = new();
            [Frozen] public T? Any;
            [Frozen] public double? Maybe;
            [Frozen] public (int, double) Pair;
        }
        public static partial class Program
        {
            [Differentiable] public static double F(double x, [Frozen] double y, [Frozen] ReadOnlySpan<float> z) => x * Scale(y) * z[0];
            [Frozen] private static double Scale(double x) => Math.Exp(x);
            [Frozen] private static void Log(double x) { }
        }
        """);

    // SGRAD011: Detach of a constant

    [Fact]
    public Task SGRAD011_of_constants() => Reports("SGRAD011", Class(
        """
        [Differentiable]
        public static double F(double x, [Frozen] double y, [Frozen] double[] z, int n)
        {
            var a = [|(y * 2).Detach()|];
            var b = [|Grad.Detach(n * 1.5)|] + x.Detach();
            var c = [|z.Detach()|];
            return [|x.Detach().Detach()|] * a * b * c[0] * x;
        }
        """));

    [Fact]
    public Task SGRAD011_of_a_constant_for_every_attribute() => Reports("SGRAD011", Class(
        """
        [Differentiable(nameof(x)), Differentiable(nameof(y), Name = "G")]
        public static double F(double x, double y, [Frozen] double z) => x.Detach() * x * y.Detach() * y * [|z.Detach()|];
        """));

    [Fact]
    public Task SGRAD011_not_where_one_attribute_has_it_vary() => Accepts(Class(
        """
        [Differentiable] [Differentiable(nameof(x), Name = "G")]
        public static double F(double x, double y) => x * y * y.Detach();
        """));

    [Fact]
    public Task SGRAD011_not_where_a_caller_may_have_it_vary() => Accepts(Class(
        """
        [Differentiable(nameof(x))] public static double F(double x, double y) => x * y.Detach();
        [Differentiable] public static double G(double x, double y) => F(x, y * y) * y;
        """));

    [Fact]
    public Task SGRAD011_not_in_a_callee() => Accepts(Class(
        """
        [Differentiable] public static double F(double x, [Frozen] double y) => x * Half(y);
        private static double Half(double v) => v.Detach() / 2;
        """));

    [Fact]
    public Task SGRAD011_not_in_dead_code() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, [Frozen] double y)
        {
            return x;
        #pragma warning disable CS0162
            return y.Detach();
        }
        """));

    [Fact]
    public Task SGRAD011_not_for_an_array_whose_alias_takes_active_values() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            var buffer = new double[2];
            var constant = buffer.Detach();
            constant[0] = x * x;
            return buffer[0] * x;
        }
        """));

    // SGRAD012: a write through a detached alias

    [Fact]
    public Task SGRAD012_stores() => Reports("SGRAD012", Class(
        """
        [Differentiable]
        public static double F(double[] x)
        {
            var d = x.Detach();
            [|d[0]|] = 3;
            [|d[1]|] += x[0];
            [|d[2]|]++;
            return x[0] * x[1];
        }
        """));

    [Fact]
    public Task SGRAD012_slices_and_deconstruction() => Reports("SGRAD012", Class(
        """
        [Differentiable]
        public static void F(ReadOnlySpan<double> x, Span<double> y)
        {
            var tail = y[1..].Detach();
            ([|tail[0]|], y[0]) = (x[0], x[1]);
            [|tail.Slice(1)[0]|] = x[2];
        }
        """));

    [Fact]
    public Task SGRAD012_not_for_a_read_or_an_array_of_constants() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double[] x)
        {
            var d = x.Detach();
            var table = new double[2];
            var constant = table.Detach();
            constant[0] = x[1];
            return x[0] * d[0] * table[0];
        }
        """));

    // SGRAD013: overwritten under NoGrad

    [Fact]
    public Task SGRAD013_variables() => Reports("SGRAD013", Class(
        """
        [Differentiable]
        public static double F(double x, double y)
        {
            var a = x * x;
            double b = y, c = y;
            using (Grad.NoGrad())
            {
                [|a|] = a * 2;
                a += 1;
                [|b|]++;
                ([|c|], var d) = (x, 2.0);
                for (var i = 0; i < 3; i++) { [|x|] *= 0.5; }
                d = x;
            }

            return a * b * c * x * y;
        }
        """));

    [Fact]
    public Task SGRAD013_elements() => Reports("SGRAD013", Class(
        """
        [Differentiable]
        public static double F(double[] x, double y)
        {
            var local = new double[3];
            local[0] = y;
            using (Grad.NoGrad())
            {
                [|x[0]|] = 0;
                [|x[1]|] *= 2;
                [|local[1]|] = 3;
            }

            return x[0] * local[0];
        }
        """));

    [Fact]
    public Task SGRAD013_at_the_call_that_writes() => Reports("SGRAD013", Class(
        """
        [Differentiable]
        public static double F(double[] x)
        {
            using (Grad.NoGrad()) { [|Scale(x)|]; }
            return x[0] * x[1];
        }

        private static void Scale(double[] v) { v[0] *= 2; }
        """));

    [Fact]
    public Task SGRAD013_not_where_nothing_is_lost() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, double y)
        {
            double first, second = 1, unused = x;
            var local = new double[2];
            using (Grad.NoGrad())
            {
                first = x * 2;
                first *= 3;
                second = first;
                unused = 4;
                var inner = y;
                inner += unused;
                second += inner;
                local[0] = second;
            }

            local[1] = x;
            return first * second * x * y + local[0] * local[1];
        }
        """));

    // SGRAD111: equality of active values

    [Fact]
    public Task SGRAD111_tests() => Reports("SGRAD111", Class(
        """
        [Differentiable]
        public static double F(double x, float y)
        {
            var a = [|x == 0|] ? 1 : Math.Sin(x) / x;
            var same = [|x != a|];
            if (x > 1 && [|y == 1f|]) { a *= x; }
            while ([|a + 1 == x|]) { a *= 2; }
            return same ? a : a * y;
        }
        """));

    [Fact]
    public Task SGRAD111_in_a_callee() => Reports("SGRAD111", Class(
        """
        [Differentiable] public static double F(double x) => Sinc(x) * x;
        private static double Sinc(double x) => [|x == 0|] ? 1 : Math.Sin(x) / x;
        """));

    [Fact]
    public Task SGRAD111_not_for_constants_and_not_a_numbers() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x, [Frozen] double y, int n)
        {
            double w;
            using (Grad.NoGrad()) { w = x == 0 ? 1 : 2; }
            if (y == 0 || n == 3 || x.Detach() == 0 || w != 1) { return x; }
            if (x != x || x == double.PositiveInfinity || double.IsNaN(x)) { return 2 * x; }
            return x > 0 ? x * x : y;
        }
        """));
}
