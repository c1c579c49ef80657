namespace CurveFit;

/// <summary>Where a minimiser ended.</summary>
/// <param name="B">The parameters; after a failure, the last or best ones that it tried.</param>
/// <param name="Iterations">How many iterations it took; null when it failed and does not tell.</param>
/// <param name="GradientEvaluations">
/// How often the derivative was asked for: the whole Jacobian (Levenberg-Marquardt) or the gradient of the sum (BFGS).
/// </param>
/// <param name="Failure">Why it gave up; null when it stopped because it could not get any closer.</param>
public sealed record Solution(double[] B, int? Iterations, int GradientEvaluations, string? Failure)
{
    /// <summary>
    /// The unit in which a minimiser sees each parameter: its starting value, so that it sees every parameter start at
    /// 1 or -1. In its own units a step of one length is nothing to b1 = 500 and far too much for b2 = 0.0001.
    /// </summary>
    internal static double[] Units(double[] start) => [.. start.Select(b => b == 0 ? 1 : Math.Abs(b))];
}
