using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;
using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>SGRAD201 and SGRAD202: what a derivative saves, why, and what freezing removed.</summary>
public sealed partial class FreezingMapTests
{
    private const string Everything =
        """
        [Differentiable(nameof(w), nameof(v))]
        public static double F(double w, double v, [Frozen] double x, double y)
        {
            var frozen = Math.Tanh(x * y);
            var h = Math.Exp(w * frozen);
            double scale;
            using (Grad.NoGrad()) { scale = Math.Sqrt(1 + h * h); }
            for (var i = 0; i < 3; i++) { v = Math.Sin(v) * h.Detach(); }
            return h * v / scale;
        }
        """;

    // The page

    [Fact]
    public async Task The_page_shows_what_is_reported()
    {
        var page = Repository.Read("docs", "freezing-map.md");
        var program = Block(page, "program");
        var map = Assert.Single((await AnalyzerRun.Of(program, explanation: "SGRAD201")).Diagnostics).GetMessage();
        var reasons = Assert.Single((await AnalyzerRun.Of(program, explanation: "SGRAD202")).Diagnostics).GetMessage();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            var updated = page
                .Replace("```\n" + Block(page, "map") + "```", "```\n" + Broken(map) + "\n```")
                .Replace("```\n" + Block(page, "reasons") + "```", "```\n" + Broken(reasons) + "\n```");
            File.WriteAllText(Path.Combine(Repository.Root, "docs", "freezing-map.md"), updated);
            return;
        }

        Assert.Equal(Broken(map), Block(page, "map").TrimEnd('\n'));
        Assert.Equal(Broken(reasons), Block(page, "reasons").TrimEnd('\n'));
    }

    private static string Broken(string message) => message.Replace("; ", ";\n");

    private static string Block(string page, string name) =>
        Regex.Match(page, $@"<!-- {name} -->\n```\w*\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    // SGRAD201

    [Fact]
    public Task SGRAD201_at_the_name() => Reports("SGRAD201", Class(Everything.Replace(" F(", " [|F|](")));

    [Fact]
    public async Task SGRAD201_says_what_is_frozen_and_how()
    {
        var message = await MapOf(Everything);
        Assert.StartsWith("'F' has gradients of w, v; frozen: x, y; detached: 'v = Math.Sin(v) * h.Detach();'; under NoGrad: 3 operations; constant: frozen, scale; ", message);
        Assert.Contains("saves ", message);
        Assert.Contains("in each iteration of the loop at line 10", message);
        Assert.Contains("; with nothing frozen: ", message);
        Assert.DoesNotContain("\n", message);
    }

    [Fact]
    public async Task SGRAD201_compares_with_the_same_method_without_freezes()
    {
        var frozen = await MapOf(Everything);
        var thawed = await MapOf(Everything
            .Replace("(nameof(w), nameof(v))", "").Replace("[Frozen] ", "").Replace("using (Grad.NoGrad()) ", "").Replace(".Detach()", ""));
        var (operations, saved) = SizeIn(Assert.Single(Size().Matches(thawed)));
        Assert.Equal((operations, saved), SizeIn(Size().Matches(frozen)[1]));
        Assert.True(SizeIn(Size().Matches(frozen)[0]).Operations < operations, frozen);
    }

    [Fact]
    public async Task SGRAD201_for_each_attribute()
    {
        var run = await AnalyzerRun.Of(Class(
            """
            [Differentiable] [Differentiable(nameof(x), Name = "G")]
            public static double F(double x, double y) => Math.Exp(x) * Math.Exp(y);
            """), explanation: "SGRAD201");
        Assert.Equal(["'F' has", "'G' has"], run.Diagnostics.Select(diagnostic => diagnostic.GetMessage()[..7]).Order());
    }

    [Fact]
    public async Task SGRAD201_says_only_what_is_saved_where_the_unfrozen_method_has_no_derivative()
    {
        var message = await MapOf("[Differentiable] public static double F(double x, [Frozen] double y) => Math.Exp(x) * Math.BitIncrement(y);");
        Assert.Contains("frozen: y", message);
        Assert.DoesNotContain("with nothing frozen", message);
    }

    [Fact]
    public Task SGRAD201_not_where_there_is_nothing_to_say() => Accepts(Class(
        "[Differentiable] public static double F(double x, double[] y) => x + y[0];"), explanation: "SGRAD201");

    [Fact]
    public async Task SGRAD201_not_when_it_is_switched_off() => Assert.Empty((await AnalyzerRun.Of(
        Class(Everything),
        new Dictionary<string, ReportDiagnostic> { ["SGRAD201"] = ReportDiagnostic.Suppress },
        explanation: "SGRAD201")).Diagnostics);

    [Fact]
    public async Task SGRAD201_counts_frames_and_arrays()
    {
        var message = await MapOf(
            """
            [Differentiable]
            public static double F(double x, int n)
            {
                for (var t = 0; t < n; t++)
                {
                    var a = new double[n];
                    a[0] = Math.Exp(x);
                    x = Power(a[0], 3) * a[0];
                }

                return x;
            }

            private static double Power(double x, int n) => n == 0 ? x : x * Power(x * x, n - 1);
            """);
        Assert.Contains("1 frame of calls", message);
        Assert.Contains("1 array", message);
    }

    // SGRAD202

    [Fact]
    public Task SGRAD202_at_the_keywords() => Reports("SGRAD202", Class(
        """
        [Differentiable]
        public static double F(double x, double[] u, int n)
        {
            var table = new double[n];
            [|for|] (var t = 0; t < n; t++)
            {
                [|foreach|] (var v in u) { x = Math.Sin(x) * v; }
                [|while|] (x > 1) { x = x * x - 1; }
                [|do|] { x = Math.Sqrt(x); } while (x > 4);
            }

            for (var i = 0; i < n; i++) { table[i] = u[i] * u[i]; }
            return x + table[0];
        }
        """));

    [Theory]
    [InlineData("for (var i = 0; i < n; i++) { x *= x; }", "'x' as the iteration finds it, which a later one overwrites")]
    [InlineData("var s = 0.0; for (var i = 0; i < n; i++) { var e = Math.Exp(u[i]); s += e * e; } x *= s;", "'e', too dear to compute again")]
    [InlineData("for (var i = 1; i < n; i++) { u[i] = u[i] * u[i - 1]; }", "the element of 'u' that a store overwrites and an earlier operation reads again")]
    [InlineData("for (var i = 0; i < n; i++) { var k = 0; while (k < i * i) { x += 1; k++; } }", "how often an inner loop ran, which is known only afterwards")]
    [InlineData("for (var i = 0; i < n; i++) { x = Power(x, 3); }", "what the call of 'Program.Power' keeps")]
    public async Task SGRAD202_reasons(string statements, string reason)
    {
        var run = await AnalyzerRun.Of(Class(
            $$"""
            [Differentiable] public static double F(double x, double[] u, int n) { {{statements}} return x * u[0]; }
            private static double Power(double x, int n) => n == 0 ? x : x * Power(x * x, n - 1);
            """), explanation: "SGRAD202");
        Assert.True(run.Diagnostics.Any(diagnostic => diagnostic.GetMessage().Contains(reason)), run.Describe());
    }

    private static async Task<string> MapOf(string method) =>
        Assert.Single((await AnalyzerRun.Of(Class(method), explanation: "SGRAD201")).Diagnostics).GetMessage();

    private static (int Operations, string Saved) SizeIn(Match match) =>
        (int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups[2].Value);

    [GeneratedRegex("([0-9]+) operations? with an adjoint[;,] saves ([^;]+)")]
    private static partial Regex Size();
}
