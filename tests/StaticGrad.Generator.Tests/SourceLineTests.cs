using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Generator.Tests;

/// <summary>Statements are quoted with the usual spaces, whatever spaces and comments the user writes.</summary>
public sealed class SourceLineTests
{
    public static TheoryData<string> Statements =>
    [
        "double residual = w[0] * Math.Exp(-w[1] * x[i]) - y[^1];",
        "for (int i = 0; i < n; i++) { s += (double)i * -x; }",
        "for (;;) { }",
        "var (p, q) = (x, 2 * x);",
        "foreach (var v in x[1..]) { --k; }",
        "if (!(x > 0) || a is { Length: > 3 }) { return flag ? x : ~n; } else { throw new ArgumentException($\"{x:F2}, {n,3}\" + \"x\"); }",
        "double[] made = new double[n], other = new[] { 1.0, 2 }, third = [1, ..x, 3];",
        "var list = new Dictionary<int, List<double>> { [0] = new() };",
        "using (Grad.NoGrad()) { x = default(double) + sizeof(double) + checked((int)y); }",
        "y = a?.Length ?? b?[0] ?? c!.Value;",
        "double? z = n switch { 0 => x, > 1 and < 3 => -x, _ => 2 };",
        "Func<double, double> f = v => v * v, g = (u) => u, h = static (v, w) => v;",
        "int[,] grid = new int[2, 3];",
        "global::System.Span<double> s = stackalloc double[3];",
        "F(a: x, in y, out var k);",
        "Done: goto Done;",
        "unsafe { double* p = &x; *p = 1; }",
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Usual_spaces_are_kept(string statement) => Assert.Equal(Shortened(statement), Quoted(statement));

    [Theory]
    [MemberData(nameof(Statements))]
    public void Other_spaces_and_comments_are_not(string statement)
    {
        var tokens = SyntaxFactory.ParseStatement(statement).DescendantTokens().ToList();
        var isText = tokens.Any(token => token.IsKind(SyntaxKind.InterpolatedStringTextToken));
        foreach (var between in isText ? [] : new[] { " ", "\r\n\t", " /* why */ ", " // why\n" })
        {
            Assert.Equal(Shortened(statement), Quoted(string.Join(between, tokens.Select(token => token.Text))));
        }
    }

    /// <summary>A comment ends wherever C# sees the end of a line, in a literal too.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Ends_of_lines_are_spaces(string end)
    {
        Assert.Equal("k = @\"1 2\"[n];", Quoted($"k = @\"1{end}2\"[n];"));
        var wide = new string('1', 120);
        Assert.Equal($"k = @\"0 {wide}"[..100] + " …", Quoted($"k = @\"0{end}{wide}\"[n];"));
    }

    [Fact]
    public void An_end_of_two_characters_is_one_space() => Assert.Equal("k = @\"1 2\"[n];", Quoted("k = @\"1\r\n2\"[n];"));

    private static string Quoted(string statement) => SourceLine.Of(SyntaxFactory.ParseStatement(statement));

    private static string Shortened(string statement) => statement.Length > 100 ? statement[..100].TrimEnd() + " …" : statement;
}
