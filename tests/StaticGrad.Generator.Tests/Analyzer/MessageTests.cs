using System.Text;
using StaticGrad.Generator.Tests.Harness;
using static StaticGrad.Generator.Tests.Analyzer.DiagnosticTests;

namespace StaticGrad.Generator.Tests.Analyzer;

/// <summary>
/// What is said of small programs, word for word: Messages/*.txt has programs, each under a line with its name, and what is said
/// below it. UPDATE_GOLDEN=1 in the environment writes the messages anew.
/// </summary>
public sealed class MessageTests
{
    private const string Says = "\n---- says\n";

    [Theory]
    [InlineData("Warnings")]
    [InlineData("Refusals")]
    [InlineData("Explanations")]
    public async Task Messages_are(string file)
    {
        string[] path = ["tests", "StaticGrad.Generator.Tests", "Messages", file + ".txt"];
        var text = new StringBuilder();
        foreach (var (name, entry) in ProgramFile.Read(path))
        {
            var program = entry.Split(Says)[0].TrimEnd();
            var explanation = name.StartsWith("SGRAD", StringComparison.Ordinal) ? name.Split(' ')[0] : null;
            var run = await AnalyzerRun.Of(program.Contains(" class ") ? program : Class(program), explanation: explanation);
            Assert.Null(run.Generated.Exception);
            Assert.Empty(run.Generated.ErrorsInGeneratedFiles);
            text.Append($"//// {name}\n{program}{Says}{run.Describe()}\n\n");
        }

        var actual = text.ToString().TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Path.Combine([Repository.Root, .. path]), actual);
            return;
        }

        Assert.Equal(Repository.Read(path), actual);
    }
}
