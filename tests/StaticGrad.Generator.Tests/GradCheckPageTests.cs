using System.Reflection;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>docs/gradcheck.md: its code compiles, prints what the page says, and its example of a test passes.</summary>
public sealed class GradCheckPageTests
{
    private static readonly DocumentPage Page = new("docs", "gradcheck.md");

    private static readonly GeneratorRun Run = GeneratorRun.Of(Programs.Compile([.. Page.Files]).AddReferences(
        MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location)));

    [Fact]
    public void Every_snippet_prints_what_the_page_says()
    {
        Assert.Empty(Run.Errors);
        Assert.True(Page.Outputs.Count >= 5, "the page has lost its outputs");
        var console = Console.Out;
        try
        {
            foreach (var (type, expected) in Page.Outputs)
            {
                using var printed = new StringWriter { NewLine = "\n" };
                Console.SetOut(printed);
                Run.Load().GetType(type)!.GetMethod("Run")!.Invoke(null, []);
                Assert.Equal(expected.ReplaceLineEndings("\n"), printed.ToString());
            }
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [Fact]
    public void Its_example_of_a_test_passes()
    {
        var tests = Run.Load().GetType("ModelGradients")!;
        var test = Assert.Single(tests.GetMethods(), method => method.GetCustomAttribute<TheoryAttribute>() is not null);
        var data = test.GetCustomAttributes<InlineDataAttribute>().SelectMany(attribute => attribute.GetData(test)).ToList();
        Assert.Equal(2, data.Count);
        foreach (var arguments in data)
        {
            test.Invoke(Activator.CreateInstance(tests), arguments);
        }
    }

    /// <summary>The compiler of these tests is the oldest that the generator loads on: its inference is what users of SDK 8 have.</summary>
    [Theory]
    [InlineData("GradCheck.Check(x => x * x, x => 2 * x, 3)")]
    [InlineData("GradCheck.Check(x => x * x, _ => 6, 3)")]
    [InlineData("GradCheck.Check(Math.Sin, Math.Cos, 1.0)")]
    [InlineData("GradCheck.Check(x => x[0] * x[1], x => [x[1], x[0]], [1, 2.5])")]
    [InlineData("GradCheck.Check(x => x[0], x => new double[] { 1, 0 }, new double[] { 1, 2 })")]
    [InlineData("GradCheck.Check(x => x * x, x => 2 * x, 3f)")]
    [InlineData("GradCheck.Check(x => x[0] * x[0], x => [2 * x[0]], new[] { 3f })")]
    [InlineData("GradCheck.Check(x => x * x, x => (x * x, 2 * x), 3.0)")]
    [InlineData("GradCheck.Check((x, y) => x * y[0], (x, y) => (y[0], new[] { x }), 3.0, new[] { 2.0 })")]
    [InlineData("GradCheck.Check((x, y) => x * y, (x, y) => (x * y, y, x), 3.0, 2f, new() { Step = 1e-5 })")]
    [InlineData("GradCheck.Check(m => m.A * m.A, m => new M.Gradient { A = 2 * m.A }, new M { A = 3 })")]
    [InlineData("GradCheck.CheckBackward(x => x * x, (double x, double seed, ref double g) => { g += seed * 2 * x; return x * x; }, 3.0)")]
    [InlineData("GradCheck.CheckBackward(x => new[] { x }, (double x, double[] seed, ref double g) => { g += seed[0]; return new[] { x }; }, 3.0)")]
    public void Calls_bind_without_type_arguments(string call)
    {
        var run = GeneratorRun.Of(
            $$"""
            [Differentiable]
            public partial struct M
            {
                public double A;
            }

            public static class Calls
            {
                public static GradCheckResult Run() => {{call}};
            }
            """);
        var result = run.Call<GradCheckResult>("Calls", "Run");
        Assert.True(result.Passes, result.ToString());
    }
}
