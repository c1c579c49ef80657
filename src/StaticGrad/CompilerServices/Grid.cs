using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticGrad.CompilerServices;

/// <summary>Two-dimensional arrays, seen row by row. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Grid
{
    /// <summary>All elements, row by row; none of an array that is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Flat<T>(T[,]? grid) =>
        grid is null
            ? default
            : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(grid)), grid.Length);

    /// <summary>Where an element stands among them.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index<T>(T[,] grid, int row, int column)
    {
        var columns = grid.GetLength(1);
        if ((uint)row >= (uint)grid.GetLength(0) || (uint)column >= (uint)columns)
        {
            ThrowIndex();
        }

        return (row * columns) + column;
    }

    /// <summary>The number of rows (dimension 0) or columns (dimension 1).</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such dimension.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Length<T>(T[,] grid, int dimension) => grid.GetLength(dimension);

    private static void ThrowIndex() => throw new IndexOutOfRangeException();
}
