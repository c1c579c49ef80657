using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Samples.Tests;

/// <summary>What the samples freeze is not in the code that is generated for them.</summary>
public sealed class FrozenCodeTests
{
    private static readonly string GanLosses = Repository.Read("samples", "Gan", "Losses.cs");

    [Fact]
    public void No_generator_in_the_discriminators_derivative()
    {
        var text = Generate("Gan", GanLosses)["Gan.Losses.DiscriminatorLoss.g.cs"];
        Assert.Contains("discriminatorGradient", text);
        Assert.Contains("generator.Generate(", text); // as it is written, without anything saved
        Assert.DoesNotContain("generatorGradient", text);
        Assert.DoesNotContain("Generator.Gradient", text);
        Assert.DoesNotContain("GenerateBy", text);
        Assert.DoesNotContain("fakeAdjoint", text);
    }

    [Fact]
    public void Detaching_alone_takes_the_generator_out()
    {
        // Both players are leaves: what is left of the generator is a slot that nothing is added to.
        var both = GanLosses.Replace("[Differentiable(nameof(discriminator))]", "[Differentiable]");
        var detached = Generate("Gan", both)["Gan.Losses.DiscriminatorLoss.g.cs"];
        Assert.Contains("generatorGradient", detached);
        Assert.DoesNotContain("GenerateBy", detached);
        Assert.DoesNotContain("fakeAdjoint", detached);

        var attached = Generate("Gan", both.Replace("fake.Detach()", "fake"))["Gan.Losses.DiscriminatorLoss.g.cs"];
        Assert.Contains("GenerateBy", attached);
        Assert.Contains("fakeAdjoint", attached);
    }

    [Fact]
    public void No_gradient_of_the_discriminator_in_the_generators_derivative()
    {
        var text = Generate("Gan", GanLosses)["Gan.Losses.GeneratorLoss.g.cs"];
        Assert.Contains("generatorGradient", text);
        Assert.DoesNotContain("discriminatorGradient", text);
        Assert.DoesNotContain("Discriminator.Gradient", text);
    }

    [Fact]
    public void No_reverse_sweep_of_the_body_in_the_heads_derivative()
    {
        var text = Generate("FineTune", Repository.Read("samples", "FineTune", "Losses.cs"))["FineTune.Losses.Loss.g.cs"];
        var head = text[text.IndexOf("HeadLossGradients(", StringComparison.Ordinal)..];
        Assert.Contains("headGradient", head);
        Assert.Contains("body.Apply(", head);
        Assert.DoesNotContain("bodyGradient", head);
        Assert.DoesNotContain("featuresAdjoint", head);
        Assert.DoesNotContain("Body.Apply", head); // no derivative of the body's method
        Assert.Contains("Body.Apply", text[..^head.Length]);
    }

    /// <summary>Runs the generator on a sample's networks and data, with these losses.</summary>
    private static IReadOnlyDictionary<string, string> Generate(string sample, string losses)
    {
        var folder = Path.Combine(Repository.Root, "samples", sample);
        var others = Directory.GetFiles(Path.Combine(folder, "Networks"))
            .Concat(Directory.GetFiles(folder, "*.cs").Where(file => Path.GetFileName(file) is
                "Dataset.cs" or "Scale.cs" or "EnergyDistance.cs" or "Iris.cs" or "LabelledFlowers.cs" or "Flower.cs"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);
        var run = GeneratorRun.Of([losses, .. others]);
        Assert.Empty(run.Errors);
        return run.Files;
    }
}
