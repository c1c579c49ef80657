using StaticGrad;

namespace FineTune.Networks;

/// <summary>Turns features into a logit for each class: 8 → classes.</summary>
[Differentiable]
public sealed partial class Head(int classes, Random random)
{
    private readonly Dense _logits = new(Body.FeatureCount, classes, random);

    /// <summary>How many classes there are.</summary>
    public int Classes => _logits.Outputs;

    /// <summary>Writes the logits, whose softmax are the probabilities.</summary>
    public void Apply(ReadOnlySpan<double> features, Span<double> logits) => _logits.Apply(features, logits);
}
