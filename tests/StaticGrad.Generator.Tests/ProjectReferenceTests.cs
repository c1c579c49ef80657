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
        var library = GeneratorRun.Of(Programs.Compile(Library).WithAssemblyName("Library")).Output;
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        var program = Programs.Compile(
            $$"""
            public static partial class P
            {
                private static double Written(double[] a) { Helper.Write(a); return a[0]; }
                private static double Twice(double[] a, double x) { for (int i = 0; i < Helper.Two(2); i++) { a[i] += Helper.Two(i) * x; } return a[0]; }
                [Differentiable] public static double F({{parameters}}) => {{value}};
            }
            """);
        var inEditor = await AnalyzerRun.Of(program.AddReferences(library.ToMetadataReference()));
        var inBuild = await AnalyzerRun.Of(program.AddReferences(MetadataReference.CreateFromImage(image.ToArray())));
        Assert.Null(inEditor.Generated.Exception);
        Assert.Equal(inBuild.Describe(), inEditor.Describe());
        Assert.Equal(inBuild.Generated.Text, inEditor.Generated.Text);
        Assert.Empty(inEditor.Generated.Errors);
    }
}
