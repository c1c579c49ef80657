namespace FineTune;

/// <summary>What is known after a training.</summary>
/// <param name="Losses">Before each step.</param>
/// <param name="StateBytes">Memory of the optimiser's moments.</param>
public sealed record TrainingReport(double[] Losses, long StateBytes);
