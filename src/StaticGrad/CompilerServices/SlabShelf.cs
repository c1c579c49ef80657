using System.Runtime.CompilerServices;

namespace StaticGrad.CompilerServices;

/// <summary>
/// The free arrays of one length, a stack. Only its thread takes and puts. Another may trim at the same time: that only ever
/// writes nulls in places of arrays, and the mark, and what is lost by it is allocated again.
/// </summary>
internal struct SlabShelf<T>
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

    /// <summary>Drops the arrays that were not taken since the last time: those below the lowest count.</summary>
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

    /// <summary>A struct, for stores to an array of arrays are checked.</summary>
    private struct Place
    {
        public T[]? Slab;
    }
}
