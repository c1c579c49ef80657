using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticGrad.CompilerServices;

/// <summary>Checks of arguments on entry to generated code, before anything is written. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>A gradient buffer has its argument's length.</summary>
    /// <exception cref="ArgumentException">It has not; names the gradient's parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength(int argument, int gradient, string gradientName, string argumentName)
    {
        if (argument != gradient)
        {
            ThrowLength(argument, gradient, gradientName, argumentName);
        }
    }

    /// <summary>A buffer that is written shares no element with another.</summary>
    /// <exception cref="ArgumentException">It does; names both.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NoOverlap<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other, string writtenName, string otherName)
    {
        if (written.Overlaps(other))
        {
            ThrowOverlap(writtenName, otherName);
        }
    }

    private static void ThrowLength(int argument, int gradient, string gradientName, string argumentName) =>
        throw new ArgumentException(
            $"'{gradientName}' has {gradient} elements, but '{argumentName}', whose gradient it takes, has {argument}.",
            gradientName);

    private static void ThrowOverlap(string writtenName, string otherName) =>
        throw new ArgumentException(
            $"'{writtenName}' is written and overlaps '{otherName}': pass buffers that share no element.",
            writtenName);
}
