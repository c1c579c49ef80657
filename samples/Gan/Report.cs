using System.Globalization;
using Gan.Networks;
using StaticGrad;

namespace Gan;

/// <summary>What is printed.</summary>
public static class Report
{
    /// <summary>The energy distance must fall by this factor.</summary>
    public const double Goal = 10;

    /// <summary>What the two generated derivatives have slots for: neither has one for the other player.</summary>
    public static string Leaves()
    {
        var random = new Random(0);
        var (discriminator, generator) = (new Discriminator(random), new Generator(random));
        return $"""
            {Slots(typeof(Losses.DiscriminatorLossGradients))}: {discriminator.ParameterCount()} numbers, none of the generator
            {Slots(typeof(Losses.GeneratorLossGradients))}: {generator.ParameterCount()} numbers, none of the discriminator
            """;
    }

    /// <summary>One snapshot.</summary>
    public static string Line(Snapshot snapshot) => string.Create(
        CultureInfo.InvariantCulture, $"step {snapshot.Step,5}: energy distance {snapshot.Distance:F4}");

    /// <summary>Before and after, beside what chance alone makes of the data.</summary>
    public static string Summary(Dataset data, Settings settings, TrainingResult result)
    {
        var (before, after) = (result.Snapshots[0].Distance, result.Snapshots[^1].Distance);
        var chance = data.DistanceBetweenHalves(new Random(settings.Seed));
        return string.Create(CultureInfo.InvariantCulture, $"""
            Energy distance of {settings.SnapshotPoints} generated points from the {data.Count} real ones
              before    {before:F4}
              after     {after:F4}    (the generator with the averaged parameters)
              by chance {chance:F4}    (two random halves of the data from one another)
            It fell by a factor of {result.Improvement:F1}; the goal is {Goal}.
            """);
    }

    private static string Slots(Type gradients) =>
        $"{gradients.Name}({string.Join(", ", gradients.GetProperties().Select(property => property.Name))})";
}
