using System.Reflection;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// Many small programs with models: each either runs and checks its own gradients, or is refused by a diagnostic of ours at
/// the marked place. Nothing in between: no error in a generated file, no silence.
/// </summary>
public sealed class ModelProgramTests
{
    private static readonly IReadOnlyDictionary<string, string> AcceptedPrograms = Read("Accepted.txt");
    private static readonly IReadOnlyDictionary<string, string> RefusedPrograms = Read("Refused.txt");

    public static TheoryData<string> AcceptedNames => [.. AcceptedPrograms.Keys];

    public static TheoryData<string> RefusedNames => [.. RefusedPrograms.Keys];

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public async Task Accepted(string name)
    {
        var run = await AnalyzerRun.Of(Helper + AcceptedPrograms[name]);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(run.Generated.Errors);
        var program = run.Generated.Load().GetType("T")!.GetMethod("Run")!;
        try
        {
            program.Invoke(null, []);
        }
        catch (TargetInvocationException exception)
        {
            Assert.Fail(exception.InnerException + "\n" + run.Generated.Text);
        }
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task Refused(string name)
    {
        var (source, spans) = Markup.Parse(RefusedPrograms[name]);
        var run = await AnalyzerRun.Of("global using static StaticGrad.Grad;\n" + source);
        var shift = run.Generated.Input.SyntaxTrees.Last().Length - source.Length;
        Assert.Contains(
            run.Diagnostics,
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                && spans.Single().Contains(diagnostic.Location.SourceSpan.Start - shift)
                && diagnostic.Location.SourceSpan.End - shift <= spans.Single().End);
        Assert.Null(run.Generated.Exception);
        Assert.Empty(run.Generated.ErrorsInGeneratedFiles);
    }

    private static string Helper => Repository.Read("tests", "StaticGrad.Generator.Tests", "ModelPrograms", "Check.txt");

    /// <summary>Programs of a file, each under a line with its name.</summary>
    private static Dictionary<string, string> Read(string file) =>
        Repository.Read("tests", "StaticGrad.Generator.Tests", "ModelPrograms", file)
            .Split("//// ", StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(text => text[..text.IndexOf('\n')].Trim(), text => text[(text.IndexOf('\n') + 1)..]);
}
