namespace Gan;

/// <summary>What a training run depends on: equal settings give equal numbers.</summary>
public sealed record Settings
{
    /// <summary>Steps of either player.</summary>
    public int Steps { get; init; } = 4000;

    /// <summary>Points in a batch, real ones and generated ones.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Of the discriminator's Adam at the start; it falls to zero along a cosine.</summary>
    public double DiscriminatorRate { get; init; } = 1e-3;

    /// <summary>Of the generator's: the slower player keeps the game stable (Heusel and others, 2017).</summary>
    public double GeneratorRate { get; init; } = 5e-4;

    /// <summary>Decay of the average of the generator's parameters.</summary>
    public double AverageDecay { get; init; } = 0.995;

    /// <summary>Of parameters, batches and noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Generated points that a snapshot holds.</summary>
    public int SnapshotPoints { get; init; } = 1000;

    /// <summary>Steps after which a snapshot is taken.</summary>
    public IReadOnlyList<int> SnapshotSteps => [0, Steps / 20, Steps / 8, Steps / 4, Steps / 2, Steps];
}
