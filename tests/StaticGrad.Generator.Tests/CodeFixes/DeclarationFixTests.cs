using StaticGrad.CodeFixes;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.CodeFixes;

/// <summary>Fixes of declarations: SGRAD006, SGRAD007, SGRAD009, SGRAD107.</summary>
public sealed class DeclarationFixTests
{
    // SGRAD006

    [Fact]
    public Task SGRAD006_type() => FixTest.One<MakePartialCodeFix>(
        "/// <summary>A model.</summary>\npublic static /* a */ class Program { [Differentiable] public static double F(double x) => x; }",
        "/// <summary>A model.</summary>\npublic static /* a */ partial class Program { [Differentiable] public static double F(double x) => x; }");

    [Fact]
    public Task SGRAD006_types_around() => FixTest.All<MakePartialCodeFix>(
        "public class Outer { public readonly record struct Middle { interface IInner { [Differentiable] public static double F(double x) => x; } } }",
        "public partial class Outer { public readonly partial record struct Middle { partial interface IInner { [Differentiable] public static double F(double x) => x; } } }");

    [Fact]
    public async Task SGRAD006_from_the_inner_type_all_around_it()
    {
        var project = new FixProject(
            new MakePartialCodeFix(), ["class A { partial class B { class C { [Differentiable] public static double F(double x) => x; } } }"]);
        var inner = (await project.FixableAsync()).Last();
        await project.ApplyAsync(Assert.Single(await project.OfferedAsync(inner)));
        Assert.Equal(
            "partial class A { partial class B { partial class C { [Differentiable] public static double F(double x) => x; } } }",
            Assert.Single(project.Texts));
        Assert.Empty(await project.FixableAsync());
    }

    // SGRAD007

    [Fact]
    public Task SGRAD007_member() => FixTest.One<NameMembersCodeFix>(
        Class("public static double FGradient(double x) => x;\n[Differentiable /* a */] public static double F(double x) => x;"),
        Class("public static double FGradient(double x) => x;\n[Differentiable(Name = \"F2\") /* a */] public static double F(double x) => x;"));

    [Fact]
    public Task SGRAD007_the_type_itself_and_its_type_parameters() => FixTest.One<NameMembersCodeFix>(
        "public partial class FGradient<F2Backward> { [Differentiable] public static double F(double x) => x; }",
        "public partial class FGradient<F2Backward> { [Differentiable(Name = \"F3\")] public static double F(double x) => x; }");

    [Fact]
    public Task SGRAD007_overloads() => FixTest.All<NameMembersCodeFix>(
        Class(
            """
            private const int F3Backward = 1;
            [Differentiable] public static double F(double x) => x;
            [Differentiable] public static double F(double x, double y) => x * y;
            [Differentiable(nameof(x))] public static double F(double x, float y) => x * y;
            [Differentiable(Derivatives = Derivatives.Reverse)] public static double F(float x, double y) => x * y;
            [Differentiable] [Differentiable(Name = "F")] public static double G(double x) => x;
            """),
        Class(
            """
            private const int F3Backward = 1;
            [Differentiable] public static double F(double x) => x;
            [Differentiable(Name = "F2")] public static double F(double x, double y) => x * y;
            [Differentiable(nameof(x), Name = "F4")] public static double F(double x, float y) => x * y;
            [Differentiable(Derivatives = Derivatives.Reverse, Name = "F5")] public static double F(float x, double y) => x * y;
            [Differentiable] [Differentiable(Name = "F6")] public static double G(double x) => x;
            """));

    // SGRAD009

    [Fact]
    public Task SGRAD009_parameter() => FixTest.One<RemoveFrozenCodeFix>(
        Class("public static double F(double x, [Frozen] int n) => x;"),
        Class("public static double F(double x, int n) => x;"),
        analyzer: ReportEvery.Frozen);

    [Fact]
    public Task SGRAD009_everywhere() => FixTest.All<RemoveFrozenCodeFix>(
        Class(
            """
            /// <summary>A count.</summary>
            [Frozen]
            public static int Count = 3;

            [Frozen, Obsolete] public static int Second = 3;

            [Obsolete]
            [Frozen] // says nothing
            public static int Third { get; set; }

            [Obsolete, Frozen]
            public static int G([Frozen] int n, [Frozen]int m) => n;
            """),
        Class(
            """
            /// <summary>A count.</summary>
            public static int Count = 3;

            [Obsolete] public static int Second = 3;

            [Obsolete]
            // says nothing
            public static int Third { get; set; }

            [Obsolete]
            public static int G(int n, int m) => n;
            """),
        analyzer: ReportEvery.Frozen);

    // SGRAD107

    [Fact]
    public Task SGRAD107_type_in_another_file() => FixTest.Run<MarkDifferentiableCodeFix>(
        [
            Class("[Differentiable] public static double F(App.Outer.Point points, double x) => x;"),
            "using System;\n\nnamespace App\n{\n    public class Outer\n    {\n        /// <summary>A point.</summary>\n        [Obsolete]\n        public struct Point { public double X; }\n    }\n}\n",
        ],
        [
            Class("[Differentiable] public static double F(App.Outer.Point points, double x) => x;"),
            "using System;\n\nnamespace App\n{\n    public partial class Outer\n    {\n        /// <summary>A point.</summary>\n        [Differentiable]\n        [Obsolete]\n        public partial struct Point { public double X; }\n    }\n}\n",
        ],
        all: false,
        isReported: true);

    [Fact]
    public Task SGRAD107_several() => FixTest.Run<MarkDifferentiableCodeFix>(
        ["public class A { public double W; } public partial record B(double W);\n" + Class("[Differentiable] public static B F(A a, B b, double x) => b;")],
        ["[Differentiable]\npublic partial class A { public double W; } [Differentiable] public partial record B(double W);\n" + Class("[Differentiable] public static B F(A a, B b, double x) => b;")],
        isReported: true);

    [Fact]
    public Task SGRAD107_not_for_a_type_without_source() => FixTest.None<MarkDifferentiableCodeFix>(
        Class("[Differentiable] public static double F(System.Numerics.Complex z, double x) => x;"));

    [Theory]
    [InlineData("public struct T<E> { public double W; }", "T<int>")]
    [InlineData("public class O<E> { public class T { public double W; } }", "O<int>.T")]
    [InlineData("public ref struct T { public double W; }", "T")]
    [InlineData("public class B { public double W; } public class T : B { public double V; }", "T")]
    [InlineData("public class T { public double W; public class Gradient { } }", "T")]
    [InlineData("public class T { public double[,,] V = null!; public double[][][] W = null!; }", "T")]
    public Task SGRAD107_not_for_what_can_be_no_model(string type, string name) => FixTest.None<MarkDifferentiableCodeFix>(
        type + "\n" + Class($"[Differentiable] public static double F({name} t, double x) => x;"));

    [Fact]
    public Task SGRAD107_a_type_that_holds_another() => FixTest.Run<MarkDifferentiableCodeFix>(
        ["public class A { public B Part = new(); } public class B { public double W; }\n" + Class("[Differentiable] public static double F(A a, double x) => a.Part.W * x;")],
        ["[Differentiable]\npublic partial class A { public B Part = new(); } [Differentiable] public partial class B { public double W; }\n" + Class("[Differentiable] public static double F(A a, double x) => a.Part.W * x;")]);

    private static string Class(string members) => $"public static partial class Program\n{{\n{members}\n}}\n";
}
