using FineTune.Networks;
using StaticGrad;

namespace FineTune;

/// <summary>
/// Learns "versicolor or not" from the whole training part, then the three species from a few flowers of each: with the
/// body that was learnt, frozen, and for comparison with one that learnt nothing, and from scratch.
/// </summary>
public static class Experiment
{
    /// <summary>Runs it once.</summary>
    public static ExperimentResult Run(Settings settings)
    {
        var iris = Iris.Load(settings.Seed);
        var few = iris.Training.Few(settings.FlowersOfEachSpecies);
        var random = new Random(settings.Seed);

        var pretrained = new Classifier(new Body(random), new Head(2, random));
        Training.TrainAll(pretrained, VersicolorOrNot(iris.Training), settings.Steps, settings.PretrainingRate);

        var fineTuned = new Classifier(pretrained.Body, new Head(3, random));
        var beforeFineTuning = fineTuned.Accuracy(iris.HeldOut);
        var bodyBefore = Parameters(fineTuned.Body);
        var fineTuning = Training.TrainHead(fineTuned, few, settings.Steps, settings.FineTuningRate);

        var untrained = new Classifier(new Body(new Random(settings.Seed)), new Head(3, random));
        Training.TrainHead(untrained, few, settings.Steps, settings.FineTuningRate);

        var scratch = new Classifier(new Body(new Random(settings.Seed)), new Head(3, random));
        var wholeTraining = Training.TrainAll(scratch, few, settings.Steps, settings.FineTuningRate);

        return new ExperimentResult(
            fineTuned,
            iris,
            pretrained.Accuracy(VersicolorOrNot(iris.HeldOut)),
            beforeFineTuning,
            fineTuned.Accuracy(iris.HeldOut),
            untrained.Accuracy(iris.HeldOut),
            scratch.Accuracy(iris.HeldOut),
            bodyBefore,
            Parameters(fineTuned.Body),
            fineTuning,
            wholeTraining);
    }

    private static LabelledFlowers VersicolorOrNot(LabelledFlowers flowers) =>
        flowers.Relabel(species => Iris.SpeciesNames[species] == "versicolor" ? 1 : 0);

    private static double[] Parameters(Body body)
    {
        var parameters = new double[body.ParameterCount()];
        body.CopyParametersTo(parameters);
        return parameters;
    }
}
