using System.Buffers;

namespace StaticGrad.Benchmarks.ByHand;

/// <summary>The adjoint of <see cref="Objectives.Gmm.LogLikelihood"/>, written by hand in scalar C#.</summary>
public static class GmmByHand
{
    public static double LogLikelihoodBackward(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        ReadOnlySpan<double> x,
        double wishartGamma,
        int wishartM,
        double wishartConstant,
        Span<double> alphasGradient,
        Span<double> meansGradient,
        Span<double> icfGradient)
        => LogLikelihoodBackward(
            alphas,
            means,
            icf,
            x,
            wishartGamma,
            wishartM,
            wishartConstant,
            1,
            alphasGradient,
            meansGradient,
            icfGradient);

    public static double LogLikelihoodBackward(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        ReadOnlySpan<double> x,
        double wishartGamma,
        int wishartM,
        double wishartConstant,
        double seed,
        Span<double> alphasGradient,
        Span<double> meansGradient,
        Span<double> icfGradient)
    {
        int k = alphas.Length;
        int d = means.Length / k;
        int n = x.Length / d;
        int icfSize = d * (d + 1) / 2;
        int lowerSize = icfSize - d;

        double[] buffer = ArrayPool<double>.Shared.Rent(5 * k * d + 4 * k);
        Span<double> rest = buffer;
        Span<double> diagonals = Take(ref rest, k * d);
        Span<double> diagonalsGradient = Take(ref rest, k * d);
        Span<double> centred = Take(ref rest, k * d);
        Span<double> whitened = Take(ref rest, k * d);
        Span<double> whitenedGradientSums = Take(ref rest, k * d);
        Span<double> logDeterminants = Take(ref rest, k);
        Span<double> offsets = Take(ref rest, k);
        Span<double> terms = Take(ref rest, k);
        Span<double> termGradientSums = Take(ref rest, k);
        diagonalsGradient.Clear();
        whitenedGradientSums.Clear();
        termGradientSums.Clear();

        for (int c = 0; c < k; c++)
        {
            double logDeterminant = 0;
            for (int i = 0; i < d; i++)
            {
                double logDiagonal = icf[c * icfSize + i];
                logDeterminant += logDiagonal;
                diagonals[c * d + i] = Math.Exp(logDiagonal);
            }

            logDeterminants[c] = logDeterminant;
            offsets[c] = alphas[c] + logDeterminant;
        }

        // The sum over the points has a known cotangent, the seed: each point goes forward and back at once.
        double logLikelihood = 0;
        for (int p = 0; p < n; p++)
        {
            ReadOnlySpan<double> point = x.Slice(p * d, d);
            double max = double.NegativeInfinity;
            for (int c = 0; c < k; c++)
            {
                double squaredNorm = Whiten(
                    point,
                    means.Slice(c * d, d),
                    diagonals.Slice(c * d, d),
                    icf.Slice(c * icfSize + d, lowerSize),
                    centred.Slice(c * d, d),
                    whitened.Slice(c * d, d));
                double term = offsets[c] - 0.5 * squaredNorm;
                terms[c] = term;
                max = Math.Max(max, term);
            }

            logLikelihood += ExponentialSum(terms, max, out double sum);

            double scale = seed / sum;
            for (int c = 0; c < k; c++)
            {
                double termGradient = scale * terms[c];
                termGradientSums[c] += termGradient;
                WhitenBackward(
                    termGradient,
                    centred.Slice(c * d, d),
                    whitened.Slice(c * d, d),
                    whitenedGradientSums.Slice(c * d, d),
                    diagonalsGradient.Slice(c * d, d),
                    icfGradient.Slice(c * icfSize + d, lowerSize));
            }
        }

        double prior = 0;
        double squaredGamma = wishartGamma * wishartGamma;
        for (int c = 0; c < k; c++)
        {
            ReadOnlySpan<double> diagonal = diagonals.Slice(c * d, d);
            ReadOnlySpan<double> lower = icf.Slice(c * icfSize + d, lowerSize);
            double frobenius = SquaredNorm(diagonal) + SquaredNorm(lower);
            prior += 0.5 * wishartGamma * wishartGamma * frobenius - wishartM * logDeterminants[c];

            double logDeterminantGradient = termGradientSums[c] - seed * wishartM;
            Span<double> logDiagonalGradient = icfGradient.Slice(c * icfSize, d);
            for (int i = 0; i < d; i++)
            {
                double diagonalGradient = diagonalsGradient[c * d + i] + seed * squaredGamma * diagonal[i];
                logDiagonalGradient[i] += logDeterminantGradient + diagonalGradient * diagonal[i];
            }

            Span<double> lowerGradient = icfGradient.Slice(c * icfSize + d, lowerSize);
            for (int i = 0; i < lowerGradient.Length; i++)
            {
                lowerGradient[i] += seed * squaredGamma * lower[i];
            }

            SubtractTransposedProduct(
                diagonal, lower, whitenedGradientSums.Slice(c * d, d), meansGradient.Slice(c * d, d));
        }

        double alphasMax = double.NegativeInfinity;
        for (int c = 0; c < k; c++)
        {
            terms[c] = alphas[c];
            alphasMax = Math.Max(alphasMax, alphas[c]);
        }

        double alphasLogSum = ExponentialSum(terms, alphasMax, out double alphasSum);
        double alphasScale = -seed * n / alphasSum;
        for (int c = 0; c < k; c++)
        {
            alphasGradient[c] += termGradientSums[c] + alphasScale * terms[c];
        }

        ArrayPool<double>.Shared.Return(buffer);
        return -0.5 * n * d * Math.Log(2 * Math.PI)
            + logLikelihood
            - n * alphasLogSum
            + prior
            - k * wishartConstant;
    }

