namespace StaticGrad.Tests.Duals;

/// <summary>Called methods: small ones, large ones that stay calls, shared ones, with spans in and out.</summary>
public static partial class Calls
{
    public static Dual Small(Dual x, Dual y) => Square(x) * Square(Square(y)) - Mix(x, y, Square(x * y));

    /// <summary>A helper that returns from its loop is not inlined.</summary>
    public static Dual Large(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual first = FirstAbove(x, y);
        Dual second = FirstAbove(x[1..], first * y) * first;
        return second + FirstAbove(x, second);
    }

    /// <summary>The second caller of a shared helper, with another selection of active arguments.</summary>
    public static Dual LargeAgain(ReadOnlySpan<Dual> x, Dual y) => FirstAbove(x, y * y) + FirstAbove(x, 0.7) * y;

    public static Dual LargeInLoops(Dual[] x, Dual y)
    {
        Dual s = y;
        for (int i = 0; i < x.Length; i++)
        {
            s = FirstAbove(x.AsSpan(i), s) * 0.7 + FirstAbove(x, y * s);
            for (int j = 0; j < i; j++)
            {
                y += FirstAbove(x.AsSpan(j, 2), y) * 0.1;
            }
        }

        return s * y;
    }

    public static Dual CallInConditions(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = y;
        if (FirstAbove(x, y) > 1 && FirstAbove(x, s * 0.5) < 50)
        {
            s = y > 0 ? FirstAbove(x, s) : -FirstAbove(x, -s);
        }

        while (FirstAbove(x, s) < 6)
        {
            s = s + FirstAbove(x, s) * 0.3;
        }

        return s;
    }

    /// <summary>A helper that writes an array of the caller's own.</summary>
    public static Dual Normalised(ReadOnlySpan<Dual> x, int rounds)
    {
        var u = new Dual[x.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = x[i];
        }

        Dual s = 1;
        for (int r = 0; r < rounds; r++)
        {
            s += Normalise(u) * s;
            u[0] += s * u[1];
        }

        return s * u[0] * u[^1];
    }

    /// <summary>A large helper that changes its argument in place, again and again.</summary>
    public static Dual Relaxed(ReadOnlySpan<Dual> x, Dual k)
    {
        var u = new Dual[x.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = x[i] * k;
        }

        int steps = 0;
        for (int r = 0; r < 4; r++)
        {
            Dual before = u[1] * u[2];
            Dual change = Relax(u, k);
            u[1] += change * before * u[0];
            steps++;
            if (change < 1e-3)
            {
                break;
            }
        }

        return u[1] * u[2] * steps;
    }

    public static void RelaxOutput(Span<Dual> u, Dual k, Span<Dual> changes)
    {
        for (int r = 0; r < changes.Length; r++)
        {
            changes[r] = Relax(u, k) * u[r % u.Length];
            k *= 0.9;
        }
    }

    /// <summary>Two outputs and a result from one large helper.</summary>
    public static Dual Statistics(ReadOnlySpan<Dual> x)
    {
        Span<Dual> m = new Dual[2];
        Dual[] w = new Dual[x.Length];
        Dual count = Moments(x, m, w);
        Dual first = m[0] * m[1] + count * w[0];
        count += Moments(w, m, new Dual[w.Length]);
        return first * m[1] + count;
    }

    /// <summary>The same storage for two read arguments, and one variable for two scalars.</summary>
    public static Dual SharedArguments(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = Blend(x, x, y, y);
        s = Blend(x, x[1..], s, y);
        s = Blend(x[..2], x[..2], s, s);
        return s;
    }

    /// <summary>Arguments that the callee assigns, and that the caller goes on using.</summary>
    public static Dual ByValue(Dual x, int n)
    {
        Dual p = Power(x, n);
        Dual q = Power(p, n - 1) + p;
        x = Power(x, 2) + x;
        return p * q + x * n;
    }

    /// <summary>A chain of small helpers that call a large one.</summary>
    public static Dual Chain(ReadOnlySpan<Dual> x, Dual y) => Outer(x, y) + Outer(x, y * 0.5) * Square(y);

    /// <summary>Integers and flags from helpers: counts, indices, conditions.</summary>
    public static Dual IntegerHelpers(ReadOnlySpan<Dual> x, int seed)
    {
        Dual s = 0;
        int k = seed;
        for (int i = 0; i < Count(x); i++)
        {
            k = NextIndex(k, x.Length);
            if (IsLarge(x, k))
            {
                s += x[k] * x[k];
            }
            else
            {
                s = s * x[k] + 1;
            }

            s += x[LargestIndex(x, i)] * s * 0.1;
        }

        return s;
    }

    /// <summary>A large helper that writes integers which the reverse sweep reads.</summary>
    public static Dual IndexHelper(ReadOnlySpan<Dual> x, int rounds)
    {
        var index = new int[x.Length];
        Dual s = 1;
        for (int r = 0; r < rounds; r++)
        {
            if (FillIndices(index, r) > 0)
            {
                for (int i = 0; i < index.Length; i++)
                {
                    s = s * x[index[i]] + i;
                }
            }
        }

        return s;
    }

