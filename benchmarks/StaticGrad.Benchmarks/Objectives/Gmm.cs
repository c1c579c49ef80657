using System;

namespace StaticGrad.Benchmarks.Objectives;

/// <summary>The log-likelihood of a Gaussian mixture with a Wishart prior: ADBench's GMM objective.</summary>
public static partial class Gmm
{
    /// <summary>
    /// The log-likelihood of the points under K Gaussians of d dimensions, up to what is constant in the parameters.
    /// </summary>
    /// <param name="alphas">K logarithms of the mixture weights, not normalised.</param>
    /// <param name="means">K means of d elements each.</param>
    /// <param name="icf">
    /// K inverse covariance factors of d(d+1)/2 elements each: the logarithms of the diagonal, then what is strictly
    /// below it, column by column.
    /// </param>
    /// <param name="x">n points of d elements each.</param>
    /// <param name="wishartGamma">The prior's scale.</param>
    /// <param name="wishartM">The prior's degrees of freedom beyond d.</param>
    /// <param name="wishartConstant">The logarithm of the prior's normaliser, for one Gaussian.</param>
    [Differentiable]
    public static double LogLikelihood(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        [Frozen] ReadOnlySpan<double> x,
        [Frozen] double wishartGamma,
        int wishartM,
        [Frozen] double wishartConstant)
    {
        int k = alphas.Length;
        int d = means.Length / k;
        int n = x.Length / d;
        int icfSize = d * (d + 1) / 2;

        Span<double> diagonals = new double[k * d];
        Span<double> logDeterminants = new double[k];
        for (int c = 0; c < k; c++)
        {
            for (int i = 0; i < d; i++)
            {
                double logDiagonal = icf[c * icfSize + i];
                logDeterminants[c] += logDiagonal;
                diagonals[c * d + i] = Math.Exp(logDiagonal);
            }
        }

        Span<double> centred = new double[d];
        Span<double> whitened = new double[d];
        Span<double> terms = new double[k];
        double logLikelihood = 0;
        for (int p = 0; p < n; p++)
        {
            ReadOnlySpan<double> point = x.Slice(p * d, d);
            for (int c = 0; c < k; c++)
            {
                Subtract(point, means.Slice(c * d, d), centred);
                MultiplyLower(diagonals.Slice(c * d, d), icf.Slice(c * icfSize + d, icfSize - d), centred, whitened);
                terms[c] = alphas[c] + logDeterminants[c] - 0.5 * SquaredNorm(whitened);
            }

            logLikelihood += LogSumExp(terms);
        }

        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double frobenius = SquaredNorm(diagonals.Slice(c * d, d))
                + SquaredNorm(icf.Slice(c * icfSize + d, icfSize - d));
            prior += 0.5 * wishartGamma * wishartGamma * frobenius - wishartM * logDeterminants[c];
        }

        return -0.5 * n * d * Math.Log(2 * Math.PI)
            + logLikelihood
            - n * LogSumExp(alphas)
            + prior
            - k * wishartConstant;
    }

    private static void Subtract(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = left[i] - right[i];
        }
    }

    /// <summary>Multiplies a vector by a lower triangular matrix whose strict part is stored column by column.</summary>
    private static void MultiplyLower(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> vector, Span<double> result)
    {
        int d = diagonal.Length;
        for (int i = 0; i < d; i++)
        {
            result[i] = diagonal[i] * vector[i];
        }

        for (int column = 0; column < d; column++)
        {
            double element = vector[column];
            int rows = d - column - 1;
            ReadOnlySpan<double> below = lower.Slice(column * (2 * d - column - 1) / 2, rows);
            Span<double> rest = result.Slice(column + 1, rows);
            for (int row = 0; row < rows; row++)
            {
                rest[row] += below[row] * element;
            }
        }
    }

    private static double SquaredNorm(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += vector[i] * vector[i];
        }

        return sum;
    }

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        // The shift only keeps Exp in range: the result does not depend on it, so neither does the derivative.
        double shift = Grad.Detach(Max(values));
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += Math.Exp(values[i] - shift);
        }

        return Math.Log(sum) + shift;
    }

    private static double Max(ReadOnlySpan<double> values)
    {
        double max = values[0];
        for (int i = 1; i < values.Length; i++)
        {
            max = Math.Max(max, values[i]);
        }

        return max;
    }
}
