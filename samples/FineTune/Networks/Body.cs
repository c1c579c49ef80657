using StaticGrad;

namespace FineTune.Networks;

/// <summary>Turns the measurements of a flower into features: 4 → 16 → 8, each layer followed by tanh.</summary>
[Differentiable]
public sealed partial class Body(Random random)
{
    /// <summary>How many features there are.</summary>
    public const int FeatureCount = 8;

    private readonly Dense _hidden = new(Iris.Columns, 16, random);
    private readonly Dense _features = new(16, FeatureCount, random);

    /// <summary>Writes the features of <paramref name="x"/>.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> features)
    {
        double[] hidden = new double[_hidden.Outputs];
        _hidden.ApplyTanh(x, hidden);
        _features.ApplyTanh(hidden, features);
    }
}
