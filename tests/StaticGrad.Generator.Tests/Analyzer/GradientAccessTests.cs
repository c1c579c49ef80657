using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>Reads of gradients that do not exist, each at its exact span, and beside them reads of gradients that do.</summary>
public sealed class GradientAccessTests
{
    private const string Layer =
        """
        public static partial class Program
        {
            [Differentiable(nameof(w), nameof(kept), Name = "Some")]
            [Differentiable]
            public static double Layer(double w, [Frozen] double x, double[] kept, double other, int n, [Frozen] bool flag)
            {
                var hidden = w * x;
                var count = n + 1;
                double late;
                late = hidden * kept[0];
                for (var step = 0; step < count; step++) { late *= hidden; }
                foreach (var item in kept) { late += item; }
                var sum = late * late;
                var saved = Grad.Retain(sum * other);
                return saved * 2;
            }

        """;

    [Theory]
    [InlineData("SGRAD002", "return g.[|Hidden|];")]
    [InlineData("SGRAD002", "return g.[|Late|];")]
    [InlineData("SGRAD002", "return g.[|Item|];")]
    [InlineData("SGRAD002", "double a = g.[|Hidden|] + 1; return a;")]
    [InlineData("SGRAD002", "var (a, b) = (g.[|Hidden|], g.[|Late|]); return a + b;")]
    [InlineData("SGRAD002", "return Math.Sqrt(g.[|Hidden|]);")]
    [InlineData("SGRAD002", "return Math.Max(1.0, g.[|Hidden|] * g.W);")]
    [InlineData("SGRAD002", "Console.WriteLine($\"{g.[|Hidden|]:F2}\"); return 0;")]
    [InlineData("SGRAD002", "return g.[|Hidden|].CompareTo(1.0);")]
    [InlineData("SGRAD002", "return new[] { 1.0 }.Select(v => v * g.[|Hidden|]).Sum();")]
    [InlineData("SGRAD002", "double Local() => g.[|Hidden|]; return Local();")]
    [InlineData("SGRAD002", "return LayerGradient(1, 2, [3], 4, 5, true).[|Hidden|];")]
    [InlineData("SGRAD002", "LayerGradients? maybe = g; return maybe?.[|Hidden|] ?? 0;")]
    [InlineData("SGRAD002", "LayerGradients? maybe = g; return maybe!.Value.[|Hidden|];")]
    [InlineData("SGRAD002", "if (g.[|Hidden|] > 0) { return 1; } return 0;")]
    [InlineData("SGRAD003", "return g.[|X|];")]
    [InlineData("SGRAD003", "return s.[|X|];")]
    [InlineData("SGRAD003", "return s.[|Other|];")]
    [InlineData("SGRAD001", "return g.[|N|];")]
    [InlineData("SGRAD001", "return g.[|Count|];")]
    [InlineData("SGRAD001", "return g.[|Step|];")]
    [InlineData("SGRAD002", "return g.[|Sum|];")]
    [InlineData("SGRAD001", "return g.[|Flag|] ? 1 : 0;")]
    public async Task Reported(string id, string body)
    {
        var (source, spans) = Markup.Parse(Reading(body));
        var (diagnostics, compilation) = await Analyze(source);
        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Equal(spans, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));

