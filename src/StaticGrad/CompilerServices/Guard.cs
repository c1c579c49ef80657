using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>A buffer that is written: <see cref="WrittenBuffer{T}"/> checks it against the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WrittenBuffer<T> Written<T>(ReadOnlySpan<T> written, string name) => new(written, name);

    /// <summary>What a place in a span checks before the value that is stored there is computed.</summary>
    /// <exception cref="IndexOutOfRangeException">The index is not in range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InRange<T>(ReadOnlySpan<T> span, int index)
    {
        if ((uint)index >= (uint)span.Length)
        {
            ThrowIndex();
        }
    }

    /// <summary>What C# checks where it looks into an object: a part of a model may be missing.</summary>
    /// <exception cref="NullReferenceException">It is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Present([NotNull] object? part)
    {
        if (part is null)
        {
            ThrowMissing();
        }
    }

    /// <summary>
    /// What C# checks where it looks into an array that generated code has as a span: that of a missing array has no place, not
    /// even an empty one.
    /// </summary>
    /// <exception cref="NullReferenceException">It is missing.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PresentArray<T>(Span<T> elements)
    {
        if (IsMissing<T>(elements))
        {
            ThrowMissing();
        }
    }

    internal static bool IsMissing<T>(ReadOnlySpan<T> elements) => Unsafe.IsNullRef(ref MemoryMarshal.GetReference(elements));

    /// <summary>
    /// The number itself. C# does not compile constants whose arithmetic overflows or divides by zero; the method throws,
    /// or wraps around, only where it comes to them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AtRunTime<T>(T value) => value;

    [DoesNotReturn]
    private static void ThrowMissing() => throw new NullReferenceException();

    /// <summary>A place that holds the number, for methods that take one by <c>in</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T Place<T>(in T value) => ref value;

    private static void ThrowIndex() => throw new IndexOutOfRangeException();

    private static void ThrowLength(int argument, int gradient, string gradientName, string argumentName) =>
        throw new ArgumentException(
            $"'{gradientName}' has {gradient} elements, but '{argumentName}', whose gradient it takes, has {argument}.",
            gradientName);
}

/// <summary>A buffer that generated code writes to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct WrittenBuffer<T>
{
    private readonly ReadOnlySpan<T> _written;
    private readonly string _name;

    internal WrittenBuffer(ReadOnlySpan<T> written, string name)
    {
        _written = written;
        _name = name;
    }

    /// <summary>Checks that it shares no element with another buffer.</summary>
    /// <exception cref="ArgumentException">It does; names both.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WrittenBuffer<T> Beside(ReadOnlySpan<T> other, string name)
    {
        if (_written.Overlaps(other))
        {
            ThrowOverlap(_name, name);
        }

        return this;
    }

    /// <summary>Checks that it does not hold a number that is passed by reference.</summary>
    /// <exception cref="ArgumentException">It does; names both.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WrittenBuffer<T> Beside(in T other, string name) => Beside(new ReadOnlySpan<T>(in other), name);

    private static void ThrowOverlap(string writtenName, string otherName) =>
        throw new ArgumentException(
            $"'{writtenName}' is written and overlaps '{otherName}': pass buffers that share no element.",
            writtenName);
}
