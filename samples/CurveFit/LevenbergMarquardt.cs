using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CurveFit;

/// <summary>Least squares with the Jacobian of the model, whose rows StaticGrad's generated code computes.</summary>
public static class LevenbergMarquardt
{
    /// <summary>Fits the problem, starting from the given parameters.</summary>
    public static Solution Solve(Problem problem, double[] start)
    {
        var jacobians = 0;

        Vector<double> Predict(Vector<double> parameters, Vector<double> x)
        {
            var b = parameters.ToArray();
            return x.Map(xi => problem.Model(b, xi));
        }

        Matrix<double> Jacobian(Vector<double> parameters, Vector<double> x)
        {
            jacobians++;
            var b = parameters.ToArray();
            var jacobian = Matrix<double>.Build.Dense(x.Count, b.Length);
            var row = new double[b.Length];
            for (var i = 0; i < x.Count; i++)
            {
                Array.Clear(row); // Backward adds to the gradients that it is given.
                problem.ModelBackward(b, x[i], row);
                jacobian.SetRow(i, row);
            }

            return jacobian;
        }

        var objective = ObjectiveFunction.NonlinearModel(
            Predict, Jacobian, Vector<double>.Build.Dense(problem.Data.X), Vector<double>.Build.Dense(problem.Data.Y));

        // Run until the steps vanish, in units of the starting values. The other two tests are off (0) because they
        // compare with numbers in the units of the data: what is small for one set is large for another. The method
        // ends by itself: it takes a step only if the sum of squares falls, and at the bottom rounding hides that.
        var minimizer = new LevenbergMarquardtMinimizer(
            initialMu: 1e-3, gradientTolerance: 0, stepTolerance: 1e-15, functionTolerance: 0, maximumIterations: 1000);
        try
        {
            var result = minimizer.FindMinimum(objective, [.. start], scales: Solution.Units(start));
            var iterations = Math.Max(0, result.Iterations); // MathNet says -1 for "the start is the answer"
            return new Solution(
                result.MinimizingPoint.ToArray(), iterations, jacobians, Failure(result.ReasonForExit));
        }
        catch (Exception e) when (e is OptimizationException or ArgumentException or NonConvergenceException)
        {
            return new Solution(objective.Point.ToArray(), null, jacobians, e.Message.TrimEnd('.'));
        }
    }

    private static string? Failure(ExitCondition reason) => reason switch
    {
        ExitCondition.InvalidValues => "the sum of squares is not a number",
        ExitCondition.ExceedIterations => "too many iterations",
        _ => null,
    };
}
