namespace StaticGrad.Tests.Duals;

/// <summary>Programs whose value depends on C#'s order of evaluation.</summary>
public static partial class Order
{
    public static Dual AssignmentsInOperands(Dual x, Dual y)
    {
        Dual a = x * (x += y) + x;
        Dual b = (y = a * 2) * y + (a -= x) * a;
        return a++ * ++a + b - (b *= 0.5) * (b + (b = y));
    }

    public static Dual IndicesMove(ReadOnlySpan<Dual> x)
    {
        var a = new Dual[6];
        int i = 0;
        a[i++] = x[i];
        a[i++] = x[i] * i;
        a[i] = x[--i] + (i += 2);
        a[i++] += x[0] * i;
        a[i] = a[i = 1] * a[0];
        a[i] *= (i = 3) + x[1];
        a[i--]--;
        Dual s = a[i] * x[i = 0];
        foreach (Dual v in a)
        {
            s = s * 0.9 + v * v;
        }

        return s;
    }

    /// <summary>A load, then a store to the same element, then the loaded value.</summary>
    public static Dual LoadBeforeStore(Dual[] x)
    {
        var a = new Dual[2];
        a[0] = x[0];
        Dual s = a[0] * (a[0] = x[1]) + a[0];
        s += a[0] + (a[0] += 2) * a[0] - a[0]++ * a[0]--;
        Dual t = a[0];
        a[0] = t * x[0];
        s += t * (a[1] = a[0] * 3) * a[1];
        return s;
    }

    public static Dual ArgumentsChange(Dual x, int n)
    {
        Dual s = Three(x, x *= 2, n++) + Three(x++, x, n);
        s += Three(c: n, b: x -= 1, a: x);
        return s * x + n;
    }

    /// <summary>The right side of a compound assignment changes the element on its left.</summary>
    public static Dual CallChangesTheTarget(Dual x)
    {
        var a = new Dual[2];
        a[0] = x;
        a[1] = x * x;
        a[0] += Bump(a);
        a[1] -= Bump(a) * x;
        a[1] *= Bump(a);
        return a[0] * a[1];
    }

    /// <summary>The same with a helper that is not inlined.</summary>
    public static Dual LargeCallChangesTheTarget(Dual x)
    {
        var a = new Dual[2];
        a[0] = x;
        a[1] = x * x;
        a[0] += LargeBump(a);
        a[1] -= LargeBump(a) * x;
        return a[0] * a[1] * LargeBump(a) + a[0];
    }

    public static Dual SliceBoundsMove(ReadOnlySpan<Dual> x)
    {
        int i = 0;
        var a = x[i..(i += 3)];
        var b = x.Slice(i--, i);
        var c = x[i++..^1];
        Dual s = a[0] * b[0] * c[0];
        return s * a.Length + b.Length * x[i] + c.Length * x[0];
    }

    public static Dual TuplesMove(ReadOnlySpan<Dual> x)
    {
        var a = new Dual[4];
        int i = 0;
        (a[i++], a[i]) = (x[i], x[i + 1]);
        (a[2], i) = (a[i] * a[0], 3);
        (a[i], a[0], a[1]) = (a[0] * 2, a[1] * a[2], a[0] + 1);
        return a[0] + a[1] * a[2] - a[3] * a[3] * i;
    }

    public static Dual InitialisersMove(Dual x, int n)
    {
        int k = n;
        Dual s = 0;
        for (int i = k++, end = k + 2; i < end; i++)
        {
            s += DualMath.Pow(x, i);
        }

        var a = new Dual[] { k++, x * k, x += k };
        return s + a[0] * a[1] + a[2] * x;
    }

    public static Dual ShortCircuits(ReadOnlySpan<Dual> x)
    {
        int n = 0;
        Dual s = 1;
        while (n < x.Length && (s *= x[n++]) < 2 || n == 1)
        {
            s += n > 2 || ++n > 2 ? x[0] * s : x[1];
            bool both = s > 1 & n++ < 4;
            s = both ? s * 0.9 : s;
        }

        return s * n;
    }

    public static Dual ConditionalTargets(Dual x, Dual y, bool first)
    {
        Dual a = x;
        Dual b = y;
        Dual c = (first ? a = y * 2 : b = x * 3) + a * b;
        c *= first || (a = b * c) > 1 ? a : b;
        return c + a;
    }

    private static Dual Three(Dual a, Dual b, Dual c) => a * b + c * a;

    private static Dual Bump(Dual[] a)
    {
        a[0] = a[0] * 2;
        a[1] += a[0];
        return a[0] + 1;
    }

    private static Dual LargeBump(Dual[] a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = a[i] * 2 + a[0];
            if (a[i] > 1e3)
            {
                return a[i];
            }
        }

        return a[0] + 1;
    }
}
