using System.Numerics;
using System.Runtime.InteropServices;

namespace StaticGrad;

/// <summary>
/// Scales gradients down where their norm is too large: <c>torch.nn.utils.clip_grad_norm_</c> with the Euclidean norm.
/// </summary>
/// <remarks>
/// With the norm n of all numbers together, each is multiplied by <c>min(1, maxNorm / (n + 1e-6))</c>. As with PyTorch's default
/// (<c>error_if_nonfinite=False</c>) a norm that is not finite is no error: where it is infinite the factor is 0, which leaves
/// NaN in place of an infinite number and 0 elsewhere, and where it is NaN everything becomes NaN. Look at the result to
/// skip such a step. The squares are summed in double precision; the norm is infinite where their sum is beyond its range.
/// </remarks>
public static class GradientClipping
{
    /// <summary>Clips a model's gradients, all together, in place.</summary>
    /// <param name="gradient">The gradients.</param>
    /// <param name="maxNorm">The largest norm to leave, zero or more; infinity clips nothing and only measures.</param>
    /// <returns>The norm before.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is negative or NaN.</exception>
    public static double ByNorm<TGradient>(TGradient gradient, double maxNorm)
        where TGradient : class, IGradient<TGradient>
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Check(maxNorm);
        var norm = Math.Sqrt(gradient.SquaredNorm());
        var factor = Factor(norm, maxNorm);
        if (factor != 1)
        {
            gradient.Scale(factor);
        }

        return norm;
    }

    /// <inheritdoc cref="ByNorm{TGradient}(TGradient, double)"/>
    /// <remarks>For structs: by reference, so that their own fields change.</remarks>
    public static double ByNorm<TGradient>(ref TGradient gradient, double maxNorm)
        where TGradient : struct, IGradient<TGradient>
    {
        Check(maxNorm);
        var norm = Math.Sqrt(gradient.SquaredNorm());
        var factor = Factor(norm, maxNorm);
        if (factor != 1)
        {
            gradient.Scale(factor);
        }

        return norm;
    }

    /// <summary>Clips numbers that stand in no model, in place.</summary>
    /// <inheritdoc cref="ByNorm{TGradient}(TGradient, double)"/>
    public static double ByNorm(Span<double> gradient, double maxNorm)
    {
        Check(maxNorm);
        var norm = Math.Sqrt(SumOfSquares(gradient));
        Scale(gradient, Factor(norm, maxNorm));
        return norm;
    }

    /// <inheritdoc cref="ByNorm(Span{double}, double)"/>
    public static double ByNorm(Span<float> gradient, double maxNorm)
    {
        Check(maxNorm);
        var norm = Math.Sqrt(SumOfSquares(gradient));
        Scale(gradient, (float)Factor(norm, maxNorm));
        return norm;
    }

    private static void Check(double maxNorm)
    {
        if (!(maxNorm >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "'maxNorm' must not be negative.");
        }
    }

    // Math.Min hands NaN on.
    private static double Factor(double norm, double maxNorm) => Math.Min(1, maxNorm / (norm + 1e-6));

    private static double SumOfSquares(ReadOnlySpan<double> numbers)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(numbers);
        var sums = Vector<double>.Zero;
        foreach (var x in vectors)
        {
            sums += x * x;
        }

        var sum = Vector.Sum(sums);
        foreach (var x in numbers[(vectors.Length * Vector<double>.Count)..])
        {
            sum += x * x;
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<float> numbers)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var sums = Vector<double>.Zero;
        foreach (var x in vectors)
        {
            Vector.Widen(x, out var low, out var high);
            sums += low * low + high * high;
        }

        var sum = Vector.Sum(sums);
        foreach (double x in numbers[(vectors.Length * Vector<float>.Count)..])
        {
            sum += x * x;
        }

        return sum;
    }

    private static void Scale<T>(Span<T> numbers, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (factor == T.One)
        {
            return;
        }

        var vectors = MemoryMarshal.Cast<T, Vector<T>>(numbers);
        foreach (ref var x in vectors)
        {
            x *= factor;
        }

        foreach (ref var x in numbers[(vectors.Length * Vector<T>.Count)..])
        {
            x *= factor;
        }
    }
}
