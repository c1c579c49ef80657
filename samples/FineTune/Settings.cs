namespace FineTune;

/// <summary>What an experiment depends on: equal settings give equal numbers.</summary>
public sealed record Settings
{
    /// <summary>Of split and parameters.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Steps of each training.</summary>
    public int Steps { get; init; } = 300;

    /// <summary>Of Adam, on the first task.</summary>
    public double PretrainingRate { get; init; } = 0.01;

    /// <summary>Of Adam, on the second.</summary>
    public double FineTuningRate { get; init; } = 0.05;

    /// <summary>How many flowers of each species the second task has labels for.</summary>
    public int FlowersOfEachSpecies { get; init; } = 5;
}
