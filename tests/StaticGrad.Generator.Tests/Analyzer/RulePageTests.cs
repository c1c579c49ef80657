using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>docs/rules: the first example of each page is reported, the second is not.</summary>
public sealed partial class RulePageTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Examples_are_what_the_page_says(string id)
    {
        var examples = Snippet().Matches(Repository.Read("docs", "rules", id + ".md")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, examples.Count);

        var bad = await AnalyzerRun.Of(AsFile(examples[0]), explanation: id);
        Assert.NotEmpty(bad.Diagnostics);
        Assert.All(bad.Diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Empty(bad.Generated.Errors);

        var good = await AnalyzerRun.Of(AsFile(examples[1]), explanation: id);
        Assert.True(good.Diagnostics.Count == 0, good.Describe());
        Assert.Empty(good.Generated.Errors);
        Assert.NotEmpty(good.Generated.Files);
    }

    [GeneratedRegex(@"^```csharp\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    private static string AsFile(string example) =>
        CSharpSyntaxTree.ParseText(example).GetCompilationUnitRoot().Members.Any(member => member is BaseTypeDeclarationSyntax)
            ? example
            : $"public static partial class Program\n{{\n{example}\n}}\n";
}
