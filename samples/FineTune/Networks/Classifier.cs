using StaticGrad;

namespace FineTune.Networks;

/// <summary>A body and a head: what is saved, and what is trained together.</summary>
[Differentiable]
public sealed partial class Classifier(Body body, Head head)
{
    /// <summary>From measurements to features.</summary>
    public Body Body { get; } = body;

    /// <summary>From features to classes.</summary>
    public Head Head { get; } = head;

    /// <summary>The likeliest class of a flower.</summary>
    public int Classify(ReadOnlySpan<double> x)
    {
        var features = new double[Body.FeatureCount];
        var logits = new double[Head.Classes];
        Body.Apply(x, features);
        Head.Apply(features, logits);
        return Array.IndexOf(logits, logits.Max());
    }

    /// <summary>The part of the flowers whose class is right.</summary>
    public double Accuracy(LabelledFlowers flowers)
    {
        var right = 0;
        for (var i = 0; i < flowers.Count; i++)
        {
            right += Classify(flowers.Measurements(i)) == flowers.Labels[i] ? 1 : 0;
        }

        return (double)right / flowers.Count;
    }
}
