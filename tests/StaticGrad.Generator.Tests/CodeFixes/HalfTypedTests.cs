using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.CodeFixes;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.CodeFixes;

/// <summary>
/// Code as it is while somebody types: no analyzer throws, and no fix does, wherever in the file its rule were reported; what
/// a fix offers can be applied.
/// </summary>
public sealed class HalfTypedTests
{
    private static readonly CodeFixProvider[] Fixes =
    [
        .. typeof(StaticGradCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StaticGradCodeFix)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> Snippets =>
    [
        "",
        "class",
        "partial class P { [",
        "partial class P { [Differentiable",
        "partial class P { [Differentiable(",
        "partial class P { [Differentiable(\"",
        "partial class P { [Differentiable(nameof(",
        "partial class P { [Differentiable(nameof(x), ",
        "partial class P { [Differentiable(Name = ",
        "partial class P { [Differentiable(Name = \"F\")] [Differentiable(Name = )] static double F(double x) => x;",
        "partial class P { [Differentiable] }",
        "[Differentiable] partial class",
        "partial class P { [Differentiable(\"h\")] static double F(double x) { var h = ; return h; } }",
        "partial class P { [Differentiable(\"h\")] static double F(double x) { double h; h = return h; } }",
        "partial class P { [Differentiable(\"h\", \"n\")] static F(double x, n) { var h += ; h -= x return",
        "partial class P { [Differentiable(\"x\", \"y\")] static double F([Frozen double x, [Frozen] y) => x;",
        "partial class P { [Differentiable] static double F(double x, [Frozen] int",
        "partial class P { [Differentiable] static double F(double x) => Grad.Detach(",
        "partial class P { [Differentiable] static double F(double x) => Grad.Retain();",
        "partial class P { [Differentiable] static double F(double x) => x.Detach(",
        "partial class P { [Differentiable] static double F(double x) { x.Detach() } }",
        "partial class P { [Differentiable] static double F(double x) { Grad.Detach(x, x); Grad.Detach(value: ); return x; } }",
        "partial class P { [Differentiable] static double F(double x) { using Grad.NoGrad(); using var = Grad.NoGrad(); return x; } }",
        "partial class P { [Differentiable] static double F(double x) { Grad.NoGrad() return x; } }",
        "partial class P { [Differentiable] static double F(double x) { _ = Grad.NoGrad() } }",
        "partial class P { [Differentiable] static double F(double x) { return (int) ; } }",
        "partial class P { [Differentiable] static double F(double x) { return (int)x + Math.Floor( } }",
        "partial class P { [Differentiable] static double F(double x) { return Math.BitIncrement(x, ref x, out var y, ) } }",
        "partial class P { [Differentiable] static double F(Unknown u, P p, double x) => new(x).Y; }",
        "partial class P { [Differentiable] static P F(P p, P[] q, Span<P> r, (P, P) s) => default; }",
        "class P { class Q { struct R { [Differentiable] static double F(double x) => x; double FGradient; } }",
        "partial class P { [Differentiable] static double F(double x, [Frozen] double y, int n) { var h = x; return h * y; } static double R(FGradients g) => g.; }",
        "partial class P { [Differentiable] static double F(double x, [Frozen] double y, int n) { var h = x; return h * y; } static double R(FGradients g) => g?.H + g?. ; }",
        "partial class P { [Differentiable] static double F(double x, [Frozen] double y, int n) { var h = x; return h * y; } static void R(FGradients g) { g.Y; g.N = ; g.H.; g..H; (g).H; g!.H; g.Y.Y } }",
        "partial class P { [Differentiable(\"x\", 3, null, new[] { \"y\" })] static double F(double x, double y) { var h = x; return h; } static double R(FGradients g) => g.H + g.Y; }",
        "partial class P { [Differentiable] partial double F(double x); static double R(FGradients g) => g.H; [Differentiable] partial double F(double x) { double h = x",
        "partial class P { [Differentiable] static double F(double x) { var (a, h) = (x, x; foreach (var k in ) { } return a; } static double R(FGradients g) => g.A + g.K; }",
        "[Differentiable] partial class M { double _w; [Frozen] double; int N => ; double this[] => 1; partial class Gradient { } object R(Gradient g) => g.N ?? g.W ?? g.This; }",
        "partial record struct M([property: Frozen] double W, [Frozen] int { [Differentiable] double F(double x) => x; }",
        "x.Detach(); Grad.NoGrad(); Grad.Retain(x)",
    ];

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Nothing_throws(string source)
    {
        var project = new FixProject(Fixes[0], [source], analyzer: Everywhere(Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Distinct()));
        foreach (var diagnostic in await project.DiagnosticsAsync())
        {
            foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                foreach (var action in await project.OfferedAsync(diagnostic, fix))
                {
                    Assert.NotEmpty(await action.GetOperationsAsync(CancellationToken.None));
                }
            }
        }
    }

    [Fact]
    public void Every_fix_is_exported_with_Fix_All()
    {
        Assert.Equal(12, Fixes.Length);
        foreach (var fix in Fixes)
        {
            Assert.NotEmpty(fix.FixableDiagnosticIds);
            Assert.Same(WellKnownFixAllProviders.BatchFixer, fix.GetFixAllProvider());
            var export = Assert.Single(fix.GetType().GetCustomAttributes(false).OfType<ExportCodeFixProviderAttribute>());
            Assert.Equal(fix.GetType().Name, export.Name);
            Assert.Single(fix.GetType().GetCustomAttributes(false).OfType<System.Composition.SharedAttribute>());
        }
    }

    private static DiagnosticAnalyzer Everywhere(IEnumerable<string> ids) => new ReportEvery(
        ids,
        _ => true,
        SyntaxKind.Attribute,
        SyntaxKind.AttributeArgument,
        SyntaxKind.Parameter,
        SyntaxKind.IdentifierName,
        SyntaxKind.PredefinedType,
        SyntaxKind.InvocationExpression,
        SyntaxKind.CastExpression,
        SyntaxKind.ObjectCreationExpression,
        SyntaxKind.ImplicitObjectCreationExpression,
        SyntaxKind.ClassDeclaration);
}
