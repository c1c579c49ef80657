using FineTune.Networks;
using StaticGrad;

namespace FineTune;

/// <summary>Trains on whole data sets with Adam, either everything or the head alone.</summary>
public static class Training
{
    /// <summary>Trains body and head.</summary>
    public static TrainingReport TrainAll(Classifier classifier, LabelledFlowers flowers, int steps, double learningRate)
    {
        var gradient = new Classifier.Gradient(classifier);
        var adam = new Adam(learningRate);
        var losses = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            gradient.Clear();
            losses[step] = Losses.LossBackward(
                classifier.Body, classifier.Head, flowers.X, flowers.Labels, gradient.Body, gradient.Head);
            adam.Step(classifier, gradient);
        }

        return new TrainingReport(losses, adam.StateBytes);
    }

    /// <summary>Trains the head; the body is frozen.</summary>
    public static TrainingReport TrainHead(Classifier classifier, LabelledFlowers flowers, int steps, double learningRate)
    {
        var gradient = new Head.Gradient(classifier.Head);
        var adam = new Adam(learningRate);
        var losses = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            gradient.Clear();
            losses[step] = Losses.HeadLossBackward(
                classifier.Body, classifier.Head, flowers.X, flowers.Labels, gradient);
            adam.Step(classifier.Head, gradient);
        }

        return new TrainingReport(losses, adam.StateBytes);
    }
}