    private static Span<double> Take(ref Span<double> rest, int length)
    {
        Span<double> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    /// <summary>Writes the centred point and its product with the factor; returns the product's squared norm.</summary>
    private static double Whiten(
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<double> diagonal,
        ReadOnlySpan<double> lower,
        Span<double> centred,
        Span<double> whitened)
    {
        // Equal lengths, seen by the JIT, remove the bounds checks of the loops.
        int d = point.Length;
        mean = mean[..d];
        diagonal = diagonal[..d];
        centred = centred[..d];
        whitened = whitened[..d];
        for (int i = 0; i < point.Length; i++)
        {
            double difference = point[i] - mean[i];
            centred[i] = difference;
            whitened[i] = diagonal[i] * difference;
        }

        double squaredNorm = 0;
        Span<double> rest = whitened;
        for (int column = 0; column < centred.Length; column++)
        {
            // Everything left of this row has been added to it: it is complete.
            squaredNorm += rest[0] * rest[0];
            rest = rest[1..];

            double element = centred[column];
            ReadOnlySpan<double> below = lower[..rest.Length];
            lower = lower[rest.Length..];
            for (int row = 0; row < rest.Length; row++)
            {
                rest[row] += below[row] * element;
            }
        }

        return squaredNorm;
    }

    /// <summary>
    /// The reverse of <see cref="Whiten"/>, without the gradient of the mean: that is linear in the gradient of the
    /// product, so it is summed over the points first and multiplied by the factor once.
    /// </summary>
    private static void WhitenBackward(
        double termGradient,
        ReadOnlySpan<double> centred,
        Span<double> whitened,
        Span<double> whitenedGradientSum,
        Span<double> diagonalGradient,
        Span<double> lowerGradient)
    {
        int d = centred.Length;
        whitened = whitened[..d];
        whitenedGradientSum = whitenedGradientSum[..d];
        diagonalGradient = diagonalGradient[..d];
        for (int i = 0; i < centred.Length; i++)
        {
            double gradient = -termGradient * whitened[i];
            whitened[i] = gradient;
            whitenedGradientSum[i] += gradient;
            diagonalGradient[i] += gradient * centred[i];
        }

        ReadOnlySpan<double> rest = whitened;
        for (int column = 0; column < centred.Length; column++)
        {
            rest = rest[1..];
            double element = centred[column];
            Span<double> belowGradient = lowerGradient[..rest.Length];
            lowerGradient = lowerGradient[rest.Length..];
            for (int row = 0; row < rest.Length; row++)
            {
                belowGradient[row] += rest[row] * element;
            }
        }
    }

    /// <summary>Subtracts the product of the transposed factor and a vector.</summary>
    private static void SubtractTransposedProduct(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int column = 0; column < diagonal.Length; column++)
        {
            double sum = diagonal[column] * vector[column];
            ReadOnlySpan<double> rest = vector[(column + 1)..];
            for (int row = 0; row < rest.Length; row++)
            {
                sum += lower[row] * rest[row];
            }

            lower = lower[rest.Length..];
            result[column] -= sum;
        }
    }

    /// <summary>Replaces the values by their exponentials, shifted by the maximum; returns the log of their sum.</summary>
    private static double ExponentialSum(Span<double> values, double max, out double sum)
    {
        sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double exponential = Math.Exp(values[i] - max);
            values[i] = exponential;
            sum += exponential;
        }

        return Math.Log(sum) + max;
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
}
