namespace Freezing.Experiments;

/// <summary>The experiments, in the order in which they are shown.</summary>
public static class Experiment
{
    private static readonly IReadOnlyList<Action<Report>> All =
    [
        FrozenParameter.Run,
        DetachedValues.Run,
        DetachedGenerator.Run,
        ConstantPowers.Run,
        Accumulation.Run,
        FrozenLayers.Run,
        FreezingMaps.Run,
    ];

    /// <summary>Runs all of them.</summary>
    public static Report RunAll()
    {
        var report = new Report();
        foreach (var run in All)
        {
            run(report);
        }

        return report;
    }

    /// <summary>The parameters of a generated method that take gradients.</summary>
    internal static string GradientsOf(Delegate backward) => string.Join(
        ", ",
        backward.Method.GetParameters()
            .Select(parameter => parameter.Name!)
            .Where(name => name.EndsWith("Gradient", StringComparison.Ordinal)));
}
