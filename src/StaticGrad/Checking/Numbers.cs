namespace StaticGrad;

/// <summary>Numbers and arrays of numbers as rows of doubles, without reflection.</summary>
internal static class Numbers
{
    internal static bool IsKnown<T>() => IsScalar<T>() || IsArray<T>();

    internal static bool IsScalar<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float);

    internal static bool IsArray<T>() => typeof(T) == typeof(double[]) || typeof(T) == typeof(float[]);

    internal static bool IsSingle<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(float[]);

    /// <summary>A copy of the numbers.</summary>
    internal static double[] Of<T>(T value) => (object?)value switch
    {
        double number => [number],
        float number => [number],
        double[] array => [.. array],
        float[] array => Array.ConvertAll(array, number => (double)number),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The numbers as a value of the type, in a fresh array when it is one.</summary>
    internal static T To<T>(double[] numbers)
    {
        object value = typeof(T) == typeof(double) ? numbers[0]
            : typeof(T) == typeof(float) ? (float)numbers[0]
            : typeof(T) == typeof(float[]) ? Array.ConvertAll(numbers, number => (float)number)
            : (double[])[.. numbers];
        return (T)value;
    }

    /// <summary>The first place where two rows differ in a bit; -1 when they are the same.</summary>
    internal static int FirstDifference(double[] a, double[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(a[i]) != BitConverter.DoubleToInt64Bits(b[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The distance to the next larger number of the same precision.</summary>
    internal static double Spacing(double x, bool isSingle) => isSingle
        ? MathF.BitIncrement((float)Math.Abs(x)) - Math.Abs(x)
        : Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);
}
