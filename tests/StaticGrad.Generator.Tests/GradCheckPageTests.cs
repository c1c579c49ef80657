using System.Reflection;
using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>docs/gradcheck.md: its code compiles, prints what the page says, and its example of a test passes.</summary>
public sealed class GradCheckPageTests
{
    private static readonly DocumentPage Page = new("docs", "gradcheck.md");

    private static readonly GeneratorRun Run = GeneratorRun.Of(Programs.Compile([.. Page.Files]).AddReferences(
        MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location)));

    [Fact]
    public void Every_snippet_prints_what_the_page_says()
    {
        Assert.Empty(Run.Errors);
        Assert.True(Page.Outputs.Count >= 5, "the page has lost its outputs");
        var console = Console.Out;
        try
        {
            foreach (var (type, expected) in Page.Outputs)
            {
                using var printed = new StringWriter { NewLine = "\n" };
                Console.SetOut(printed);
                Run.Load().GetType(type)!.GetMethod("Run")!.Invoke(null, []);
                Assert.Equal(expected.ReplaceLineEndings("\n"), printed.ToString());
            }
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [Fact]
    public void Its_example_of_a_test_passes()
    {
        var tests = Run.Load().GetType("ModelGradients")!;
        var test = Assert.Single(tests.GetMethods(), method => method.GetCustomAttribute<TheoryAttribute>() is not null);
        var data = test.GetCustomAttributes<InlineDataAttribute>().SelectMany(attribute => attribute.GetData(test)).ToList();
        Assert.Equal(2, data.Count);
        foreach (var arguments in data)
        {
            test.Invoke(Activator.CreateInstance(tests), arguments);
        }
    }
}
