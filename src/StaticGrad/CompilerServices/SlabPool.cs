using System.Numerics;
using System.Runtime.CompilerServices;

namespace StaticGrad.CompilerServices;

/// <summary>
/// The arrays that a thread has given back, by size, for it to take again: as many as it had in use at once. ArrayPool.Shared
/// keeps 32 of a size for each core and lets the others go, so a sweep that saves more values would allocate at every call. What
/// was long not used goes to the collector (<see cref="SlabTrimmer{T}"/>), and everything when the thread has ended.
/// </summary>
internal static class SlabPool<T>
{
    private const int LogOfSmallest = 4;
    private const int LogOfLargest = 30;

    [ThreadStatic]
    private static SlabShelf<T>[]? _shelves;

    /// <summary>An array of at least <paramref name="count"/> elements, which is positive. Its contents are undefined.</summary>
    public static T[] Rent(int count)
    {
        var size = SizeOf(count);
        var shelves = _shelves;
        return shelves is not null && (uint)size < (uint)shelves.Length && shelves[size].Take() is { } slab
            ? slab
            : Allocate(count, size);
    }

    /// <summary>Keeps an array that <see cref="Rent"/> has given; one of another length, as the longest have, is dropped.</summary>
    public static void Return(T[] slab)
    {
        var size = SizeOf(slab.Length);
        if (slab.Length != LengthOf(size))
        {
            return;
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(slab);
        }

        (_shelves ?? Open())[size].Put(slab);
    }

    /// <summary>The shelf of arrays of that length: each holds arrays twice as long as those of the one before it.</summary>
    private static int SizeOf(int count) => BitOperations.Log2(((uint)count - 1) | ((1 << LogOfSmallest) - 1)) + 1 - LogOfSmallest;

    /// <summary>The length of the arrays of that shelf; negative behind the last one.</summary>
    private static int LengthOf(int size) => 1 << (size + LogOfSmallest);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T[] Allocate(int count, int size) => GC.AllocateUninitializedArray<T>(Math.Max(count, LengthOf(size)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SlabShelf<T>[] Open()
    {
        var shelves = new SlabShelf<T>[LogOfLargest - LogOfSmallest + 1];
        SlabTrimmer<T>.Watch(shelves);
        return _shelves = shelves;
    }
}
