using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticGrad.CompilerServices;

/// <summary>
/// Pooled arrays in which generated code keeps what its reverse sweep needs. Called by generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Slab
{
    private const int SmallestGrown = 64;

    /// <summary>A slab that grows from nothing, by <see cref="Ensure{T}"/>.</summary>
    public static T[] Empty<T>() => [];

    /// <summary>A slab of at least <paramref name="count"/> elements; none for a negative count. Its contents are undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] Rent<T>(int count) => count <= 0 ? [] : SlabPool<T>.Rent(count);

    /// <summary>The length of an array that the method may come to later, or not at all; 0 for one that is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOf(Array? array) => array is null ? 0 : array.Length;

    /// <summary>A slab for a nest of two loops.</summary>
    /// <exception cref="OutOfMemoryException">The product is more than an array can hold.</exception>
    public static T[] Rent<T>(int outer, int inner) => Rent<T>(Product(outer, inner));

    /// <summary>A slab for a nest of three loops.</summary>
    /// <exception cref="OutOfMemoryException">The product is more than an array can hold.</exception>
    public static T[] Rent<T>(int first, int second, int third) => Rent<T>(Product(Product(first, second), third));

    /// <summary>A slab of zeros: the storage of a local array, or of its adjoint.</summary>
    /// <exception cref="OverflowException">The count is negative, as for <c>new T[count]</c>.</exception>
    public static T[] RentCleared<T>(int count)
    {
        var slab = Rent<T>(Checked(count));
        slab.AsSpan(0, count).Clear();
        return slab;
    }

    /// <summary>The slab itself when it has the index, else a longer one with the same contents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] Ensure<T>(T[]? slab, int index) =>
        slab is not null && (uint)index < (uint)slab.Length ? slab : Grow(slab, index);

    /// <summary>Makes the slab hold an array of <paramref name="count"/> zeros from <paramref name="start"/> on.</summary>
    /// <exception cref="OverflowException">The count is negative, as for <c>new T[count]</c>.</exception>
    public static T[] EnsureArray<T>(T[]? slab, int start, int count)
    {
        slab = Ensure(slab, checked(start + Checked(count)));
        slab.AsSpan(start, count).Clear();
        return slab;
    }

    /// <summary>The part of a slab that an array occupies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Part<T>(T[] slab, int start, int count) => slab.AsSpan(start, count);

    /// <summary>A copy of a caller's buffer, for the reverse sweep to restore elements in.</summary>
    public static T[] CopyOf<T>(ReadOnlySpan<T> source)
    {
        var copy = Rent<T>(source.Length);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Gives a slab back to the pool.</summary>
    public static void Return<T>(T[]? slab)
    {
        if (slab is { Length: > 0 })
        {
            SlabPool<T>.Return(slab);
        }
    }

    /// <summary>How often <c>for (i = from; i &lt; to; i += step)</c> runs; the other way round for a negative step.</summary>
    public static int Trips(int from, int to, int step, bool inclusive)
    {
        var distance = step > 0 ? (long)to - from : (long)from - to;
        var stride = Math.Abs((long)step);
        distance += inclusive ? 1 : 0;
        return distance <= 0 ? 0 : checked((int)((distance + stride - 1) / stride));
    }

    /// <summary>The counter's last value in such a loop; one step before <paramref name="from"/> when it never runs.</summary>
    public static int Last(int from, int to, int step, bool inclusive) =>
        from + (Trips(from, to, step, inclusive) - 1) * step;

    /// <summary>
    /// An index of an array as an int; -1, which no array has, when it is too large for one. As in C#, one that is too large for
    /// the machine's own integers is an overflow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(long index) => Index(checked((nint)index));

    /// <inheritdoc cref="Index(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(ulong index) => Index(checked((nint)index));

    /// <inheritdoc cref="Index(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(uint index) => index <= int.MaxValue ? (int)index : -1;

    private static int Index(nint index) => index == (int)index ? (int)index : -1;

    /// <summary>The last index below a bound that may be any integer: no wrap-around at the smallest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Before(int bound) => bound > 0 ? bound - 1 : -1;

    /// <summary>A copy for a method that takes an array and only reads it; a missing array stays missing.</summary>
    public static T[] ToArray<T>(ReadOnlySpan<T> view) => Guard.IsMissing(view) ? null! : view.ToArray();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T[] Grow<T>(T[]? slab, int index)
    {
        var length = (int)Math.Min(Array.MaxLength, Math.Max(SmallestGrown, Math.Max(2L * (slab?.Length ?? 0), index + 1L)));
        if (index >= length)
        {
            throw new OutOfMemoryException();
        }

        var grown = SlabPool<T>.Rent(length);
        if (slab is { Length: > 0 })
        {
            slab.AsSpan().CopyTo(grown);
            Return(slab);
        }

        return grown;
    }

    /// <summary>The number of iterations of a nest of two loops.</summary>
    /// <exception cref="OutOfMemoryException">It is more than an array can hold.</exception>
    public static int Product(int left, int right)
    {
        var product = Math.Max(0, (long)left) * Math.Max(0, right);
        return product <= Array.MaxLength ? (int)product : throw new OutOfMemoryException();
    }

    private static int Checked(int count) =>
        count >= 0 ? count : throw new OverflowException("Arithmetic operation resulted in an overflow.");
}
