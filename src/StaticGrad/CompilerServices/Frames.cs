using System.ComponentModel;

namespace StaticGrad.CompilerServices;

/// <summary>
/// Pools of the frames in which forward parts of calls leave what their reverse parts need: one pool a thread and a type.
/// Called by generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Frames
{
    /// <summary>A frame whose fields are undefined.</summary>
    public static T Rent<T>()
        where T : class, new() => Pool<T>.Free is { Count: > 0 } free ? free.Pop() : new T();

    /// <summary>Gives a frame back.</summary>
    public static void Return<T>(T frame)
        where T : class, new() => (Pool<T>.Free ??= new Stack<T>()).Push(frame);

    private static class Pool<T>
    {
        [ThreadStatic]
        public static Stack<T>? Free;
    }
}
