using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticGrad.AnySource.Tests;

/// <summary>What fails is counted: by generators and analyzers that fail on purpose.</summary>
public sealed class CountingTests
{
    private const string Source = "public static class C { public static double F(double x) => x * x; public static int G() => 1; }";

    private static readonly MarkingOptions Methods = new(false, false, PartialKind.All);

    [Fact]
    public void A_derivative_and_a_diagnostic_are_no_failures()
    {
        var result = Run(BatchRun.Shipped, Source);
        Assert.Equal((2, 1, 1, 0), (result.Marked, result.Derived, result.Told, result.Failures.Count));
    }

    [Fact]
    public void Silence_is_a_failure() => Assert.Equal(
        [FailureKind.Silent, FailureKind.Silent],
        Run(new BatchRun(new Writing(_ => { }), [new Idle()]), Source).Failures.Select(failure => failure.Kind));

    [Fact]
    public void An_exception_of_the_generator_is_a_failure() => Assert.Contains(
        Run(new BatchRun(new Writing(_ => throw new InvalidOperationException("on purpose")), [new Idle()]), Source).Failures,
        failure => failure.Kind == FailureKind.Generator && failure.Message.Contains("on purpose"));

    [Fact]
    public void An_error_in_a_generated_file_is_a_failure() => Assert.Contains(
        Run(new BatchRun(new Writing(context => context.AddSource("Bad.g.cs", "class D { int X = \"\"; }")), [new Idle()]), Source).Failures,
        failure => failure is { Kind: FailureKind.GeneratedCode, Member: "Bad.g.cs" });

    [Fact]
    public void An_exception_of_an_analyzer_is_a_failure() => Assert.Contains(
        Run(new BatchRun(new Writing(_ => { }), [new Throwing()]), Source).Failures,
        failure => failure.Kind == FailureKind.Analyzer && failure.Message.Contains("on purpose"));

    [Fact]
    public void What_the_compiler_refuses_inside_the_method_is_told()
    {
        var result = Run(new BatchRun(new Writing(_ => { }), [new Idle()]), "public static class C { public static double F(double x) => y; }");
        Assert.Equal((1, 0), (result.Broken, result.Failures.Count));
    }

    [Fact]
    public void Marks_and_partial_are_put_where_they_belong()
    {
        var tree = CSharpSyntaxTree.ParseText(
            "/// <summary/>\n[Old] public class C { double F() { int L() => 1; return L(); } }", SourceFile.Options, "C.cs");
        Assert.Equal(
            "/// <summary/>\n" + Marking.Attribute + "[Old] public partial class C { " + Marking.Attribute + "double F() { "
                + Marking.Attribute + "int L() => 1; return L(); } }",
            Marking.Mark(tree, new MarkingOptions(true, true, PartialKind.All)).GetText().ToString());
        Assert.Equal(2, Marking.Marked(Marking.Mark(tree, new MarkingOptions(true, false, PartialKind.None))).Count());
    }

    private static BatchResult Run(BatchRun run, string source) =>
        run.Run([CSharpSyntaxTree.ParseText(source, SourceFile.Options, "/C.cs")], Methods);

#pragma warning disable RS1035, RS1036, RS1038, RS1041, RS1042
    private sealed class Writing(Action<GeneratorExecutionContext> write) : ISourceGenerator
    {
        public void Initialize(GeneratorInitializationContext context)
        {
        }

        public void Execute(GeneratorExecutionContext context) => write(context);
    }

    private sealed class Idle() : ByAction(_ => { });

    private sealed class Throwing() : ByAction(_ => throw new InvalidOperationException("on purpose"));

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private abstract class ByAction(Action<SymbolAnalysisContext> analyze) : DiagnosticAnalyzer
    {
        public override System.Collections.Immutable.ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new DiagnosticDescriptor("T1", "Test", "Test", "Test", DiagnosticSeverity.Error, true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(analyze, SymbolKind.Method);
        }
    }
#pragma warning restore RS1035, RS1036, RS1038, RS1041, RS1042
}
