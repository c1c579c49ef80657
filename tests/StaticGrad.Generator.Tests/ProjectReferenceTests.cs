using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// An editor hands a referenced project over as a compilation, a build as an assembly. Its symbols have source in the first, but not in
/// this compilation: the same must come out.
/// </summary>
public sealed class ProjectReferenceTests
{
    private const string Library =
        """
        [Differentiable]
        public partial class Model
        {
            public double A = 2;
            public double[] W = [1, 2];
            private double _hidden = 3;
            public int Count => W.Length;
            [Differentiable] public double F(double x) => x * A * _hidden;
            public double Twice(double x) => 2 * x * A;
        }

        public static class Helper
        {
            public static double K = 3;
            public static readonly double[] Table = [1, 2];
            public static Model Shared = new();
            public static double Square(double x) => x * x;
            public static int Two(int n) => 2;
            public static int Change() { Shared.A = 5; return 1; }
            public static double Scale(in double x) => x;
            public static void Write(double[] a) => a[0] = 2;
        }
        """;

    [Theory]
    [InlineData("double x, Model m", "x * m.A * m.W[0] * Helper.Two(3) * Helper.K * Helper.Table[1]")]
    [InlineData("double x, Model m", "x * m.A * m.Count")]
    [InlineData("double x", "Helper.Square(x)")]
    [InlineData("double x, Model m", "m.Twice(x)")]
    [InlineData("double x, Model m", "m.F(x)")]
    [InlineData("double x, Model m", "x * m.A * Helper.Change()")]
    [InlineData("double x", "x * Helper.Shared.A")]
    [InlineData("double x", "x * Helper.Scale(Helper.K)")]
    [InlineData("double[] a, double x", "Written(a) * x")]
    [InlineData("double[] a, double x", "a[Helper.Two(1) - 1] + Twice(a, x)")]
    public async Task The_same_as_with_an_assembly(string parameters, string value)
    {
        var (inEditorReference, inBuildReference) = References(Library);
        var program = Programs.Compile(
            $$"""
            public static partial class P
            {
                private static double Written(double[] a) { Helper.Write(a); return a[0]; }
                private static double Twice(double[] a, double x) { for (int i = 0; i < Helper.Two(2); i++) { a[i] += Helper.Two(i) * x; } return a[0]; }
                [Differentiable] public static double F({{parameters}}) => {{value}};
            }
            """);
        var inEditor = await AnalyzerRun.Of(program.AddReferences(inEditorReference));
        var inBuild = await AnalyzerRun.Of(program.AddReferences(inBuildReference));
        Assert.Null(inEditor.Generated.Exception);
        Assert.Equal(inBuild.Describe(), inEditor.Describe());
        Assert.Equal(inBuild.Generated.Text, inEditor.Generated.Text);
        Assert.Empty(inEditor.Generated.Errors);
    }

    /// <summary>What a member of a library's model is, and where its gradient goes.</summary>
    [Theory]
    [InlineData("public double A { get; set; } = 2;", "m.A * x", "mGradient.A += seed * x;")]
    [InlineData("[Frozen] public double A { get; set; } = 2; public double W = 3;", "m.A * m.W * x", "mGradient.W += ")]
    [InlineData("public int N { get; set; } = 2; public double W = 3;", "m.N * m.W * x", "mGradient.W += ")]
    [InlineData("public double Norm = 2;", "m.Norm * x", "mGradient.NormGradient += seed * x;")]
    [InlineData("public double Rate = 2; public double RateGradient = 3;", "m.Rate * m.RateGradient * x", "mGradient.RateGradient += ", "mGradient.Rate += ")]
    [InlineData("[Frozen] private double _rate = 5; public double Rate = 7; public double R() => _rate;", "m.Rate * x", "mGradient.RateGradient += seed * x;")]
    [InlineData("private double[] _rate = [5]; public double Rate = 7;", "m.Rate * x", "mGradient.RateGradient += seed * x;")]
    public async Task A_member_is_the_same_as_in_an_editor(string members, string value, params string[] written)
    {
        var (editor, build) = References($"[Differentiable] public partial class M {{ {members} }}");
        var inEditor = await AnalyzerRun.Of(Program("M m, double x", value).AddReferences(editor));
        var inBuild = await AnalyzerRun.Of(Program("M m, double x", value).AddReferences(build));
        Assert.Equal("", inBuild.Describe());
        Assert.Equal(inEditor.Describe(), inBuild.Describe());
        Assert.Equal(inEditor.Generated.Text, inBuild.Generated.Text);
        Assert.Empty(inBuild.Generated.Errors);
        Assert.All(written, line => Assert.Contains(line, inBuild.Generated.Text));
    }

    /// <summary>What an assembly does not tell is refused, not guessed.</summary>
    [Theory]
    [InlineData("private double _gain = 3; public double Gain => 1 / (1 + Math.Exp(-_gain));", "m.Gain * x", "m.Gain")]
    [InlineData("private double[] _w = [3]; public double W => _w[0];", "m.W * x", "m.W")]
    [InlineData("private double _rate = 5; public double Rate = 7;", "m.Rate * x", "m.Rate")]
    public async Task What_an_assembly_does_not_tell_is_refused(string members, string value, string place)
    {
        var (_, build) = References($"[Differentiable] public partial class M {{ {members} }}");
        var run = await AnalyzerRun.Of(Program("M m, double x", value).AddReferences(build));
        Assert.Contains(run.Diagnostics, said => said.Severity == DiagnosticSeverity.Error);
        Assert.All(run.Diagnostics, said => Assert.Contains($"«{place}»", AnalyzerRun.Describe(said)));
        Assert.Empty(run.Generated.Errors);
    }

