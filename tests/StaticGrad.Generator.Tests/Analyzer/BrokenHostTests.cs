using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>
/// Types that members cannot be generated into, found on other people's sources: the error is told at the type or member, and
/// nothing is generated that would not compile.
/// </summary>
public sealed class BrokenHostTests
{
    private const string Method = "[Differentiable] public static double F(double x) => x * x;";

    [Theory]

    // A type or member that is declared twice: which of them is meant is open.
    [InlineData("declared twice", "public partial class C { " + Method + " } public partial struct C { " + Method + " }")]
    [InlineData("declared twice", "namespace C { } public partial class C { " + Method + " }")]
    [InlineData("declared twice", "public static class Outer { public partial class C { " + Method + " } public partial struct C { } }")]
    [InlineData("declared twice", "[Differentiable] public partial class M { public double W; } [Differentiable] public partial struct M { public double W; }")]
    [InlineData("declared twice", "[Differentiable] public partial class M { public double W; public double W; }")]
    [InlineData("declared twice", "[Differentiable] public partial class M { public double[] W; public double W() => 1; }")]

    // Storage that its own type cannot name.
    [InlineData("only its interface names", "public interface I { double W { get; set; } } [Differentiable] public partial class M : I { double I.W { get; set; } }")]
    [InlineData("only its interface names", "public interface I { double W { get; set; } } [Differentiable] public partial class M : I { [Frozen] double I.W { get; set; } }")]

    // Types that take no members with bodies, or none that can be named.
    [InlineData("ComImport", "[System.Runtime.InteropServices.ComImport, System.Runtime.InteropServices.Guid(\"D0A8F1B9-6A25-4B0E-8D39-3A9C0A1E7C11\")] [Differentiable] public partial class M { }")]
    [InlineData("private to nothing", "[Differentiable] private partial class M { public double W; }")]
    [InlineData("private to nothing", "protected partial class C { " + Method + " }")]
    [InlineData("holds itself", "[Differentiable] public partial struct M { public M Inner; public double W; }")]
    [InlineData("holds itself", "[Differentiable] public partial struct M { public N Inner; } [Differentiable] public partial struct N { public M Inner; }")]

    [InlineData("'in' or 'out'", "public partial interface IV<out T> { [Differentiable] static double F(double x) => x * x; }")]
    [InlineData("'in' or 'out'", "public partial interface IV<in T> { [Differentiable] static void F(double x, Span<double> y) => y[0] = x * x; }")]
    [InlineData("'in' or 'out'", "public partial interface IV<in T> { public partial interface INested { [Differentiable] static double F(double x) => x * x; } }")]

    // A type parameter that takes another's name: what is meant by the outer one's cannot be written.
    [InlineData("type parameter 'U' hides another", "public partial class G<U> { public static double K = 2; public partial class In<U> { [Differentiable] public static double F(double x) => x * K; } }")]
    [InlineData("type parameter 'U' hides another", "public partial class G<U> { public partial class Mid { public partial class In<T, U> { " + Method + " } } }")]
    [InlineData("type parameter 'U' hides another", "public partial class G<U> { public partial class In<U> { public partial class Deep { " + Method + " } } }")]

    [InlineData("its own 'StaticGrad.IModel'", "namespace StaticGrad { public interface IModel<T> { } } [Differentiable] public partial class M { public double W; }")]

    // Half typed: no type yet, or none with a name.
    [InlineData("a local function", Method)]
    [InlineData("outside of a type", "namespace N { " + Method + " }")]
    [InlineData("without a name", "[Differentiable] public partial class { public double W; }")]

    [InlineData("a parameter without a name", "public static partial class C { [Differentiable] public static double F(double x, int , int i) => x * i; }")]
    [InlineData("a parameter without a name", "public static partial class C { [Differentiable] public static double F(double x, double) => x; }")]
    [InlineData("a member without a name", "[Differentiable] public partial class M { public double V, = 3; }")]

    // A base that is not there.
    [InlineData("not known here", "[Differentiable] public partial class M : Missing { public double W; }")]
    [InlineData("not known here", "public interface I : Missing { } [Differentiable] public partial class M : I { public double W; }")]

