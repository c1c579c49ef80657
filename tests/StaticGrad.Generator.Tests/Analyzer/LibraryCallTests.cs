using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>Calls of methods of which there is no source: constants go in and come out, and what varies is refused.</summary>
public sealed class LibraryCallTests
{
    private static readonly MetadataReference Reference = MetadataReference.CreateFromFile(typeof(Library).Assembly.Location);

    [Theory]
    [InlineData("var t = new double[2]; Library.Fill(t, 3); return x * t[0] * a[1];")]
    [InlineData("var t = new double[2]; Library.FillSpan(t, n + 1); return x * Library.Norm(t) * Library.Mean(t) * a[1];")]
    [InlineData("for (var i = 0; i < n; i++) { var t = new double[2]; Library.FillSpan(t, i); x *= t[0] + a[1]; } return x;")]
    [InlineData("Library.Fill(c, 3); Library.Bump(k); return x * c[0] * k[0] * a[1];")]
    [InlineData("return x * a[Library.Count(c) - 1] * Library.Scale(k[0]) * Library.Table[1];")]
    [InlineData("var t = new double[2]; Library.Fill(t, 3); t[0] = x; return t[0] * t[1] * a[1];")]
    [InlineData("using (Grad.NoGrad()) { Library.Log(x); n += Library.Mean(a) > 0 ? 1 : 0; } return x * n * a[1];")]
    [InlineData("Library.Log(x.Detach()); return x * (Library.Mean(a.Detach()) > 5 ? 2 : 3) * a[1];")]
    public async Task What_takes_constants_is_called_as_it_stands(string body)
    {
        var run = await Run(body);
        Assert.Empty(Said(run));
        Assert.Empty(run.Generated.Errors);
        Assert.Equal("", run.Generated.Call<string>("Test", "Differences"));
    }

    [Theory]
    [InlineData("return x * Library.Norm(a);", "SGRAD102 «Library.Norm(a)»")]
    [InlineData("return x * Library.Mean(a);", "SGRAD102 «Library.Mean(a)»")]
    [InlineData("Library.Log(x); return x * a[1];", "SGRAD102 «Library.Log(x)»")]
    [InlineData("Library.Fill(a, 3); return x * a[1];", "SGRAD102 «Library.Fill(a, 3)»")]
    [InlineData("var t = new double[2]; Library.Fill(t, x); return x * t[0] * a[1];", "SGRAD102 «Library.Fill(t, x)»")]
    [InlineData("var t = new double[2]; t[0] = x; Library.Fill(t, 3); t[1] = x; return t[0] * t[1] * a[1];", "SGRAD102 «Library.Fill(t, 3)»")]
    [InlineData("using (Grad.NoGrad()) { n = Library.Count(a); } return x * n * a[1];", "SGRAD101 «Library.Count(a)»", "SGRAD013 «Library.Count(a)»")]
    [InlineData("using (Grad.NoGrad()) { Library.Fill(a, 3); } return x * a[1];", "SGRAD101 «Library.Fill(a, 3)»", "SGRAD013 «Library.Fill(a, 3)»")]
    [InlineData("for (var i = 0; i < n; i++) { var t = new double[2]; Library.Fill(t, i); x *= t[0] + a[1]; } return x;", "SGRAD101 «Library.Fill(t, i)»")]
    [InlineData("var d = a.Detach(); Library.Fill(d, 3); return x * a[1];", "SGRAD101 «Library.Fill(d, 3)»", "SGRAD012 «Library.Fill(d, 3)»")]
    public async Task What_varies_is_refused(string body, params string[] said) => Assert.Equal(said, Said(await Run(body)));

    private static IEnumerable<string> Said(AnalyzerRun run) => run.Diagnostics.Select(diagnostic =>
        $"{diagnostic.Id} «{diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}»");

    private static Task<AnalyzerRun> Run(string body) => AnalyzerRun.Of(Programs.Compile(
        $$"""
        using StaticGrad.Generator.Tests.Harness;

        public static partial class Program
        {
            [Differentiable]
            public static double F(double x, double[] a, [Frozen] double[] c, int[] k, int n)
            {
                {{body}}
            }
        }
        """,
        """
        public static class Test
        {
            public static string Differences()
            {
                var wrong = "";
                var x = 0.75;
                double At(double x, double[] a) => Program.F(x, [.. a], [5, 6], [1], 3);
                double[] a = [0.5, 1.25];
                var g = Program.FGradient(x, [.. a], [5, 6], [1], 3);
                Near("value", At(x, a), g.Value);
                Near("x", (At(x + 1e-6, a) - At(x - 1e-6, a)) / 2e-6, g.X);
                Near("a[1]", (At(x, [0.5, 1.25 + 1e-6]) - At(x, [0.5, 1.25 - 1e-6])) / 2e-6, g.A[1]);
                return wrong;

                void Near(string what, double expected, double actual)
                {
                    if (!(Math.Abs(expected - actual) <= 1e-6 * (1 + Math.Abs(expected)))) { wrong += $"{what}: {expected} expected, {actual} found\n"; }
                }
            }
        }
        """).AddReferences(Reference));
}
