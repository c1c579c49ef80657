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
    private long _last = Environment.TickCount64;

    private SlabTrimmer(SlabShelf<T>[] shelves, long interval)
    {
        _shelves = GCHandle.Alloc(shelves, GCHandleType.Weak);
        _interval = interval;
    }

    ~SlabTrimmer()
    {
        if (_shelves.Target is not SlabShelf<T>[] shelves)
        {
            _shelves.Free();
            return;
        }

        if (Environment.TickCount64 - _last >= _interval || IsMemoryShort())
        {
            _last = Environment.TickCount64;
            foreach (ref var shelf in shelves.AsSpan())
            {
                shelf.Trim();
            }
        }

        GC.ReRegisterForFinalize(this);
    }

    /// <param name="shelves">What is trimmed for as long as something else refers to it.</param>
    /// <param name="interval">In milliseconds.</param>
    public static void Watch(SlabShelf<T>[] shelves, long interval = Interval) => _ = new SlabTrimmer<T>(shelves, interval);

    private static bool IsMemoryShort() => GC.GetGCMemoryInfo() is var memory && memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
}
