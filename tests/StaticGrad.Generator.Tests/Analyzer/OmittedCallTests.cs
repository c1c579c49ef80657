using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>C# leaves out calls of [Conditional] methods and of partial methods without a body; so does the derivative.</summary>
public sealed class OmittedCallTests
{
    private const string Program =
        """
        using System.Diagnostics;

        public static partial class Program
        {
            [Conditional("ON"), Conditional("ALSO_ON")]
            private static void Set(double[] a, double value) => a[0] = value;

            [Conditional("ON")]
            private static void Check(double x)
            {
                if (x < 0) { throw new ArgumentException("negative"); }
            }

            [Conditional("ON")]
            private static void SetDeep(double[] a, double value, int n)
            {
                if (n == 0) { a[0] = value; } else { SetDeep(a, value, n - 1); }
            }

            static partial void Hook(double x);

            private static double Loud(double x)
            {
                if (x < 0) { throw new ArgumentException("loud"); }
                return x;
            }

            private static double Helper(double x, double[] a)
            {
                Set(a, 4 * x);
                return x;
            }

            [Differentiable]
            public static double F(double x, double[] a, int n)
            {
                BODY
                return x * a[0] * n;
            }
        }

        public static class Test
        {
            public static string Run()
            {
                var wrong = "";
                foreach (var x in new[] { -2.0, 3.0 })
                {
                    var (method, derivative) = (Outcome(a => Program.F(x, a, 2)), Outcome(a => Program.FGradient(x, a, 2).Value));
                    if (method != derivative) { wrong += $"{x}: {method} and {derivative}\n"; }
                    if (method.EndsWith("0")) { Near(x, (Program.F(x + 1e-6, [5], 2) - Program.F(x - 1e-6, [5], 2)) / 2e-6, Program.FGradient(x, [5], 2).X); }
                }

                return wrong;

                string Outcome(Func<double[], double> run)
                {
                    double[] a = [5];
                    try { return run(a) + " " + a[0] + " 0"; } catch (Exception exception) { return exception.GetType() + exception.Message + a[0] + "!"; }
                }

                void Near(double x, double expected, double actual)
                {
                    if (!(Math.Abs(expected - actual) < 1e-5 * (1 + Math.Abs(expected)))) { wrong += $"{x}: {expected} expected, {actual} found\n"; }
                }
            }
        }
        """;

    [Theory]
    [InlineData("Set(a, 4);")]
    [InlineData("Set(a, 4 * x);")]
    [InlineData("Check(x);")]
    [InlineData("SetDeep(a, x, 2);")]
    [InlineData("Set(a, Loud(x));")]
    [InlineData("Set(a, n++);")]
    [InlineData("x = Helper(x, a);")]
    [InlineData("for (var i = 0; i < 2; Set(a, x)) { i++; }")]
    [InlineData("Debug.Assert(Loud(x) > -5);")]
    [InlineData("Hook(Loud(x));")]
    [InlineData("Hook(n++);")]
    public void What_the_method_leaves_out_the_derivative_leaves_out(string body)
    {
        foreach (var symbol in new[] { "OFF", "ON", "ALSO_ON", "DEBUG" })
        {
            var run = Run(body, symbol);
            Assert.Null(run.Exception);
            Assert.Empty(run.Errors);
            Assert.Equal("", run.Call<string>("Test", "Run"));
        }
    }

    [Fact]
    public async Task SGRAD101_a_condition_that_the_file_defines()
    {
        var program = Program.Replace("BODY", "Set(a, x);").Replace("using System.Diagnostics;", "#define ON\nusing System.Diagnostics;");
        var said = Assert.Single((await AnalyzerRun.Of(program)).Diagnostics);
        Assert.Equal("SGRAD101", said.Id);
        Assert.Equal("Set(a, x)", program.Substring(said.Location.SourceSpan.Start, said.Location.SourceSpan.Length));
    }

    [Fact]
    public void Undefined_in_the_file() =>
        Assert.Equal("", Run("Set(a, x);", "ON", "#undef ON\n").Call<string>("Test", "Run"));

    private static GeneratorRun Run(string body, string symbol, string top = "")
    {
        // Everything that the compiler parses has the project's symbols, generated files too.
        var options = Programs.ParseOptions.WithPreprocessorSymbols(symbol);
        var input = Programs.Compile(top + Program.Replace("BODY", body));
        return GeneratorRun.Of(
            input.RemoveAllSyntaxTrees().AddSyntaxTrees(input.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), options, tree.FilePath))),
            options);
    }
}
