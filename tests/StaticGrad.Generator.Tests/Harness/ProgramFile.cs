using System.Reflection;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>Small programs in one text file, each under a line with its name: accepted and right, or refused at a marked place.</summary>
internal static class ProgramFile
{
    private static string Helper => Repository.Read("tests", "StaticGrad.Generator.Tests", "ModelPrograms", "Check.txt");

    /// <param name="path">Its parts, from the root of the repository.</param>
    public static Dictionary<string, string> Read(params string[] path) =>
        Repository.Read(path)
            .Split("//// ", StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(text => text[..text.IndexOf('\n')].Trim(), text => text[(text.IndexOf('\n') + 1)..]);

    /// <summary>Compiles without an error and runs: <c>T.Run</c> checks the gradients.</summary>
    public static async Task AcceptedAsync(string program)
    {
        var run = await AnalyzerRun.Of(Helper + program);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(run.Generated.Errors);
        var start = run.Generated.Load().GetType("T")!.GetMethod("Run")!;
        try
        {
            start.Invoke(null, []);
        }
        catch (TargetInvocationException exception)
        {
            Assert.Fail(exception.InnerException + "\n" + run.Generated.Text);
        }
    }

    /// <summary>An error of ours inside of the marked place, none in a generated file</summary>
    public static async Task<AnalyzerRun> RefusedAsync(string program)
    {
        var (source, spans) = Markup.Parse(program);
        var run = await AnalyzerRun.Of("global using static StaticGrad.Grad;\n" + source);
        var shift = run.Generated.Input.SyntaxTrees.Last().Length - source.Length;
        Assert.Contains(
            run.Diagnostics,
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                && spans.Single().Contains(diagnostic.Location.SourceSpan.Start - shift)
                && diagnostic.Location.SourceSpan.End - shift <= spans.Single().End);
        Assert.Null(run.Generated.Exception);
        Assert.Empty(run.Generated.ErrorsInGeneratedFiles);
        return run;
    }
}
