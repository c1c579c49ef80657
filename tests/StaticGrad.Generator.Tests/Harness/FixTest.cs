using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>What a fix makes of a program, text for text; the fixed program compiles and is no longer reported.</summary>
internal static class FixTest
{
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

    public static async Task Run<TFix>(
        IReadOnlyList<string> sources,
        IReadOnlyList<string> expected,
        string? usings = null,
        DiagnosticAnalyzer? analyzer = null,
        bool compiles = true,
        bool all = true)
        where TFix : CodeFixProvider, new()
    {
        var project = new FixProject(new TFix(), sources, usings, analyzer);
        var before = await project.FixableAsync();
        await (all ? project.FixAllAsync() : project.FixFirstAsync());
        Assert.Equal(expected, project.Texts);
        var after = await project.FixableAsync();
        Assert.True(
            all ? after.Count == 0 : after.Count < before.Count,
            "still reported:\n" + string.Join("\n", after.Select(AnalyzerRun.Describe)));
        if (compiles)
        {
            var errors = await project.ErrorsAsync();
            Assert.True(errors.Count == 0, string.Join("\n", errors));
        }
    }
}
