using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>Freezing, detaching and NoGrad make less code: fewer statements, fewer saved values, fewer slots.</summary>
public sealed class FreezingTests
{
    private const string Layer =
        """
        public static partial class Program
        {
            [Differentiable]
            public static double F(double[] w, double[] x, double b)
            {
                var sum = 0.0;
                for (var i = 0; i < w.Length; i++)
                {
                    var product = w[i] * x[i];
                    sum += product * product;
                }

                return Math.Exp(sum) * b;
            }
        }
        """;

    private const string Recurrence =
        """
        public static partial class Program
        {
            [Differentiable]
            public static double F(double h, double w, double[] x)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    h = Math.Tanh(w * h + x[i]);
                }

                return h * h;
            }
        }
        """;

    private const string Overwriting =
        """
        public static partial class Program
        {
            [Differentiable]
            public static double F(double[] x, double k)
            {
                var u = new double[x.Length];
                for (var t = 0; t < 3; t++)
                {
                    for (var i = 0; i < x.Length; i++)
                    {
                        u[i] = u[i] * u[i] * k + x[i];
                    }
                }

                return u[0];
            }
        }
        """;

    [Fact]
    public void A_frozen_parameter_has_no_slot_and_no_statement()
    {
        var (all, frozen) = Compare(Layer, "double[] x", "[Frozen] double[] x");
        Assert.Equal(["Value", "W", "X", "B"], all.Slots);
        Assert.Equal(["Value", "W", "B"], frozen.Slots);
        Assert.True(frozen.Statements < all.Statements, frozen.Text);
        Assert.DoesNotContain("xGradient", frozen.Text);
        Assert.DoesNotContain("xAdjoint", frozen.Text);
    }

    [Fact]
    public void A_frozen_scalar_has_no_slot_and_no_statement()
    {
        var (all, frozen) = Compare(Layer, "double b", "[Frozen] double b");
        Assert.Equal(["Value", "W", "X"], frozen.Slots);
        Assert.True(frozen.Statements < all.Statements, frozen.Text);
        Assert.DoesNotContain("bGradient", frozen.Text);
    }

    [Fact]
    public void A_leaf_that_the_attribute_leaves_out_is_as_good_as_frozen()
    {
        var frozen = Output.Of(Layer.Replace("double[] x", "[Frozen] double[] x").Replace("double b", "[Frozen] double b"));
        var named = Output.Of(Layer.Replace("[Differentiable]", "[Differentiable(nameof(w))]"));
        Assert.Equal(frozen.Text, named.Text);
    }

    [Fact]
    public void Nothing_is_saved_for_the_sake_of_a_frozen_weight()
    {
        // w * h: only the weight's own gradient needs the old h; only h's needs w, which is at hand.
        var (all, frozen) = Compare(Recurrence, "double h, double w", "double h, [Frozen] double w");
        Assert.True(frozen.Saves <= all.Saves, frozen.Text);
        Assert.True(frozen.Statements < all.Statements, frozen.Text);
        Assert.DoesNotContain("wAdjoint", frozen.Text);
    }

    [Fact]
    public void Nothing_is_saved_where_only_a_sum_is_active()
    {
        // With x alone active, h + x[i] inside a linear recurrence reads no value at all.
        var linear = Recurrence.Replace("Math.Tanh(w * h + x[i])", "w * h + x[i]");
        var (all, frozen) = Compare(linear, "double h, double w", "[Frozen] double h, [Frozen] double w");
        Assert.True(all.Saves > 0, all.Text);
        Assert.Equal(0, frozen.Saves);
    }

    [Fact]
    public void Detach_removes_statements_and_saved_values()
    {
        var (all, detached) = Compare(Overwriting, "u[i] * u[i] * k", "u[i].Detach() * u[i].Detach() * k");
        Assert.True(detached.Statements < all.Statements, detached.Text);

        var (some, none) = Compare(Overwriting, "u[i] * u[i] * k", "(u[i] * u[i] * k).Detach()");
        Assert.True(some.Saves > 0, some.Text);
        Assert.Equal(0, none.Saves);
        Assert.True(none.Statements < detached.Statements, none.Text);
    }

    [Fact]
    public void A_NoGrad_block_has_no_adjoint_and_saves_nothing()
    {
        const string Body = "for (var i = 0; i < x.Length; i++) { norm = Math.Sqrt(norm * x[i] + 1); }";
        var source =
            $$"""
            public static partial class Program
            {
                [Differentiable]
                public static double F(double[] x, double b)
                {
                    var norm = 1.0;
                    {{Body}}
                    return norm * b;
                }
            }
            """;
        var (all, scoped) = Compare(source, Body, $"using (Grad.NoGrad()) {{ {Body} }}");
        Assert.True(all.Saves > 0, all.Text);
        Assert.Equal(0, scoped.Saves);
        Assert.True(scoped.Statements < all.Statements, scoped.Text);
        Assert.DoesNotContain("normAdjoint", scoped.Text);

        var declared = Output.Of(source.Replace(Body, $"{{ using var _ = Grad.NoGrad(); {Body} }}"));
        Assert.Equal(Code(scoped.Text), Code(declared.Text));
    }