    [Theory]
    [InlineData("A * x * K")]
    [InlineData("A * x")]
    public async Task A_base_that_holds_numbers_is_refused_from_an_assembly_too(string value)
    {
        var (editor, build) = References("[Differentiable] public partial class B { public double K = 2; }");
        var program = Programs.Compile(
            $"[Differentiable] public partial class N : B {{ public double A = 3; [Differentiable] public double F(double x) => {value}; }}");
        var inEditor = await AnalyzerRun.Of(program.AddReferences(editor));
        var inBuild = await AnalyzerRun.Of(program.AddReferences(build));
        Assert.Contains("SGRAD101 at 0,38 «N»: a type whose base 'B' holds numbers", inBuild.Describe());
        Assert.Equal(inEditor.Describe(), inBuild.Describe());
        Assert.Empty(inBuild.Generated.Errors);
    }

    /// <summary>Static properties are constants: reading one beside a model changes no model.</summary>
    [Theory]
    [InlineData("public static double P { get; set; } = 2;")]
    [InlineData("public static double P => 2;")]
    public async Task A_static_property_of_a_library_is_read_beside_its_models(string property)
    {
        var (editor, build) = References(
            $"[Differentiable] public partial class M {{ public double W = 3; }} public static class K {{ {property} }}");
        foreach (var reference in new[] { editor, build })
        {
            var run = await AnalyzerRun.Of(Program("M m, double x", "m.W * x * K.P").AddReferences(reference));
            Assert.Equal("", run.Describe());
            Assert.Contains("mGradient.W += ", run.Generated.Text);
            Assert.Empty(run.Generated.Errors);
        }
    }

    /// <summary>Generated files have no extern alias: what they would name is another type, or none.</summary>
    [Theory]
    [InlineData("static partial class P { [Differentiable] public static double F(LL::L.M m, double x) => m.A * x; }", "m")]
    [InlineData("static partial class P { [Differentiable] public static double F(LL::L.M[] m, double x) => m[0].A * x; }", "m")]
    [InlineData("static partial class P { [Differentiable] public static double F(double x) => x * LL::L.K.P; }", "LL::L.K.P")]
    [InlineData("static partial class P { [Differentiable] public static double F(double x) => x * LL::L.K.C; }")]
    [InlineData("static partial class P { [Differentiable] public static double F(double x) => x * LL::L.K.Two(1); }", "LL::L.K.Two(1)")]
    [InlineData("static partial class P { [Differentiable] public static double F(double x) => x * LL::L.K.Made.A; }", "LL::L.K.Made.A")]
    [InlineData("static partial class P { [Differentiable] public static double F(double x) { if (x < 0) throw new LL::L.E(); return x; } }", "new LL::L.E()")]
    [InlineData("[Differentiable] partial class N { public double W; internal LL::L.M Inner = new(); }", "Inner")]
    [InlineData("static class G<T> { public static double K = 2; } static partial class P { [Differentiable] public static double F(double x) => x * G<LL::L.M>.K; }", "G<LL::L.M>.K")]
    public async Task What_only_an_extern_alias_names_is_refused(string program, params string[] places)
    {
        var (editor, build) = References(
            """
            namespace L
            {
                [Differentiable] public partial class M { public double A = 2; }
                public class E : Exception { }
                public static class K { public const double C = 2; public static double P = 2; public static M Made = new(); public static int Two(int n) => 2; }
            }
            """);
        foreach (var reference in new[] { editor, build })
        {
            var run = await AnalyzerRun.Of(Programs.Compile("extern alias LL;\n" + program).AddReferences(reference.WithAliases(["LL"])));
            Assert.Equal(places, run.Diagnostics.Where(said => said.GetMessage().Contains("which only an extern alias names,"))
                .Select(said => said.Location.SourceTree!.GetText().ToString(said.Location.SourceSpan)).Distinct());
            Assert.Empty(run.Generated.Errors);
        }
    }

    /// <summary>What a method without source is given to read, it may hand back to be written.</summary>
    [Fact]
    public async Task A_place_that_a_method_without_source_hands_back_is_changed()
    {
        var (_, build) = References(
            "public static class L { public static ref double At(in double a) => ref System.Runtime.CompilerServices.Unsafe.AsRef(in a); }");
        var run = await AnalyzerRun.Of(Programs.Compile(
            """
            [Differentiable] public partial class M { public double A = 1; }
            public static partial class P
            {
                private static readonly M K = new();
                private static int Set() { try { L.At(in K.A) = 3; return 1; } finally { } }
                [Differentiable] public static double F(M m, double x) => m.A * x * Set();
            }
            """).AddReferences(build));
        Assert.Contains("'A' of a model", run.Describe());
        Assert.DoesNotContain("FBackward", run.Generated.Text);
    }

    private static CSharpCompilation Program(string parameters, string value) => Programs.Compile(
        $"public static partial class P {{ [Differentiable] public static double F({parameters}) => {value}; }}");

    /// <summary>A library as an editor hands it over, and as a build does.</summary>
    private static (MetadataReference Editor, MetadataReference Build) References(string source)
    {
        var library = GeneratorRun.Of(Programs.Compile(source).WithAssemblyName("Library")).Output;
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        return (library.ToMetadataReference(), MetadataReference.CreateFromImage(image.ToArray()));
    }
}
