namespace StaticGrad.Tests.Programs;

/// <summary>Says which of its constructors was called.</summary>
public sealed class ToldException : Exception
{
    public ToldException(object? value) : base($"object {value}") { }

    public ToldException(double value) : base($"double {value}") { }

    public ToldException(float value) : base($"float {value}") { }

    public ToldException(long value) : base($"long {value}") { }

    public ToldException(int value) : base($"int {value}") { }

    public ToldException(short value) : base($"short {value}") { }

    public ToldException(char value) : base($"char {value}") { }

    public ToldException(string? text) : base($"string {text}") { }

    public ToldException(Exception? inner) : base($"inner {inner}") { }

    public ToldException(int first, int second) : base($"{first} and {second}") { }

    public ToldException(string first, int second) : base($"{first}, {second}") { }

    public ToldException(IFormattable value, int first, int second) : base($"formattable {value} {first} {second}") { }

    public ToldException(double value, int first, int second) : base($"double {value} {first} {second}") { }

    public ToldException(double value, string? text = null, long last = 3) : base($"{value} {text ?? "null"} {last}") { }
}

/// <summary>Says whether it got the number or its place.</summary>
public sealed class PlacedException : Exception
{
    public PlacedException(int value) : base($"value {value}") { }

    public PlacedException(in int place) : base($"place {place}") { }

    public PlacedException(in int place, int value) : base($"place {place}, value {value}") { }
}

public static partial class BadInput
{
    private const string? None = null;

    public static double Rate { get; set; } = 2;

    /// <summary>The constructor that is called is the one that the method calls.</summary>
    [Differentiable]
    public static double Constructors(double x, float f, int n, int which)
    {
        if (which == 0)
        {
            throw new ToldException((object)x);
        }
        else if (which == 1)
        {
            throw new ToldException((double)f);
        }
        else if (which == 2)
        {
            throw new ToldException(f);
        }
        else if (which == 3)
        {
            throw new ToldException(n);
        }
        else if (which == 4)
        {
            throw new ToldException((long)n);
        }
        else if (which == 5)
        {
            throw new ToldException((short)1);
        }
        else if (which == 6)
        {
            throw new ToldException('c');
        }
        else if (which == 7)
        {
            throw new ToldException((object)"text");
        }
        else if (which == 8)
        {
            throw new ToldException($"{n}");
        }
        else if (which == 9)
        {
            throw new ToldException((object)$"{n}");
        }
        else if (which == 10)
        {
            throw new ToldException((object)(long)n);
        }
        else if (which == 11)
        {
            throw new ToldException((IFormattable)x, 1, n);
        }
        else if (which == 12)
        {
            throw new ToldException((IFormattable)(-1), 1, n);
        }
        else if (which == 13)
        {
            throw new ToldException((object)(IFormattable)x);
        }
        else if (which == 14)
        {
            throw new ToldException(x, 1, n);
        }
        else if (which == 15)
        {
            throw new PlacedException(n);
        }
        else if (which == 16)
        {
            throw new PlacedException(in n);
        }
        else if (which == 17)
        {
            throw new PlacedException(n + 1);
        }
        else if (which == 18)
        {
            throw new PlacedException(in n, 3);
        }
        else if (which == 19)
        {
            throw new PlacedException(n + 1, 3);
        }

        return PlaceOf(x, n) * PlaceOf(x, 9) * PlaceOfDeep(x, n) * x * f;
    }

    /// <summary>A null stays one, of its type.</summary>
    [Differentiable]
    public static double Nulls(double x, int which)
    {
        if (which == 0)
        {
            throw new ToldException((string?)null);
        }
        else if (which == 1)
        {
            throw new ToldException((Exception?)null);
        }
        else if (which == 2)
        {
            throw new ToldException((object?)null);
        }
        else if (which == 3)
        {
            throw new ToldException(None);
        }
        else if (which == 4)
        {
            throw new Exception("message", null);
        }
        else if (which == 5)
        {
            throw new ArgumentException(null, nameof(x));
        }
        else if (which == 6)
        {
            throw new ToldException($"{null}{None}!");
        }
        else if (which == 7)
        {
            throw new ToldException(x);
        }

        return x * x;
    }

    /// <summary>Arguments are evaluated in the order written, each before the next one changes anything.</summary>
    [Differentiable]
    public static double ArgumentsInOrder(double x, double[] a, int n, int zero, int which)
    {
        if (which == 0)
        {
            throw new ToldException(n, n++);
        }
        else if (which == 1)
        {
            throw new ToldException(second: n++, first: n);
        }
        else if (which == 2)
        {
            throw new ToldException($"{n} {n++} {n}");
        }
        else if (which == 3)
        {
            throw new ToldException($"{n}", n++);
        }
        else if (which == 4)
        {
            throw new ToldException(second: n += 2, first: $"{n} {a[0]}");
        }
        else if (which == 5)
        {
            throw new ToldException(second: (int)a[9], first: 5 / zero);
        }
        else if (which == 6)
        {
            throw new ToldException(5 / zero, (int)a[9]);
        }
        else if (which == 7)
        {
            throw new ToldException(x, last: n++, text: $"{n}");
        }
        else if (which == 8)
        {
            throw new ToldException($"{Rate} {Math.Sin(x)} {(x > 0 ? 1 : 2)} {-1} {n > 3} {(object)n} {"text"}");
        }

        return x * a[0];
    }

    private static double PlaceOf(double x, int n)
    {
        if (n > 8)
        {
            throw new PlacedException(in n);
        }

        return x;
    }

    private static double PlaceOfDeep(double x, int n)
    {
        if (n > 8)
        {
            throw new PlacedException(in n);
        }

        return n <= 0 ? x : PlaceOfDeep(x, n - 1);
    }
}
