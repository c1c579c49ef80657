using StaticGrad;

namespace Gan.Networks;

/// <summary>Tells real points from generated ones: 2 → 32 → 32 → 1.</summary>
[Differentiable]
public sealed partial class Discriminator(Random random)
{
    private readonly Dense _first = new(Dataset.Columns, 32, random);
    private readonly Dense _second = new(32, 32, random);
    private readonly Dense _last = new(32, 1, random, Dense.Linear);

    /// <summary>The log of the odds that <paramref name="point"/> is real.</summary>
    public double Logit(ReadOnlySpan<double> point)
    {
        double[] first = new double[_first.Outputs];
        double[] second = new double[_second.Outputs];
        double[] logit = new double[1];
        _first.Apply(point, first);
        _second.Apply(first, second);
        _last.Apply(second, logit);
        return logit[0];
    }
}
