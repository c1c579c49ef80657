using FineTune;
using FineTune.Networks;

namespace StaticGrad.Samples.Tests;

/// <summary>The frozen body stays as it is, and the new head learns on it.</summary>
public sealed class FineTuneTests
{
    private static readonly ExperimentResult Result = Experiment.Run(new Settings());

    [Fact]
    public void The_data_are_Fishers()
    {
        var (training, heldOut) = (Result.Iris.Training, Result.Iris.HeldOut);
        Assert.Equal((99, 51), (training.Count, heldOut.Count));
        Assert.All(Enumerable.Range(0, 3), species => Assert.Equal(33, training.Labels.Count(label => label == species)));
    }

    [Fact]
    public void Training_the_head_moves_no_bit_of_the_body()
    {
        Assert.True(Result.BodyUnmoved);
        Assert.NotEqual(Result.FineTuning.Losses[0], Result.FineTuning.Losses[^1]);
    }

    [Fact]
    public void Fine_tuning_learns_the_species()
    {
        Assert.True(Result.FirstTask >= 0.85, $"{Result.FirstTask}");
        Assert.True(Result.FineTuned >= 0.85, $"{Result.FineTuned}");
        Assert.True(Result.FineTuned > Result.BeforeFineTuning);
    }

    [Fact]
    public void The_optimiser_keeps_state_for_the_head_alone()
    {
        var (body, head) = (Result.Classifier.Body.ParameterCount(), Result.Classifier.Head.ParameterCount());
        Assert.Equal((216, 27), (body, head));
        Assert.Equal(2 * sizeof(double) * head, Result.FineTuning.StateBytes);
        Assert.Equal(2 * sizeof(double) * (body + head), Result.WholeTraining.StateBytes);
    }

    [Fact]
    public void Two_runs_give_the_same_numbers()
    {
        var settings = new Settings { Seed = 3, Steps = 100 };
        var (first, second) = (Experiment.Run(settings), Experiment.Run(settings));
        Numbers.AssertSameBits(Numbers.Of(first.Classifier), Numbers.Of(second.Classifier));
        Numbers.AssertSameBits(first.FineTuning.Losses, second.FineTuning.Losses);
        Assert.Equal(first.FineTuned, second.FineTuned);
    }

    [Fact]
    public void Both_derivatives_agree_about_the_head_and_with_central_differences()
    {
        var (body, head, flowers) = (Result.Classifier.Body, new Head(3, new Random(4)), Result.Iris.Training.Few(3));
        double Loss() => Losses.Loss(body, head, flowers.X, flowers.Labels);
        var all = Losses.LossGradient(body, head, flowers.X, flowers.Labels);
        var frozen = Losses.HeadLossGradient(body, head, flowers.X, flowers.Labels);

        var (ofAll, ofFrozen) = (new double[head.ParameterCount()], new double[head.ParameterCount()]);
        head.CopyGradientsTo(all.Head, ofAll);
        head.CopyGradientsTo(frozen.Head, ofFrozen);
        Numbers.AssertSameBits(ofAll, ofFrozen);
        Assert.Equal(all.Value, frozen.Value);
        Numbers.CheckGradient(head, Loss, frozen.Head);
        Numbers.CheckGradient(body, Loss, all.Body);
    }

    [Fact]
    public void A_saved_model_comes_back_to_the_last_bit()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var loaded = ModelFile.Load(ModelFile.Save(Result.Classifier, folder));
            Numbers.AssertSameBits(Numbers.Of(Result.Classifier), Numbers.Of(loaded));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
