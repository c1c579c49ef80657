using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>The rules about stores, where a call that is not inlined does the storing.</summary>
public sealed class CallWriteDiagnosticTests
{
    private const string Fill =
        """
        private static void Fill(double[] a, double value, int last)
        {
            if (last >= 0)
            {
                a[last] = value;
                Fill(a, value, last - 1);
            }
        }
        """;

    [Fact]
    public Task SGRAD104_static_array() => Reports("SGRAD104", Class(
        """
        private static readonly double[] s_all = new double[4];
        [Differentiable] public static double F(double x) { [|Fill(s_all, x, 1)|]; return x * s_all[0]; }
        """ + Fill));

    [Fact]
    public Task SGRAD104_frozen_array() => Reports("SGRAD104", Class(
        "[Differentiable] public static double F(double x, [Frozen] double[] y) { [|Fill(y, x, 1)|]; return x * y[0]; }" + Fill));

    [Fact]
    public Task SGRAD104_array_of_a_model() => Reports("SGRAD104",
        $$"""
        [Differentiable]
        public sealed partial class Model
        {
            public double[] W = { 1, 2 };
            [Differentiable] public double F(double x) { [|Fill(W, x, 1)|]; return x * W[0]; }
            {{Fill}}
        }
        """);

    [Fact]
    public Task SGRAD104_not_for_constants() => Accepts(Class(
        """
        private static readonly double[] s_all = new double[4];

        [Differentiable]
        public static double F(double x, [Frozen] double[] y)
        {
            Fill(s_all, 3, 1);
            Fill(y, x.Detach(), 1);
            return x * s_all[0] * y[0];
        }
        """ + Fill));

    [Fact]
    public Task SGRAD101_a_constant_into_a_model() => Reports("SGRAD101",
        $$"""
        [Differentiable]
        public sealed partial class Model
        {
            public double[] W = { 1, 2 };
            [Differentiable] public double F(double x) { using (Grad.NoGrad()) { [|Fill(W, 3, 1)|]; } return x * W[0]; }
            {{Fill}}
        }
        """);

    [Fact]
    public Task SGRAD012_at_the_call_and_not_in_the_callee() => Reports("SGRAD012", Class(
        "[Differentiable] public static double F(double x, double[] y) { [|Fill(y.Detach(), x, 1)|]; return x * y[0]; }" + Fill));

    [Fact]
    public Task SGRAD012_frozen_method() => Reports("SGRAD012", Class(
        "[Differentiable] public static double F(double x, double[] y) { [|Set(y)|]; return x * y[0]; } [Frozen] private static void Set(double[] a) => Fill(a, 3, 1);" + Fill));

    [Fact]
    public Task SGRAD012_frozen_parameter() => Reports("SGRAD012", Class(
        """
        [Differentiable] public static double F(double x, double[] y) { [|Set(y, 1)|]; return x * y[0]; }
        private static void Set([Frozen] double[] a, int n) { if (n < 0) { return; } a[n] = 5; Set(a, n - 1); }
        """));

    [Fact]
    public Task SGRAD013_at_the_call() => Reports("SGRAD013", Class(
        "[Differentiable] public static double F(double x, double[] y) { using (Grad.NoGrad()) { [|Fill(y, x, 1)|]; } return x * y[0]; }" + Fill));

    [Fact]
    public Task Detaching_an_array_of_constants_that_takes_what_varies_is_no_vain_detach() => Accepts(Class(
        """
        [Differentiable]
        public static double F(double x)
        {
            double[] a = { 1, 2 };
            Fill(a.Detach(), x, 1);
            return x * a[0];
        }
        """ + Fill));

    [Fact]
    public Task SGRAD101_a_static_array_that_may_be_another_one_by_the_reverse_sweep() => Reports("SGRAD101", Class(
        """
        private static double[] s_all = new double[4];

        [Differentiable]
        public static double F(double x, int n)
        {
            double s = Dot(s_all, x, 1);
            for (int i = 0; i < n; i++)
            {
                s += [|Dot(s_all, x, 1)|];
            }

            return s;
        }

        private static double Dot(double[] a, double x, int last) => last < 0 ? 0 : a[last] * x + Dot(a, x, last - 1);
        """));
}