    /// <summary>A method of another class, which is differentiable itself and not inlined.</summary>
    public static Dual OtherClass(ReadOnlySpan<Dual> x, Dual y) =>
        Exits.FirstRoot(x, y) * Exits.Guards(y, Exits.FirstRoot(x, y * 0.5)) + CallHelpers.Scaled(x[0], y);

    public static Dual ThroughSlices(Dual[] x)
    {
        var t = new Dual[x.Length * 2];
        Double(x, t.AsSpan(0, x.Length));
        Double(t.AsSpan(0, x.Length), t.AsSpan(x.Length));
        Dual s = 0;
        foreach (Dual v in t)
        {
            s += v * v * v;
        }

        return s;
    }

    private static Dual Square(Dual x) => x * x;

    private static Dual Mix(Dual a, Dual b, Dual t)
    {
        Dual r = a * (1 - t);
        r += b * t;
        return r;
    }

    private static Dual FirstAbove(ReadOnlySpan<Dual> x, Dual limit)
    {
        Dual s = limit * limit;
        for (int i = 0; i < x.Length; i++)
        {
            s = s * 0.5 + x[i] * x[i];
            if (s > 3)
            {
                return s * x[i] + limit;
            }
        }

        return s + limit;
    }

    private static Dual Normalise(Span<Dual> u)
    {
        Dual norm = 0;
        for (int i = 0; i < u.Length; i++)
        {
            norm += u[i] * u[i];
        }

        norm = DualMath.Sqrt(norm);
        for (int i = 0; i < u.Length; i++)
        {
            u[i] /= norm;
        }

        return norm;
    }

    private static Dual Relax(Span<Dual> u, Dual k)
    {
        Dual change = 0;
        for (int i = 1; i < u.Length - 1; i++)
        {
            Dual old = u[i];
            u[i] = old + k * (u[i - 1] - 2 * old + u[i + 1]) * old;
            change += (u[i] - old) * (u[i] - old);
            if (change > 10)
            {
                return change * u[i];
            }
        }

        return DualMath.Sqrt(change + 1e-2);
    }

    private static Dual Moments(ReadOnlySpan<Dual> x, Span<Dual> m, Span<Dual> centred)
    {
        if (x.Length == 0)
        {
            return 0;
        }

        m[0] = 0;
        foreach (Dual v in x)
        {
            m[0] += v / x.Length;
        }

        m[1] = 0;
        for (int i = 0; i < x.Length; i++)
        {
            centred[i] = x[i] - m[0];
            m[1] += centred[i] * centred[i];
            if (m[1] > 100)
            {
                return -m[1];
            }
        }

        return x.Length * m[1];
    }

    private static Dual Blend(ReadOnlySpan<Dual> a, ReadOnlySpan<Dual> b, Dual p, Dual q)
    {
        Dual s = 0;
        for (int i = 0; i < DualMath.Min(a.Length, b.Length); i++)
        {
            s += a[i] * b[i] * p;
            if (s > 20)
            {
                return s * q;
            }
        }

        return s + p * q;
    }

    private static Dual Power(Dual x, int n)
    {
        Dual p = 1;
        while (n > 0)
        {
            if (n % 2 == 1)
            {
                p *= x;
            }

            x *= x;
            n /= 2;
            if (p > 1e6)
            {
                return p;
            }
        }

        return p;
    }

    private static Dual Outer(ReadOnlySpan<Dual> x, Dual y) => Inner(x, y * y) * Inner(x[1..], y);

    private static Dual Inner(ReadOnlySpan<Dual> x, Dual y) => FirstAbove(x, y) + Square(x[0]);

    private static int Count(ReadOnlySpan<Dual> x)
    {
        int n = 0;
        foreach (Dual v in x)
        {
            if (v > -1)
            {
                n++;
            }
        }

        return n;
    }

    private static int NextIndex(int k, int n) => (k * 7 + 3) % n;

    private static bool IsLarge(ReadOnlySpan<Dual> x, int k) => x[k] > 0.5;

    private static int LargestIndex(ReadOnlySpan<Dual> x, int from)
    {
        for (int i = from; i < x.Length; i++)
        {
            if (x[i] > 0.6)
            {
                return i;
            }
        }

        return 0;
    }

    private static int FillIndices(int[] index, int round)
    {
        for (int i = 0; i < index.Length; i++)
        {
            index[i] = (i * 2 + round) % index.Length;
            if (index[i] < 0)
            {
                return -1;
            }
        }

        return index.Length;
    }

    private static void Double(ReadOnlySpan<Dual> from, Span<Dual> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i] * from[i] + 2 * from[i];
        }
    }
}

internal static class CallHelpers
{
    private const double Factor = 1.25;

    public static Dual Scaled(Dual x, Dual y) => Hidden(x) * y * Factor;

    private static Dual Hidden(Dual x) => x > 0 ? DualMath.Sqrt(x) : x * x;
}
