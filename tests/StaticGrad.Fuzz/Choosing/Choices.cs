namespace StaticGrad.Fuzz.Choosing;

/// <summary>
/// The decisions that a program is grown from. Fresh ones come from a seed; recorded ones are replayed, so that a failing
/// program is made smaller by making its decisions fewer and smaller: the grower stays the only thing that knows C#.
/// </summary>
/// <remarks>Zero is the simplest decision everywhere, and what a replay answers when it has no more.</remarks>
internal sealed class Choices
{
    private readonly IReadOnlyList<int>? _recorded;
    private readonly List<int> _taken = [];
    private readonly List<(int Start, int End)> _spans = [];
    private ulong _state;

    public Choices(long seed, long index) => _state = Mix((ulong)seed * 0x9E3779B97F4A7C15 + Mix((ulong)index));

    public Choices(IReadOnlyList<int> recorded) => _recorded = recorded;

    public IReadOnlyList<int> Taken => _taken;

    /// <summary>The decisions that belong to one part of the program (a statement, an expression).</summary>
    public IReadOnlyList<(int Start, int End)> Spans => _spans;

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public int Next(int count)
    {
        var position = _taken.Count;
        var value = _recorded is null ? (int)(Draw() % (ulong)count)
            : position < _recorded.Count ? Math.Min(_recorded[position], count - 1)
            : 0;
        _taken.Add(value);
        return value;
    }

    public bool Chance(int percent) => Next(100) >= 100 - percent;

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public T Among<T>(params T[] items) => items[Next(items.Length)];

    /// <summary>Notes what <paramref name="grow"/> decides as one span.</summary>
    public T Span<T>(Func<T> grow)
    {
        var start = _taken.Count;
        var result = grow();
        _spans.Add((start, _taken.Count));
        return result;
    }

    private ulong Draw()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state) >> 1;
    }

    // SplitMix64: the same numbers on every run-time, which System.Random does not promise.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
