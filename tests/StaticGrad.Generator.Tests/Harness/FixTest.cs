using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>What a fix makes of a program, text for text; the fixed program compiles and is no longer reported.</summary>
internal static class FixTest
{
    private const string Separator = "\n////\n";

    /// <summary>Applies the fix once.</summary>
    public static Task One<TFix>(string source, string expected, string? usings = null, DiagnosticAnalyzer? analyzer = null, bool compiles = true)
        where TFix : CodeFixProvider, new() => Run<TFix>([source], [expected], usings, analyzer, compiles, all: false);

    /// <summary>Applies the fix to all at once.</summary>
    public static Task All<TFix>(string source, string expected, string? usings = null, DiagnosticAnalyzer? analyzer = null, bool compiles = true)
        where TFix : CodeFixProvider, new() => Run<TFix>([source], [expected], usings, analyzer, compiles, all: true);

    /// <summary>Nothing is offered, although something is reported.</summary>
    public static async Task None<TFix>(string source, DiagnosticAnalyzer? analyzer = null)
        where TFix : CodeFixProvider, new()
    {
        var project = new FixProject(new TFix(), [source], analyzer: analyzer);
        var diagnostics = await project.FixableAsync();
        Assert.NotEmpty(diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            Assert.Empty(await project.OfferedAsync(diagnostic));
        }
    }

    /// <param name="sources">One file each.</param>
    /// <param name="expected">What they are afterwards.</param>
    /// <param name="usings">The file of global usings, or null for the usual one.</param>
    /// <param name="analyzer">One more analyzer.</param>
    /// <param name="compiles">Whether the fixed program compiles.</param>
    /// <param name="all">Fix All, or only the first.</param>
    /// <param name="isReported">Whether the rule is reported still: where the fix leads to a feature that this version lacks.</param>
    public static async Task Run<TFix>(
        IReadOnlyList<string> sources,
        IReadOnlyList<string> expected,
        string? usings = null,
        DiagnosticAnalyzer? analyzer = null,
        bool compiles = true,
        bool all = true,
        bool isReported = false)
        where TFix : CodeFixProvider, new()
    {
        var project = new FixProject(new TFix(), sources, usings, analyzer);
        var before = await project.FixableAsync();
        await (all ? project.FixAllAsync() : project.FixFirstAsync());
        Assert.Equal(string.Join(Separator, expected), string.Join(Separator, project.Texts));
        var after = await project.FixableAsync();
        Assert.True(
            isReported || (all ? after.Count == 0 : after.Count < before.Count),
            "still reported:\n" + string.Join("\n", after.Select(AnalyzerRun.Describe)));
        if (compiles)
        {
            var errors = await project.ErrorsAsync();
            Assert.True(errors.Count == 0, string.Join("\n", errors));
        }
    }
}
