using System.Runtime.InteropServices;

namespace StaticGrad.CompilerServices;

/// <summary>
/// Trims shelves at full collections: garbage from the start, so once it is old each of them runs its finalizer. That is at most
/// every half minute, as ArrayPool.Shared does it, or at each one where memory is short.
/// </summary>
internal sealed class SlabTrimmer<T>
{
    private const long Interval = 30_000;

    // Weak, so that shelves go with their thread; a handle, for a WeakReference may be finalized before this object.
    private GCHandle _shelves;
    private readonly long _interval;
    private readonly Func<bool> _isMemoryShort;
    private long _last = Environment.TickCount64;

    private SlabTrimmer(SlabShelf<T>[] shelves, long interval, Func<bool> isMemoryShort)
    {
        _shelves = GCHandle.Alloc(shelves, GCHandleType.Weak);
        _interval = interval;
        _isMemoryShort = isMemoryShort;
    }

    ~SlabTrimmer()
    {
        if (!_shelves.IsAllocated)
        {
            return;
        }

        if (_shelves.Target is not SlabShelf<T>[] shelves)
        {
            _shelves.Free();
            return;
        }

        // What a finalizer throws ends the process, and asking about memory takes some: then the next collection will do.
        try
        {
            TrimIfDue(shelves);
        }
        catch (OutOfMemoryException)
        {
        }

        GC.ReRegisterForFinalize(this);
    }

    /// <param name="shelves">What is trimmed for as long as something else refers to it.</param>
    /// <param name="interval">In milliseconds.</param>
    /// <param name="isMemoryShort">The collector's word by default.</param>
    public static void Watch(SlabShelf<T>[] shelves, long interval = Interval, Func<bool>? isMemoryShort = null) =>
        _ = new SlabTrimmer<T>(shelves, interval, isMemoryShort ?? IsMemoryShort);

    private void TrimIfDue(SlabShelf<T>[] shelves)
    {
        var now = Environment.TickCount64;
        if (now - _last < _interval && !_isMemoryShort())
        {
            return;
        }

        _last = now;
        foreach (ref var shelf in shelves.AsSpan())
        {
            shelf.Trim();
        }
    }

    private static bool IsMemoryShort() =>
        GC.GetGCMemoryInfo() is var memory && memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
}
