using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>What the front page shows compiles, generated members included, without an error or a warning of StaticGrad.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Every_snippet_compiles()
    {
        var path = Path.Combine(Repository.Root, "README.md");
        Assert.True(File.Exists(path), "README.md does not exist yet");
        List<string> snippets = [.. Snippet().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)];
        Assert.True(snippets.Count > 0, "README.md has no snippet marked ```csharp yet");

        // Together: later snippets use the types of earlier ones.
        var run = GeneratorRun.Of([.. snippets.Select(AsFile)]);
        Assert.Empty(run.Errors);
        Assert.NotEmpty(run.Files);
        var analysis = run.Output.WithAnalyzers([new DifferentiableAnalyzer()], new AnalyzerOptions([]));
        Assert.Empty((await analysis.GetAnalyzerDiagnosticsAsync()).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex(@"^```csharp\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    private static string AsFile(string snippet, int number)
    {
        var root = CSharpSyntaxTree.ParseText(snippet, Programs.ParseOptions).GetCompilationUnitRoot();
        if (root.Members.Any(member => member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))
        {
            return snippet;
        }

        var body = string.Concat(root.Members.Select(member => member.ToFullString()));
        return $"{root.Usings.ToFullString()}\npublic static class Snippet{number}\n{{\n    public static void Run()\n    {{\n{body}\n    }}\n}}\n";
    }
}
