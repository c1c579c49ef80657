using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticGrad.CompilerServices;

/// <summary>
/// The arrays that a thread has given back, by size, for it to take again: as many as it had in use at once. ArrayPool.Shared
/// keeps 32 of a size for each core and lets the others go, so a sweep that saves more values would allocate at every call. What
/// was not used from one full collection to the next is given to the collector, and all of it when the thread has ended.
/// </summary>
internal static class SlabPool<T>
{
    private const int LogOfSmallest = 4;
    private const int LogOfLargest = 30;

    [ThreadStatic]
    private static Shelf[]? _shelves;

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
    private static Shelf[] Open()
    {
        _shelves = new Shelf[LogOfLargest - LogOfSmallest + 1];
        _ = new Trimmer(_shelves);
        return _shelves;
    }

    /// <summary>
    /// The free arrays of one length, a stack. Only its thread takes and puts; the finalizer's thread trims beside it, and only
    /// ever writes nulls in places of arrays and the mark: what is lost by that is allocated again.
    /// </summary>
    private struct Shelf
    {
        private Place[]? _places;
        private int _count;
        private int _unused;

        /// <summary>The array that was put last; null when there is none, or when it was trimmed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T[]? Take()
        {
            var top = _count - 1;
            var places = _places;
            if (places is null || (uint)top >= (uint)places.Length)
            {
                return null;
            }

            _count = top;
            _unused = Math.Min(_unused, top);
            var slab = places[top].Slab;
            places[top].Slab = null;
            return slab;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(T[] slab)
        {
            var places = _places;
            if (places is null || (uint)_count >= (uint)places.Length)
            {
                places = Widen();
            }

            places[_count++].Slab = slab;
        }

        /// <summary>Drops the arrays below the lowest count since the last time.</summary>
        public void Trim()
        {
            if (_places is { } places)
            {
                Array.Clear(places, 0, Math.Min(_unused, places.Length));
                _unused = _count;
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private Place[] Widen()
        {
            Array.Resize(ref _places, Math.Max(4, 2 * _count));
            return _places;
        }
    }

    /// <summary>A struct, for stores to an array of arrays are checked.</summary>
    private struct Place
    {
        public T[]? Slab;
    }

    /// <summary>Garbage from the start: once it is old, each full collection finds it, and its finalizer trims the shelves.</summary>
    private sealed class Trimmer(Shelf[] shelves)
    {
        // Weak, so that shelves go with their thread; a handle, for a WeakReference may be finalized before this object.
        private GCHandle _shelves = GCHandle.Alloc(shelves, GCHandleType.Weak);

        ~Trimmer()
        {
            if (_shelves.Target is not Shelf[] shelves)
            {
                _shelves.Free();
                return;
            }

            foreach (ref var shelf in shelves.AsSpan())
            {
                shelf.Trim();
            }

            GC.ReRegisterForFinalize(this);
        }
    }
}
