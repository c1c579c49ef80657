using FineTune.Networks;
using StaticGrad;

namespace FineTune;

/// <summary>One loss and two derivatives of it: of everything, and of the head alone.</summary>
public static partial class Losses
{
    /// <summary>Mean cross entropy of a classifier over some flowers.</summary>
    /// <remarks>
    /// <c>LossBackward</c> has slots for body and head. <c>HeadLossBackward</c> has one for the head: in it the body is
    /// frozen, so it runs forward as it is, saves nothing and has no reverse sweep.
    /// </remarks>
    /// <param name="body">From measurements to features.</param>
    /// <param name="head">From features to classes.</param>
    /// <param name="x">Measurements, flower by flower.</param>
    /// <param name="labels">The class of each flower.</param>
    [Differentiable(nameof(body), nameof(head))]
    [Differentiable(nameof(head), Name = "HeadLoss")]
    public static double Loss(Body body, Head head, ReadOnlySpan<double> x, ReadOnlySpan<int> labels)
    {
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double[] features = new double[Body.FeatureCount];
            double[] logits = new double[head.Classes];
            body.Apply(x.Slice(i * Iris.Columns, Iris.Columns), features);
            head.Apply(features, logits);
            sum += LogSumExp(logits) - logits[labels[i]];
        }

        return sum / labels.Length;
    }

    /// <summary>log Σ eˣ. The shift that keeps it from overflowing cancels, in the gradient too: it is detached.</summary>
    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double shift = x[0].Detach();
        for (int i = 1; i < x.Length; i++)
        {
            shift = Math.Max(shift, x[i].Detach());
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - shift);
        }

        return shift + Math.Log(sum);
    }
}
