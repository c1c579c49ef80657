using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>An edit recompiles what it changes and nothing else.</summary>
public sealed class IncrementalityTests
{
    private const string First =
        """
        public static partial class First
        {
            [Differentiable]
            public static double F(double x, double y)
            {
                var sum = 0.0;
                for (var i = 0; i < 3; i++)
                {
                    sum += x * y;
                }

                return sum * Helper.Square(x);
            }
        }
        """;

    private const string Second =
        """
        public static partial class Second
        {
            [Differentiable]
            public static double G(double x)
            {
                return Math.Sin(x);
            }
        }
        """;

    private const string Callee =
        """
        public static class Helper
        {
            public static double Square(double v)
            {
                return v * v;
            }

            public static double Unrelated(double v)
            {
                return v + 1;
            }
        }
        """;

    private const string Model =
        """
        [Differentiable]
        public sealed partial class Layer
        {
            private double[] _weights = [1, 2];

            [Differentiable]
            public double H(double x) => _weights[0] * x;
        }
        """;

    private const string Unrelated = "public class Unrelated { public int Member => 1; }";

    private static readonly string[] Files = [First, Second, Callee, Unrelated, Model];

    private static readonly string[] Downstream = [DifferentiableGenerator.Steps.Compile, DifferentiableGenerator.Steps.Shared];

    public static TheoryData<string, int, string, string> HarmlessEdits => new()
    {
        { "another file", 3, "=> 1", "=> 2" },
        { "a member without numbers in a model", 4, "private double[]", "private int _count;\n    private double[]" },
        { "the value of a field of a model", 4, "[1, 2]", "[1, 2, 3]" },
        { "another file gains a type", 3, "public class", "public class More { }\npublic class" },
        { "a comment in the method", 0, "return sum", "// why\nreturn sum" },
        { "a comment at the end of a statement", 0, "x * y;", "x * y; // why" },
        { "a comment inside an expression", 0, "x * y;", "x * /* why */ y;" },
        { "a documentation comment", 0, "[Differentiable]", "/// <summary>Text.</summary>\n[Differentiable]" },
        { "new lines before", 0, "public static partial", "\n\n\npublic static partial" },
        { "a new member before", 0, "[Differentiable]", "private static int Other() => 3;\n\n[Differentiable]" },
        { "a new member behind", 0, "        return sum * Helper.Square(x);\n    }", "        return sum * Helper.Square(x);\n    }\n\n    private static int Other() => 3;" },
        { "indentation", 0, "        sum +=", "                  sum +=" },
        { "a blank line", 0, "return sum", "\n\n        return sum" },
        { "a line break in an expression", 0, "sum * Helper", "sum\n            * Helper" },
        { "no spaces", 0, "x * y", "x*y" },
        { "spaces where none are usual", 0, "Helper.Square(x)", "Helper . Square ( x )" },
        { "wider spaces", 0, "x * y", "x   *   y" },
        { "carriage returns", 0, "\n", "\r\n" },
        { "another member of the callee's type", 2, "v + 1", "v + 2" },
        { "a comment in the callee", 2, "return v * v", "// why\nreturn v * v" },
    };

    public static TheoryData<string, int, string, string> RealEdits => new()
    {
        { "an operator", 0, "x * y", "x + y" },
        { "a constant", 0, "i < 3", "i < 4" },
        { "a local's name", 0, "sum", "total" },
        { "frozen", 0, "double y)", "[Frozen] double y)" },
        { "the attribute", 0, "[Differentiable]", "[Differentiable(Name = \"H\")]" },
        { "the callee", 2, "v * v", "v * v * v" },
    };

