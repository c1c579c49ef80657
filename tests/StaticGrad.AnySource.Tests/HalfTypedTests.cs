using Microsoft.CodeAnalysis.CSharp;

namespace StaticGrad.AnySource.Tests;

/// <summary>The zoo as an editor sees it while it is typed; the long run takes more forms (--mutations).</summary>
public sealed class HalfTypedTests
{
    private const int Forms = 8;

    public static TheoryData<string> Files => ZooTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_declaration_gets_a_derivative_or_is_told(string file)
    {
        var path = Sources.Zoo.Single(candidate => Path.GetFileName(candidate) == file);
        Sources.AssertNothingFailed(BatchRun.Shipped.Run(
            new Batch([path], new MarkingOptions(true, false, PartialKind.All), Mutations: Forms)));
    }

    [Fact]
    public void Forms_are_cut_off_lack_a_token_or_have_one_twice()
    {
        var tree = CSharpSyntaxTree.ParseText("class C { }", SourceFile.Options, "C.cs");
        var texts = HalfTyped.Of(tree, 12).Select(form => form.GetText().ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(
            new[]
            {
                " C { }", "class", "class  { }", "class C", "class C  }", "class C C { }", "class C {", "class C { ",
                "class C { { }", "class C { }", "class C { } }", "class class C { }",
            }.Order(StringComparer.Ordinal),
            texts);
    }
}