    // A member whose type is kept closer than the model is.
    [InlineData("less accessible", "public partial class A { [Differentiable] private partial class B { public double W; } public partial class C { [Differentiable] protected partial class D { private B b = new(); } } }")]
    [InlineData("less accessible", "public partial class A { [Differentiable] protected partial class B { public double W; } } public partial class C : A { [Differentiable] protected partial class D { private B b = new(); } }")]

    // Types of the project's own where generated code means the framework's.
    [InlineData("its own 'System.Math'", "namespace System { public static class Math { } } public static partial class C { " + Method + " }")]
    [InlineData("its own 'System.ArgumentNullException'", "namespace System { public class ArgumentNullException : Exception { } } [Differentiable] public partial class M { public double W; }")]
    [InlineData("its own 'System.Span'", "namespace System { public readonly ref struct Span<T> { } } public static partial class C { " + Method + " }")]

    [InlineData("its own 'System.Runtime'", "namespace System { class Runtime { } } public static partial class C { " + Method + " }")]
    [InlineData("its own 'System.ComponentModel'", "namespace System { class ComponentModel { } } [Differentiable] public partial class M { public double W; }")]
    [InlineData("its own 'StaticGrad.CompilerServices'", "namespace StaticGrad { class CompilerServices { } } public static partial class C { " + Method + " }")]

    // Partial methods, whichever part has the attribute: once, and nothing beside it.
    [InlineData("a partial method", "public static partial class C { [Differentiable] public static partial double F(double x); public static partial double F(double x) => x * x; }")]
    [InlineData("a partial method", "public static partial class C { public static partial double F(double x); [Differentiable] public static partial double F(double x) => x * x; }")]

    // Declarations that no type lists as members, and parts of one that are no method.
    [InlineData("a local function", "public static class C { public static double G(double x) { [Differentiable] static double F(double y) => y * y; return F(x); } }")]
    [InlineData("a lambda", "public static class C { public static Func<double, double> G() => [Differentiable] (double x) => x * x; }")]
    [InlineData("not an ordinary method", "[Differentiable] public partial class M { private double _w; public double W { [Differentiable] get => _w; } }")]
    public async Task It_is_told_and_nothing_is_generated_that_does_not_compile(string told, string source)
    {
        var run = await AnalyzerRun.Of(source);
        Assert.Contains(run.Diagnostics, diagnostic => diagnostic.Id == "SGRAD101" && diagnostic.GetMessage().Contains(told));
        Assert.Empty(run.Generated.ErrorsInGeneratedFiles);
        Assert.Null(run.Generated.Exception);
    }

    /// <summary>File-local types of two files may have one name: each method is followed to its own.</summary>
    [Fact]
    public void File_local_methods_of_one_name_are_two()
    {
        var run = GeneratorRun.Of(Programs.Compile(
            """
            file static class Of { public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1); }
            public static partial class A { [Differentiable] public static double F(double x) => Of.Power(x, 2) * B.G(x); }
            """,
            """
            file static class Of { public static double Power(double x, int n) => n == 0 ? 0 : x + Power(x, n - 1); }
            public static class B { public static double G(double x) => Of.Power(x, 5); }
            public static class Check { public static double Slope() => A.FGradient(2).X; }
            """));
        Assert.Empty(run.Errors);
        Assert.Equal(15 * 4, run.Call<double>("Check", "Slope"));
    }

    /// <summary>All parts of a type may have the attribute; it is generated once.</summary>
    [Theory]
    [InlineData("M.Model.g.cs", "[Differentiable] public partial class M { public double W; } [Differentiable] public partial class M { public double V; }")]

    // Types that may be named beside one another, and storage that is kept together.
    [InlineData("A.D.Model.g.cs", "public partial class A { [Differentiable] private partial class B { public double W; } [Differentiable] private partial class D { private B b = new(); } }")]
    [InlineData("A.C.D.Model.g.cs", "public partial class A { [Differentiable] private partial class B { public double W; } private partial class C { [Differentiable] public partial class D { private B b = new(); } } }")]

