namespace Freezing.Experiments;

/// <summary>What the compiler itself says that freezing removed from derivatives of this sample.</summary>
public static class FreezingMaps
{
    public static void Run(Report report)
    {
        report.Begin("What freezing removed: the compiler's own account (SGRAD201)");
        report.Show(FreezingMap.Of(nameof(ConstantPowers.UnderNoGrad)));
        report.Show(FreezingMap.Of(nameof(DetachedGenerator.Judged)));
        report.Show(FreezingMap.Of("HeadLoss"));
        report.Note("PyTorch has no such account: it records while the program runs.");
    }
}
