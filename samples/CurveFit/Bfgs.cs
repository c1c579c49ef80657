using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CurveFit;

/// <summary>Minimises the sum of squares with its gradient alone, which StaticGrad's generated code computes.</summary>
public static class Bfgs
{
    /// <summary>Fits the problem, starting from the given parameters.</summary>
    /// <remarks>
    /// BFGS begins as steepest descent and knows nothing of the scale of its problem. So it is given one in which
    /// everything is about 1: parameters in units of their starting values, the sum in units of its value at the start.
    /// </remarks>
    public static Solution Solve(Problem problem, double[] start)
    {
        var (x, y) = (problem.Data.X, problem.Data.Y);
        var units = Vector<double>.Build.Dense(Solution.Units(start));
        var unitOfSum = problem.LossBackward(start, x, y, new double[start.Length]);

        var gradients = 0;
        var best = (Sum: double.PositiveInfinity, B: start);

        (double, Vector<double>) Evaluate(Vector<double> scaled)
        {
            gradients++;
            var b = scaled.PointwiseMultiply(units).ToArray();
            var gradient = new double[b.Length];
            var sum = problem.LossBackward(b, x, y, gradient);
            if (sum < best.Sum)
            {
                best = (sum, b);
            }

            return (sum / unitOfSum, Vector<double>.Build.Dense(gradient).PointwiseMultiply(units) / unitOfSum);
        }

        var minimizer = new BfgsMinimizer(
            gradientTolerance: 1e-12, parameterTolerance: 1e-15, functionProgressTolerance: 0, maximumIterations: 1000);
        var from = Vector<double>.Build.Dense(start).PointwiseDivide(units);
        try
        {
            var result = minimizer.FindMinimum(ObjectiveFunction.Gradient(Evaluate), from);
            var b = result.MinimizingPoint.PointwiseMultiply(units).ToArray();
            return new Solution(b, result.Iterations, gradients, null);
        }
        catch (OptimizationException e)
        {
            // MathNet does not say where it was: report the best point that it tried.
            return new Solution(best.B, null, gradients, (e.InnerException ?? e).Message.TrimEnd('.'));
        }
    }
}
