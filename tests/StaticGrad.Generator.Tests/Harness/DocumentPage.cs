using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>
/// A page and its snippets, marked ```csharp. One with types is a file; one with statements becomes the method
/// <c>Run</c> of a class. A block ```text behind a snippet is what it prints.
/// </summary>
internal sealed partial class DocumentPage
{
    public DocumentPage(params string[] path)
    {
        List<Match> snippets = [.. Snippet().Matches(Repository.Read(path)).Cast<Match>()];
        Assert.True(snippets.Count > 0, $"{path[^1]} has no snippet marked ```csharp");
        Files = [.. snippets.Select((snippet, number) => AsFile(snippet.Groups["code"].Value, number))];
        Outputs = [.. snippets
            .Select((snippet, number) => (ClassOf(number), snippet.Groups["output"]))
            .Where(item => item.Item2.Success)
            .Select(item => (item.Item1, item.Item2.Value))];
    }

    /// <summary>The snippets as files of one program, for later ones use the types of earlier ones.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The classes whose <c>Run</c> prints something, and what.</summary>
    public IReadOnlyList<(string Class, string Text)> Outputs { get; }

    private static string ClassOf(int number) => $"Snippet{number}";

    private static string AsFile(string snippet, int number)
    {
        var root = CSharpSyntaxTree.ParseText(snippet, Programs.ParseOptions).GetCompilationUnitRoot();
        if (root.Members.Any(member => member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))
        {
            return snippet;
        }

        var body = string.Concat(root.Members.Select(member => member.ToFullString()));
        return $"{root.Usings.ToFullString()}\npublic static class {ClassOf(number)}\n{{\n    public static void Run()\n    {{\n{body}\n    }}\n}}\n";
    }

    [GeneratedRegex(
        @"^```csharp\r?\n(?<code>.*?)^```(\r?\n\r?\n```text\r?\n(?<output>.*?)^```)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