    [Theory]
    [MemberData(nameof(HarmlessEdits))]
    public void A_harmless_edit_recompiles_nothing(string edit, int file, string old, string replacement)
    {
        var result = Edit(file, old, replacement);
        Assert.True(
            Reasons(result, DifferentiableGenerator.Steps.Lower).All(IsTheSame),
            $"{edit}: lowering gives {string.Join(", ", Reasons(result, DifferentiableGenerator.Steps.Lower))}");
        Assert.All(Reasons(result, DifferentiableGenerator.Steps.Model), reason => Assert.True(IsTheSame(reason), $"{edit}: the model is {reason}"));
        foreach (var step in Downstream)
        {
            Assert.All(Reasons(result, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        }

        Assert.All(
            result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [MemberData(nameof(RealEdits))]
    public void A_real_edit_recompiles_the_method_and_no_other(string edit, int file, string old, string replacement)
    {
        var result = Edit(file, old, replacement);
        foreach (var step in new[] { DifferentiableGenerator.Steps.Lower, DifferentiableGenerator.Steps.Compile })
        {
            var reasons = Reasons(result, step);
            Assert.Equal(3, reasons.Count);
            Assert.True(reasons.Count(reason => !IsTheSame(reason)) == 1, $"{edit}, {step}: {string.Join(", ", reasons)}");
            Assert.True(reasons.Contains(IncrementalStepRunReason.Modified), $"{edit}, {step}: {string.Join(", ", reasons)}");
        }

        // The other method's text is not even compared again.
        Assert.Contains(IncrementalStepRunReason.Cached, Reasons(result, DifferentiableGenerator.Steps.Compile));
    }

    [Fact]
    public void A_new_parameter_changes_the_model_and_not_its_method()
    {
        var result = Edit(4, "private double[]", "public double Bias;\n    private double[]");
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, DifferentiableGenerator.Steps.Model));
        Assert.All(Reasons(result, DifferentiableGenerator.Steps.Compile), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void The_first_run_makes_everything_new()
    {
        var driver = GeneratorRun.CreateDriver(trackSteps: true).RunGenerators(Programs.Compile(Files));
        var result = driver.GetRunResult().Results.Single();
        Assert.All(Reasons(result, DifferentiableGenerator.Steps.Lower), reason => Assert.Equal(IncrementalStepRunReason.New, reason));
        Assert.Equal(4, result.GeneratedSources.Length);
    }

    [Fact]
    public void A_method_without_the_attribute_costs_nothing()
    {
        var result = Edit(3, "public int Member", "public double M(double x) { return x * x; }\npublic int Member");
        Assert.Equal(3, Reasons(result, DifferentiableGenerator.Steps.Lower).Count);
    }

    /// <summary>
    /// The driver remembers by position: what comes and goes in the middle must not give one method another one's derivative.
    /// </summary>
    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    [InlineData("A", "B")]
    [InlineData("A", "C")]
    [InlineData("A", "B", "C")]
    public void Methods_that_are_broken_and_mended_have_their_own_derivatives(params string[] broken)
    {
        const string Source =
            """
            public static partial class Program
            {
                [Differentiable] public static double A(double x) => x * Power(x, 2);
                [Differentiable] public static double B(double x) => x * x * Power(x, 3);
                [Differentiable] public static double C(double x) => Math.Sin(x) * Root(x, 4);
                static double Power(double x, int n) => n == 0 ? 1 : Power(x, n - 1) * x;
                static double Root(double x, int n) => n == 0 ? 1 : Math.Sqrt(Root(x, n - 1));
            }
            """;
        var damaged = broken.Aggregate(Source, (text, method) => text.Replace($" {method}(double x) =>", $" {method}(double x) => y +"));
        var compilation = Programs.Compile(Source);
        var driver = GeneratorRun.CreateDriver().RunGenerators(compilation);
        foreach (var text in new[] { damaged, Source, damaged, Source.Replace("A(", "D("), Source })
        {
            var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Last(), Programs.Parse(text, "Source0.cs"));
            driver = driver.RunGenerators(edited);
            var result = driver.GetRunResult().Results.Single();
            Assert.Null(result.Exception);
            Assert.Equal(
                GeneratorRun.Of(edited).Files.OrderBy(file => file.Key, StringComparer.Ordinal),
                result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString()).OrderBy(file => file.Key, StringComparer.Ordinal));
        }
    }

    private static bool IsTheSame(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)] : [];

    /// <summary>Runs the generator, edits one file as an editor does, and runs it again.</summary>
    private static GeneratorRunResult Edit(int file, string old, string replacement)
    {
        var compilation = Programs.Compile(Files);
        var driver = GeneratorRun.CreateDriver(trackSteps: true).RunGenerators(compilation);
        Assert.Contains(old, Files[file]);
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == $"Source{file}.cs");
        var edited = compilation.ReplaceSyntaxTree(tree, Programs.Parse(Files[file].Replace(old, replacement), tree.FilePath));
        return driver.RunGenerators(edited).GetRunResult().Results.Single();
    }
}
