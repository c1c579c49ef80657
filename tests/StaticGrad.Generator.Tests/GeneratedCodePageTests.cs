using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// docs/generated-code.md shows a whole generated file, and README.md the body of its derivative: both are what the generator
/// writes for the README's example.
/// </summary>
public sealed class GeneratedCodePageTests
{
    private const string Begin = "<!-- generated -->\n```\n";
    private const string End = "```\n<!-- end -->\n";

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "generated-code.md");

    [Fact]
    public void The_page_shows_what_the_generator_writes()
    {
        var page = File.ReadAllText(Page);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to > from, "the page has no place for the generated file");
        var generated = Generated();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Page, page[..from] + generated + page[to..]);
            return;
        }

        Assert.Equal(generated, page[from..to]);
    }

    [Fact]
    public void The_front_page_shows_its_body()
    {
        var lines = Stripped(Generated()).Split('\n').Select(line => line.Trim()).ToList();
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var from = readme.IndexOf("    Guard.SameLength(", StringComparison.Ordinal);
        var to = readme.IndexOf("```", from, StringComparison.Ordinal);
        var at = 0;
        foreach (var line in readme[from..to].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var found = lines.IndexOf(line, at);
            Assert.True(found >= 0, $"README.md shows a line that is not generated: {line}");
            at = found + 1;
        }
    }

    private static string Generated()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var from = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        var source = readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)];
        return Assert.Single(GeneratorRun.Of(source).Files).Value;
    }

    private static string Stripped(string text) => text
        .Replace("global::StaticGrad.CompilerServices.", "", StringComparison.Ordinal)
        .Replace("global::System.", "", StringComparison.Ordinal);
}
