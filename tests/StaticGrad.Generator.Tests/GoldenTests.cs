using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// Golden/*.cs: small programs whose generated text is compared with Golden/*.g.txt, and whose gradients are checked. To
/// accept what the compiler makes now, run the tests with UPDATE_GOLDEN=1 and read the difference.
/// </summary>
public sealed class GoldenTests
{
    private const double Tolerance = 1e-7;

    private static readonly string Folder = Path.Combine(Repository.Tests, "Golden");

    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    private static readonly string[] Names = [.. Directory.GetFiles(Folder, "*.cs")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal)];

    private static readonly ConcurrentDictionary<string, GeneratorRun> Runs = new();

    public static TheoryData<string> All => [.. Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Text_is_the_expected_one(string program)
    {
        var path = Path.Combine(Folder, program + ".g.txt");
        var actual = Run(program).Text;
        if (Update)
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the tests with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    [Fact]
    public void Every_expected_text_has_a_program() => Assert.Empty(Directory.GetFiles(Folder, "*.g.txt")
        .Select(path => Path.GetFileName(path).Replace(".g.txt", ""))
        .Except(Names));

    [Theory]
    [MemberData(nameof(All))]
    public void Gradient_is_that_of_differences(string program)
    {
        var (at, value, gradient) = Run(program)
            .Call<(double[] At, Func<double[], double> Value, Func<double[], (double Value, double[] Gradient)> Gradient)>("Check", "Case");
        var (computed, analytic) = gradient([.. at]);

        // The mixed one is a float, compared with the same formula in double.
        var tolerance = program == "MixedPrecision" ? 1e-6 : Tolerance;
        Assert.Equal(value([.. at]), computed, program == "MixedPrecision" ? 1e-6 : 0);
        Assert.Equal(at.Length, analytic.Length);
        for (var i = 0; i < at.Length; i++)
        {
            // Small steps: the programs branch.
            var numeric = Ridders.Partial(value, at, i, relativeStep: 1e-3);
            Assert.True(
                Math.Abs(numeric - analytic[i]) <= tolerance * (1 + Math.Abs(numeric)),
                FormattableString.Invariant($"{program}, leaf {i}: {analytic[i]:R}, by differences {numeric:R}"));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Text_compiles_without_a_warning(string program)
    {
        var run = Run(program);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.All(run.Files.Values, text => Assert.DoesNotContain('\r', text));
        Assert.All(run.Files.Values, text => Assert.EndsWith("}\n", text));
        Assert.All(run.Files.Values, text => Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line)));
    }

    /// <summary>The pragma is for the user's own settings, not a place to sweep unused variables into.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Text_compiles_without_a_warning_even_without_its_pragma(string program)
    {
        var run = Run(program);
        var bare = run.GeneratedTrees.Select(tree => CSharpSyntaxTree.ParseText(
            tree.ToString().Replace("#pragma warning disable", ""), Programs.ParseOptions, tree.FilePath));
        var warnings = run.Input.AddSyntaxTrees(bare).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString());
        Assert.Empty(warnings);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Text_is_the_same_again(string program) => Assert.Equal(Run(program).Text, RunAgain(program).Text);

    [Fact]
    public void Text_does_not_depend_on_the_order_of_files()
    {
        // Each program in a namespace of its own, so that they fit in one compilation.
        List<string> sources = [.. Names.Where(program => program != "Neuron").Select(program =>
            $"namespace N{program}\n{{\n{File.ReadAllText(Path.Combine(Folder, program + ".cs"))}\n}}\n")];
        var forward = GeneratorRun.Of([.. sources]);
        sources.Reverse();
        var backward = GeneratorRun.Of([.. sources]);
        Assert.Null(forward.Exception);
        Assert.NotEmpty(forward.Files);
        Assert.Equal(forward.Text, backward.Text);
    }

    [Fact]
    public void Text_of_files_with_carriage_returns_has_none()
    {
        var source = File.ReadAllText(Path.Combine(Folder, "Branches.cs"));
        var run = GeneratorRun.Of(source.Replace("\n", "\r\n"));
        Assert.Equal(GeneratorRun.Of(source).Text, run.Text);
    }

    private static GeneratorRun Run(string program) => Runs.GetOrAdd(program, RunAgain);

    private static GeneratorRun RunAgain(string program)
    {
        var run = GeneratorRun.Of(File.ReadAllText(Path.Combine(Folder, program + ".cs")));
        Assert.Null(run.Exception);
        return run;
    }
}
