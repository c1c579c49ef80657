namespace StaticGrad.Tests.Programs;

/// <summary>Programs that throw for their arguments, each in another way.</summary>
public static partial class BadInput
{
    [Differentiable]
    public static double Dot(double[] x, ReadOnlySpan<double> y, double scale)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * y[i] * scale;
        }

        return s;
    }

    [Differentiable]
    public static void Copy(ReadOnlySpan<double> x, Span<double> y, Span<double> z)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * z[0];
            z[i] = y[i] * x[i];
        }
    }

    /// <summary>An element is read before an integer is divided that the reverse sweep needs too.</summary>
    [Differentiable]
    public static double ElementBeforeDivision([Frozen] ReadOnlySpan<double> x, double scale, int k) =>
        Math.Exp(Math.Sin(x[0])) + scale * x[k % x.Length];

    /// <summary>Buffers without gradients are buffers too.</summary>
    [Differentiable]
    public static double Integers(ReadOnlySpan<double> x, Span<int> order, ReadOnlySpan<int> start)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s = s * x[start[i]] + x[order[i]];
            order[i] = 0;
        }

        return s;
    }

    [Differentiable]
    public static double Scratch(ReadOnlySpan<double> x, [Frozen] Span<double> scratch)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            scratch[i] = 2;
            s *= x[i] * x[i] * scratch[i];
        }

        return s;
    }

    /// <summary>What has no use is evaluated all the same, for it may throw.</summary>
    [Differentiable]
    public static double Unused(ReadOnlySpan<double> x, int[] k, int[] which)
    {
        double unused = x[which[0]];
        int quotient = 7 / which[1];
        int remainder = 7 % which[1];
        int element = k[which[2]];
        int narrow = checked((int)(which[3] * 2_000_000_000L));
        int product = checked(which[3] * 1_500_000_000);
        var array = new double[which[4]];
        var part = x[which[5]..];
        var inner = x.Slice(which[5], 2);
        _ = Math.Clamp(x[0].Detach(), 0, which[6]);
        return x[0] * x[0];
    }

    [Differentiable]
    public static double Guarded(double x, int n)
    {
        if (x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), "must not be negative");
        }

        if (n < 0)
        {
            throw new ArgumentException($"n is {n} and x is {x}!");
        }

        double s = x;
        for (int i = 0; i < n; i++)
        {
            s *= x;
            if (s > 1e6)
            {
                throw new OverflowException();
            }

            if (i > 100)
            {
                throw new InvalidOperationException("too many {steps}");
            }
        }

        return s;
    }

    [Differentiable]
    public static double FromHelper(double x, int n) => x * Helper(x, n);

    /// <summary>The output has been written in part when the exception comes.</summary>
    [Differentiable]
    public static void HalfWay(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i];
            int q = 6 / (n - i);
            y[i] *= q;
        }
    }

    /// <summary>The place and the value both throw, by which statement it is: a span is first, and so is a sum.</summary>
    [Differentiable]
    public static void PlaceAndValue(Span<double> y, double[] a, double x, int n, int which)
    {
        a[0] = x * 3;
        if (which == 0)
        {
            y[n] = Refused(x, n);
        }
        else if (which == 1)
        {
            a[n] = Refused(x, n);
        }
        else if (which == 2)
        {
            y[n] -= Refused(x, n);
        }
        else if (which == 3)
        {
            a[n] += Refused(x, n);
        }
        else if (which == 4)
        {
            y[n] = x * (6 / (n - 9));
        }
        else if (which == 5)
        {
            (y[n], y[0]) = (Refused(x, n), x);
        }
        else
        {
            y[n] = Math.Clamp(x, n, 2);
        }
    }

    private static double Refused(double x, int n)
    {
        if (n > 5)
        {
            throw new NotSupportedException("too large");
        }

        return x;
    }

    private static double Helper(double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            x *= 2;
            if (i > 2)
            {
                throw new NotSupportedException("too deep");
            }

            if (x > 100)
            {
                return x;
            }
        }

        return x;
    }

    /// <summary>Whether the argument is used is decided behind the call; that it is there is seen before.</summary>
    [Differentiable]
    public static double ArgumentOfSomeCases(double x, double[] a) => ZeroOr(x, a[3]) * x;

    /// <summary>The same, where the reverse sweep does not come back to the element.</summary>
    [Differentiable]
    public static double FrozenArgumentOfSomeCases(double x, [Frozen] double[] a) => ZeroOr(x, a[3]) * x;

    /// <summary>The place of a span's element is looked at before the call, which writes to the same span, is made.</summary>
    [Differentiable]
    public static void PlaceBeforeAWrite(Span<double> y, double x, int at) => y[at] = Kept(y, x);

    private static double Kept(Span<double> y, double x)
    {
        y[0] = x * x;
        return x;
    }

    private static double ZeroOr(double x, double y) => x < 0 ? y : x;

    /// <summary>In each case two values throw; the one that the method computes first is the one that is seen.</summary>
    [Differentiable]
    public static double Order(double x, double[] a, int zero, int which)
    {
        var y = x;
        var n = zero;
        if (which == 0)
        {
            y = ElementAnd(5 / zero, a);
        }
        else if (which == 1)
        {
            y = Both(second: a[9], first: 5 / zero);
        }
        else if (which == 2)
        {
            y = Both(5 / zero, a[9]);
        }
        else if (which == 3)
        {
            (y, y) = (Math.Max(x, a[9]), Math.Sin(a[1 % zero]));
        }
        else if (which == 4)
        {
            (n, x, y) = (7, a[9], 5 / n);
        }
        else
        {
            y = ElementAnd(Math.Clamp(x, 3, zero), a);
        }

        return x * y * n;
    }

    private static double ElementAnd(double x, double[] a) => a[9] + x;

    private static double Both(double first, double second) => second + first;

    /// <summary>A quotient that one case adds to another number: it throws in each case.</summary>
    [Differentiable]
    public static double QuotientOfSomeCases(double x, double[] a, int zero, int more) => SumOr(x < 0, a[1], more, 5 / zero) * x;

    private static double SumOr(bool isSum, double x, int first, int second) => isSum ? first + second : x;

    /// <summary>A quotient that one case stores: it throws in each case.</summary>
    [Differentiable]
    public static double StoredQuotient(double x, double[] a, int zero)
    {
        a[0] = NumberOr(x < 0, 5 / zero, a[1]);
        return a[0] * x;
    }

    private static double NumberOr(bool isNumber, int number, double x) => isNumber ? number : x;

    /// <summary>An index in front of two quotients: what is used last is what throws first.</summary>
    [Differentiable]
    public static double IndexBeforeQuotients(double x, double[] a, int[] numbers, int zero) =>
        SignAnd(numbers[9], 5 / zero, 6 / zero, a[1]) * x;

    private static double SignAnd(int last, int first, int second, double x)
    {
        var y = first + second > 0 ? x : 2;
        return y + last;
    }

    /// <summary>A number by reference, which may be one of the elements that are written.</summary>
    [Differentiable]
    public static double Scale(in double x, double[] a)
    {
        a[0] *= x;
        return a[0] * a[1] * x;
    }

    /// <summary>Numbers by reference, which are read when the first gradient has been added to.</summary>
    [Differentiable]
    public static double Mul(in double x, in double y) => x * y;

    public static readonly double[] Held = [2, 3];

    /// <summary>A static array that is written where no gradient flows, and read.</summary>
    [Differentiable]
    public static double Keep(double[] x, int count)
    {
        Held[0] = count;
        return x[0] * x[0] * Held[0] * Held[1];
    }

    /// <summary>Each with another index that is no int; an unsigned one may be too large for the machine's own integers.</summary>
    [Differentiable]
    public static double WideIndex(double x, double[] a, int which, long signed, ulong unsigned)
    {
        const ulong one = 1;
        const ulong largest = ulong.MaxValue;
        const char zero = '\0';
        if (which == 0)
        {
            x *= a[5_000_000_000];
        }
        else if (which == 1)
        {
            x *= a[largest];
        }
        else if (which == 2)
        {
            x *= a[signed] * a[one];
        }
        else if (which == 3)
        {
            x *= a[unsigned] * a[zero];
        }
        else if (which == 4)
        {
            a[3_000_000_000u] = x;
        }
        else if (which == 5)
        {
            a[unsigned] = x * (6 / (which - 5));
        }

        a[0L] += x;
        a[1u] = a[0u] * a[1L] * a[one];
        return a[1] * x;
    }
}
