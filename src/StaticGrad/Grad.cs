using System.Runtime.CompilerServices;

namespace StaticGrad;

/// <summary>
/// The markers that the derivative compiler reads. At run time, in the method itself, each is an identity that the JIT
/// inlines to nothing.
/// </summary>
public static class Grad
{
    /// <summary>Returns <paramref name="value"/>; no gradient flows through it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Detach(this double value) => value;

    /// <inheritdoc cref="Detach(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Detach(this float value) => value;

    /// <summary>Returns the same array: the storage is shared, and no gradient flows through this alias of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] Detach<T>(this T[] value) => value;

    /// <summary>Returns the same span: the storage is shared, and no gradient flows through this alias of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Detach<T>(this Span<T> value) => value;

    /// <inheritdoc cref="Detach{T}(Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Detach<T>(this ReadOnlySpan<T> value) => value;

    /// <summary>Returns the same [Differentiable] struct; no gradient flows through it. Arrays in it are shared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Detach<T>(this T value)
        where T : struct => value;

    /// <summary>
    /// <c>using (Grad.NoGrad()) { … }</c> or <c>using var _ = Grad.NoGrad();</c>: nothing computed inside has a gradient
    /// or is saved; results are constants that may be used later.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NoGradScope NoGrad() => default;

    /// <summary>
    /// Makes the local that this is assigned to readable as a property of the generated <c>FGradients</c>, as
    /// <c>retain_grad()</c> does in PyTorch. In a loop: the gradient of the value that was assigned last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Retain(double value) => value;

    /// <inheritdoc cref="Retain(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Retain(float value) => value;

    /// <summary>The rectifier, <c>max(value, 0)</c>; its derivative at 0 is 0, and NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Relu(double value) => value <= 0 ? 0 : value;

    /// <inheritdoc cref="Relu(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Relu(float value) => value <= 0 ? 0 : value;
}

/// <summary>What <see cref="Grad.NoGrad"/> returns: an empty value for a <c>using</c>.</summary>
public readonly struct NoGradScope : IDisposable
{
    /// <summary>Does nothing.</summary>
    public void Dispose()
    {
    }
}