    // An index that a framework before the newest one lacks is nothing that generated code names.
    [InlineData("C.F.g.cs", "namespace System.Runtime.CompilerServices { public static class IsExternalInit { } } public static partial class C { [Differentiable] public static double F(double x) => x * x; }")]
    public async Task Parts_and_neighbours_are_generated_once(string file, string source)
    {
        var run = await AnalyzerRun.Of(source);
        Assert.Empty(run.Generated.Errors);
        Assert.Single(run.Generated.Files.Keys, name => name.EndsWith(file, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == "SGRAD101");
    }

    /// <summary>Hint names are compared without case, and do not take every letter that C# does.</summary>
    [Theory]
    [InlineData("[Differentiable] public partial class M { public double W; [Differentiable] public double Model([Frozen] double x) => W * x; }", 2)]
    [InlineData("public static partial class C { [Differentiable] public static double Shared(double x, int n) => Power(x, n) * x; private static double Power(double x, int n) => n == 0 ? 1 : Power(x, n - 1) * x; }", 2)]
    [InlineData("public static partial class C { [Differentiable] public static double Cafe\u0301(double x) => x * x; [Differentiable] public static double Cafe\u0300(double x) => x * x; }", 2)]
    [InlineData("[Differentiable] public partial class \u2167 { public double W; }", 1)]
    [InlineData("public static partial class A\u203fB { [Differentiable] public static double F(double x) => x * x; }", 1)]
    public void Every_generated_file_has_a_name_of_its_own(string source, int files)
    {
        var run = GeneratorRun.Of(source);
        Assert.Null(run.Exception);
        Assert.Empty(run.Errors);
        Assert.Equal(files, run.Files.Count);
    }

    /// <summary>The generator reads files that count as generated, so what it refuses there is told as well.</summary>
    [Theory]
    [InlineData("SGRAD006", "public static class C { " + Method + " }")]
    [InlineData("SGRAD101", "public static partial class C { [Differentiable] public static double F(double x) { goto A; A: return x; } }")]
    [InlineData("SGRAD006", "[Differentiable] public class M { public double W; }")]
    public async Task A_file_that_counts_as_generated_is_told_of_its_errors(string id, string source)
    {
        var run = await AnalyzerRun.Of("// <auto-generated/>\n" + source);
        Assert.Contains(run.Diagnostics, diagnostic => diagnostic.Id == id);
        Assert.Empty(run.Generated.Files.Keys);
    }

    /// <summary>A written declaration may have a part or a callee in such a file, and the error stands there.</summary>
    [Theory]
    [InlineData(
        "SGRAD101",
        "public partial class M { public double V; }",
        "[Differentiable] public partial class M : Unknown { public double W; }")]
    [InlineData(
        "SGRAD101",
        "public static partial class C { static double Helper(double x) { goto A; A: return x; } }",
        "public static partial class C { [Differentiable] public static double F(double x) => Helper(x) * x; }")]
    [InlineData(
        "SGRAD101",
        "public static partial class C { public static partial double F(double x) { goto A; A: return x; } }",
        "public static partial class C { [Differentiable] public static partial double F(double x); }")]
    public async Task An_error_in_a_file_that_counts_as_generated_is_told_to_who_marked_another(string id, string generated, string written)
    {
        var run = await AnalyzerRun.Of(Programs.Compile("// <auto-generated/>\n" + generated, written));
        Assert.All(run.Diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.NotEmpty(run.Diagnostics);
        Assert.Distinct(run.Diagnostics.Select(diagnostic => diagnostic.Location));
        Assert.Empty(run.Generated.Files.Keys);
    }

    [Fact]
    public async Task A_file_that_counts_as_generated_is_spared_advice()
    {
        var run = await AnalyzerRun.Of(
            "// <auto-generated/>\npublic static partial class C { [Differentiable] public static double F(double x, double unused) => x; }");
        Assert.Empty(run.Diagnostics);
        Assert.Single(run.Generated.Files);
    }

    /// <summary>What two references define, no code can name; what one of them keeps to itself, or has under another alias, it can.</summary>
    [Theory]
    [InlineData("System.MathF", "namespace System { public static class MathF { } }", true)]
    [InlineData(
        "System.Runtime.CompilerServices.UnsafeAccessorAttribute",
        "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Program\")] namespace System.Runtime.CompilerServices { class UnsafeAccessorAttribute : Attribute { } }",
        true)]
    [InlineData(
        "System.Runtime.CompilerServices.UnsafeAccessorAttribute",
        "namespace System.Runtime.CompilerServices { class UnsafeAccessorAttribute : Attribute { } }",
        false)]
    [InlineData("System.MathF", "namespace System { public static class MathF { } }", false, "other")]
    public async Task A_type_that_two_references_define_is_told(string name, string library, bool isTold, params string[] aliases)
    {
        using var image = new MemoryStream();
        Assert.True(Programs.Compile(library).WithAssemblyName("Library").Emit(image).Success);
        var reference = MetadataReference.CreateFromImage(image.ToArray(), new MetadataReferenceProperties(aliases: [.. aliases]));
        var program = Programs.Compile("[Differentiable] public partial class M { public double W { get; set; } [Differentiable] public double F(double x) => Math.Sin(x) * W; }");
        var run = await AnalyzerRun.Of(program.AddReferences(reference));
        Assert.Equal(isTold, run.Diagnostics.Any(diagnostic => diagnostic.GetMessage().Contains($"two references that define '{name}'")));
        Assert.Empty(run.Generated.Errors);
    }

    /// <summary>Generated files have no extern alias, and name StaticGrad's own types.</summary>
    [Theory]
    [InlineData("SG")]
    [InlineData("SG", "global")]
    public async Task A_project_that_has_StaticGrad_under_an_alias_is_told(params string[] aliases)
    {
        var program = Programs.Compile([Programs.Parse(
            """
            extern alias SG;
            [SG::StaticGrad.Differentiable] public partial class M
            {
                public double W { get; set; }
                [SG::StaticGrad.Differentiable] public double F(double x) => System.Math.Sin(x) * W;
            }
            """,
            "Source0.cs")]);
        var reference = program.References.Single(reference => reference.Display?.EndsWith("StaticGrad.dll", StringComparison.Ordinal) == true);
        program = program.ReplaceReference(reference, reference.WithAliases(aliases));
        program = program.RemoveSyntaxTrees(program.SyntaxTrees.First());
        var run = await AnalyzerRun.Of(program);
        Assert.Equal(
            aliases.Contains("global") ? [] : ["SG::StaticGrad.Differentiable", "SG::StaticGrad.Differentiable"],
            run.Diagnostics.Where(said => said.GetMessage().Contains("'StaticGrad'"))
                .Select(said => said.Location.SourceTree!.GetText().ToString(said.Location.SourceSpan)));
        Assert.Empty(run.Generated.Errors);
        Assert.Equal(aliases.Contains("global"), run.Generated.Files.Any());
    }

    /// <summary>No attribute is one there, ours included: the compiler says so at it.</summary>
    [Fact]
    public void A_project_with_attributes_of_its_own_gets_nothing()
    {
        var run = GeneratorRun.Of("namespace System { public abstract class Attribute { } } public static partial class C { " + Method + " }");
        Assert.Empty(run.Files);
        Assert.Contains(run.Errors, error => error.Id == "CS0616");
    }

    /// <summary>An overflow of the stack would end the whole build. The thread has the stack that compilers have at least.</summary>
    [Theory]
    [InlineData("nested deeper", "return 1", "+ x", "", 350, true)]
    [InlineData("nested deeper", "return 1", "+ x", "", 5000, false)]
    [InlineData("guards", "", "if (x > 2) { return x; } x *= 3;", "return x", 150, true)]
    [InlineData("guards", "", "if (x > 2) { return x; } x *= 3;", "return x", 500, false)]
    public void Deep_code_is_told_before_the_stack_overflows(string told, string before, string step, string after, int count, bool isAccepted)
    {
        var source = "public static partial class C { [Differentiable] public static double F(double x) { "
            + before + string.Concat(Enumerable.Repeat(step, count)) + after + "; } }";
        AnalyzerRun? run = null;
        var thread = new Thread(() => run = AnalyzerRun.Of(source).GetAwaiter().GetResult(), 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(isAccepted ? 1 : 0, run!.Generated.Files.Count);
        Assert.Equal(!isAccepted, run.Diagnostics.Any(diagnostic => diagnostic.GetMessage().Contains(told)));
    }
}
