using System.Runtime.InteropServices;
using FineTune.Networks;

namespace FineTune;

/// <summary>What came out of an experiment; accuracies are of the held-out flowers.</summary>
/// <param name="Classifier">The frozen body with its new head.</param>
/// <param name="Iris">The split.</param>
/// <param name="FirstTask">Accuracy of the pretrained classifier on the first task.</param>
/// <param name="BeforeFineTuning">Accuracy of its body with a head that learnt nothing.</param>
/// <param name="FineTuned">Accuracy of its body, frozen, with a trained head.</param>
/// <param name="UntrainedBody">Accuracy of a frozen body that learnt nothing, with a trained head.</param>
/// <param name="FromScratch">Accuracy of a body and a head that were trained on the second task alone.</param>
/// <param name="BodyBefore">The body's parameters before the head was trained.</param>
/// <param name="BodyAfter">And after.</param>
/// <param name="FineTuning">The training of the head.</param>
/// <param name="WholeTraining">The training of body and head on the same task.</param>
public sealed record ExperimentResult(
    Classifier Classifier,
    Iris Iris,
    double FirstTask,
    double BeforeFineTuning,
    double FineTuned,
    double UntrainedBody,
    double FromScratch,
    double[] BodyBefore,
    double[] BodyAfter,
    TrainingReport FineTuning,
    TrainingReport WholeTraining)
{
    /// <summary>Whether no bit of the body changed while the head was trained.</summary>
    public bool BodyUnmoved =>
        MemoryMarshal.AsBytes<double>(BodyBefore).SequenceEqual(MemoryMarshal.AsBytes<double>(BodyAfter));
}