    [Fact]
    public void The_markers_leave_nothing_in_the_generated_code()
    {
        var marked = Output.Of(Layer.Replace("w[i] * x[i]", "w[i] * x[i].Detach()").Replace("return", "using (Grad.NoGrad()) { sum += 1; }\nreturn"));
        Assert.DoesNotContain("Detach", Code(marked.Text));
        Assert.DoesNotContain("NoGrad", Code(marked.Text));
    }

    [Fact]
    public void A_frozen_method_is_a_constant_for_its_callers()
    {
        const string Source =
            """
            public static partial class Program
            {
                [Differentiable]
                public static double F(double x) => x * Step(x);

                private static double Step(double x)
                {
                    while (x > 1)
                    {
                        x = x / 2;
                    }

                    return Math.Log(x);
                }
            }
            """;
        var (all, frozen) = Compare(Source, "private static double Step", "[Frozen] private static double Step");
        Assert.True(frozen.Statements < all.Statements, frozen.Text);
        Assert.Equal(0, frozen.Saves);
    }

    [Theory]
    [InlineData("[Frozen]", "")]
    [InlineData("", "[Differentiable(\"head\")]")]
    public void Freezing_all_but_the_last_layer_of_ten_leaves_the_adjoint_of_one(string frozen, string selection)
    {
        var source = $$"""
            [Differentiable]
            public sealed partial class Layer
            {
                public double[] Weights = [];
                public double[] Bias = [];
                public void Forward(ReadOnlySpan<double> x, Span<double> y)
                {
                    for (int o = 0; o < y.Length; o++)
                    {
                        double s = Bias[o];
                        for (int i = 0; i < x.Length; i++) { s += Weights[o * x.Length + i] * x[i]; }
                        y[o] = Math.Tanh(s);
                    }
                }
            }
            public static partial class Program
            {
                {{(selection.Length > 0 ? selection : "[Differentiable]")}}
                public static double Loss({{frozen}} Layer[] body, Layer head, [Frozen] ReadOnlySpan<double> x)
                {
                    var a = new double[x.Length];
                    var b = new double[x.Length];
                    for (int i = 0; i < a.Length; i++) { a[i] = x[i]; }
                    foreach (var layer in body)
                    {
                        layer.Forward(a, b);
                        for (int i = 0; i < a.Length; i++) { a[i] = b[i]; }
                    }
                    head.Forward(a, b);
                    double s = 0;
                    foreach (var value in b) { s += value * value; }
                    return s;
                }
            }
            """;
        var run = GeneratorRun.Of(source);
        Assert.Empty(run.Errors);
        var text = run.Files["Program.Loss.g.cs"];

        // The head alone has adjoints; nothing of the body is kept, and the reverse sweep does not mention it.
        var reverse = text[text.IndexOf("// Reverse sweep.", StringComparison.Ordinal)..];
        Assert.Contains("headGradient.Weights", reverse);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(reverse, @"eightsAdjoint\d*\[.*\] \+="));
        Assert.DoesNotContain("bodyGradient", text);
        Assert.DoesNotContain("aAdjoint", text);
        Assert.DoesNotContain("body", reverse);
        Assert.DoesNotContain("layer", reverse);
    }

    private static (Output All, Output Frozen) Compare(string source, string part, string frozen)
    {
        Assert.Contains(part, source);
        return (Output.Of(source), Output.Of(source.Replace(part, frozen)));
    }

    private static string Code(string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens()
        .Aggregate("", (code, token) => code + " " + token.Text);

    /// <param name="Statements">Statements in all generated methods, blocks not counted.</param>
    /// <param name="Saves">Mentions of the classes of the run-time library that hold saved values.</param>
    /// <param name="Slots">Properties of FGradients.</param>
    private sealed record Output(string Text, int Statements, int Saves, IReadOnlyList<string> Slots)
    {
        public static Output Of(string source)
        {
            var run = GeneratorRun.Of(source);
            Assert.Empty(run.Errors);
            Assert.NotEmpty(run.Files);
            List<Microsoft.CodeAnalysis.SyntaxNode> nodes = [.. run.GeneratedTrees.SelectMany(tree => tree.GetRoot().DescendantNodes())];
            return new Output(
                run.Text,
                nodes.OfType<StatementSyntax>().Count(statement => statement is not BlockSyntax),
                nodes.OfType<InvocationExpressionSyntax>().Count(call => IsSave(call.Expression.ToString())),
                [.. nodes.OfType<RecordDeclarationSyntax>().Single().ParameterList!.Parameters.Select(parameter => parameter.Identifier.Text)]);
        }

        /// <summary>Slabs hold saved values, but RentCleared makes the user's arrays and adjoints of them.</summary>
        private static bool IsSave(string function) =>
            function.Contains("CompilerServices.Slab.") && (function.Contains(".Rent<") || function.Contains(".Ensure<") || function.Contains(".Empty<") || function.Contains(".CopyOf<"))
            || function.Contains("CompilerServices.Frames.Rent");
    }
}
