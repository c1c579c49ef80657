using System.Xml.Linq;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>Documentation of generated members is XML, whatever the user's members are called.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void An_explicit_implementation_has_type_arguments_in_its_name()
    {
        var run = GeneratorRun.Of(
            """
            public interface IScaled<T> { double F(double x, int n); }
            [Differentiable] public partial class M : IScaled<int>
            {
                public double W = 2;
                [Differentiable(Name = "Scaled")] double IScaled<int>.F(double x, int n) => x * W * n;
            }
            """);
        Assert.Empty(run.Errors);
        var texts = run.Text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal));
        var documentation = XElement.Parse("<all>" + string.Concat(texts.Select(text => text[3..])) + "</all>");
        Assert.Contains(documentation.Descendants("c"), name => name.Value == "IScaled<System.Int32>.F");
    }
}