        // Beside the compiler's own error, at the same place.
        Assert.All(spans, span => Assert.Contains(
            compilation.GetDiagnostics(),
            diagnostic => diagnostic.Id is "CS1061" or "CS0428" && diagnostic.Location.SourceSpan.Contains(span)));
    }

    [Theory]
    [InlineData("return g.W + g.Kept[0] + g.Other + g.Saved + g.Value;")]
    [InlineData("return s.W + s.Kept[0] + s.Saved + s.Value;")]
    [InlineData("return g.Unknown;")]
    [InlineData("return g.hidden;")]
    [InlineData("return g.Hidden();")]
    [InlineData("return g.Sum();")]
    [InlineData("return g.GetHashCode();")]
    [InlineData("var other = new Foreign.LayerGradients(); return other.Hidden;")]
    [InlineData("return new Foreign().Hidden;")]
    [InlineData("return unknown.Hidden;")]
    [InlineData("LayerGradients? maybe = g; return maybe.Hidden;", true)]
    public async Task Not_reported(string body, bool reported = false)
    {
        // A nullable record has no such property either, and the reason is the same.
        var (diagnostics, _) = await Analyze(Reading(body) + "public class Foreign { public struct LayerGradients { } }"
            + "public static class Extensions { public static double Sum(this Program.LayerGradients g) => g.W; }");
        Assert.Equal(reported, diagnostics.Count > 0);
    }

    [Theory]
    [InlineData("return g.[|Hidden|];", "'hidden' is computed inside 'Layer', so it is not a leaf and its gradient is not kept; write Grad.Retain where it is assigned")]
    [InlineData("return g.[|X|];", "'x' of 'Layer' is [Frozen] and has no gradient; remove [Frozen] to have one")]
    [InlineData("return s.[|Other|];", "'other' is not among the leaves that [Differentiable] names for 'Layer', so it has no gradient; name it there to have one")]
    [InlineData("return g.[|N|];", "'n' is of type 'int', which has no gradient; use double or float")]
    public async Task Messages(string body, string message)
    {
        var (diagnostics, _) = await Analyze(Markup.Parse(Reading(body)).Source);
        Assert.Equal(message, Assert.Single(diagnostics).GetMessage());
    }

    [Fact]
    public async Task Across_assemblies()
    {
        var library = GeneratorRun.Of(Layer + "}");
        using var image = new MemoryStream();
        Assert.True(library.Output.Emit(image).Success, string.Join("\n", library.Errors));
        var (source, spans) = Markup.Parse(
            """
            public static class Reader
            {
                public static double Read(Program.LayerGradients g) => g.[|X|] + g.W + g.[|N|];
            }
            """);
        var compilation = Programs.Compile(source).WithAssemblyName("Reader")
            .AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        var diagnostics = await Analyze(compilation);
        Assert.Equal(["SGRAD003", "SGRAD001"], diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(spans, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
    }

    [Theory]
    [InlineData("SGRAD002", "gradient.[|Norm2|]")]
    [InlineData("SGRAD002", "gradient.[|Block|]")]
    [InlineData("SGRAD003", "gradient.[|Scale|]")]
    [InlineData("SGRAD003", "gradient.[|Fixed|]")]
    [InlineData("SGRAD003", "gradient.[|Marked|]")]
    [InlineData("SGRAD001", "gradient.[|Layers|]")]
    [InlineData("SGRAD001", "gradient.[|Name|].Length")]
    [InlineData("SGRAD001", "gradient.[|IsLarge|]")]
    public async Task Of_a_model(string id, string read)
    {
        var (source, spans) = Markup.Parse($"public static class Reader {{ public static object Read(Model.Gradient gradient) => {read}; }}");
        var diagnostic = Assert.Single(await Analyze(WithModel(source)));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(Assert.Single(spans), diagnostic.Location.SourceSpan);
    }

    [Theory]
    [InlineData("gradient.Weights")]
    [InlineData("gradient.Bias")]
    [InlineData("gradient.Unknown")]
    [InlineData("gradient.Shared")]
    [InlineData("new Plain.Gradient().Norm2")]
    public async Task Not_of_a_model(string read) => Assert.Empty(
        await Analyze(WithModel($"public static class Reader {{ public static object Read(Model.Gradient gradient) => {read}; }}")));

    private static string Reading(string body) =>
        Layer
        + $$"""
            public static double Read()
            {
                var g = LayerGradient(1, 2, [3], 4, 5, true);
                var s = SomeGradient(1, 2, [3], 4, 5, true);
                {{body}}
            }
        }

        """;

    /// <summary>A model with a Gradient that stands where the generator writes.</summary>
    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation WithModel(string source) => Programs.Compile([
        Programs.Parse(source, "Source.cs"),
        Programs.Parse(
            """
            [Differentiable]
            public partial class Model
            {
                public static double Shared;
                private double[] _weights = [1];
                private readonly int _layers = 2;
                [Frozen] private double _scale = 1;
                public double Bias { get; set; }
                [Frozen] public double Fixed { get; set; }
                [field: Frozen] public double Marked { get; set; }
                public string Name { get; set; } = "";
                public double Norm2 => _weights[0] * _weights[0] * _scale;
                public double Block { get { return Bias; } }
                public bool IsLarge => _layers > 3;
            }

            public class Plain
            {
                public double Norm2 => 1;
                public class Gradient { }
            }
            """,
            "Model.cs"),
        Programs.Parse(
            "public partial class Model { public sealed class Gradient { public double[] Weights = []; public double Bias; } }",
            "StaticGrad.Generator/StaticGrad.Generator.DifferentiableGenerator/Model.g.cs"),
    ]);

    private static async Task<(IReadOnlyList<Diagnostic> Diagnostics, Compilation Compilation)> Analyze(string source)
    {
        var compilation = GeneratorRun.Of(source).Output;
        return (await Analyze(compilation), compilation);
    }

    private static async Task<IReadOnlyList<Diagnostic>> Analyze(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers([new GradientAccessAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan)];
    }
}
