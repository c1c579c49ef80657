using Gan.Networks;

namespace Gan;

/// <summary>What came out of a training run.</summary>
/// <param name="Generator">The generator, with the averaged parameters.</param>
/// <param name="Snapshots">The first is of before, the last of after.</param>
/// <param name="DiscriminatorLosses">At each step.</param>
/// <param name="GeneratorLosses">At each step.</param>
public sealed record TrainingResult(
    Generator Generator, IReadOnlyList<Snapshot> Snapshots, double[] DiscriminatorLosses, double[] GeneratorLosses)
{
    /// <summary>The energy distance before, in units of the one after.</summary>
    public double Improvement => Snapshots[0].Distance / Snapshots[^1].Distance;
}
