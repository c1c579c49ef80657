namespace Freezing.Experiments;

/// <summary>What the compiler itself says that freezing removed from the derivatives of this sample.</summary>
public static class FreezingMaps
{
    private static readonly IReadOnlyList<string> Derivatives =
    [
        nameof(ConstantPowers.UnderNoGrad),
        nameof(ConstantPowers.Detached),
        nameof(ConstantPowers.Unfrozen),
        nameof(FrozenParameter.Doubled),
        nameof(DetachedGenerator.Judged),
        "NetworkLoss",
        "FrozenBodyLoss",
        "HeadLoss",
    ];

    public static void Run(Report report)
    {
        report.Begin("What freezing removed: the compiler's own account (SGRAD201)");
        var maps = FreezingMap.OfThisSample();
        foreach (var name in Derivatives)
        {
            if (maps.TryGetValue(name, out var map))
            {
                report.Show(map);
            }
            else
            {
                report.Note($"{name}: not available");
            }
        }
    }
}
