namespace StaticGrad.Tests.Programs;

/// <summary>Called methods: small ones, large ones that stay calls, shared ones, with spans in and out.</summary>
public static partial class Calls
{
    [Differentiable]
    public static double Small(double x, double y) => Square(x) * Square(Square(y)) - Mix(x, y, Square(x * y));

    /// <summary>A helper that returns from its loop is not inlined.</summary>
    [Differentiable]
    public static double Large(ReadOnlySpan<double> x, double y)
    {
        double first = FirstAbove(x, y);
        double second = FirstAbove(x[1..], first * y) * first;
        return second + FirstAbove(x, second);
    }

    /// <summary>The second caller of a shared helper, with another selection of active arguments.</summary>
    [Differentiable]
    public static double LargeAgain([Frozen] ReadOnlySpan<double> x, double y) => FirstAbove(x, y * y) + FirstAbove(x, 0.7) * y;

    [Differentiable]
    public static double LargeInLoops(double[] x, double y)
    {
        double s = y;
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

    [Differentiable]
    public static double CallInConditions(ReadOnlySpan<double> x, double y)
    {
        double s = y;
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
    [Differentiable]
    public static double Normalised(ReadOnlySpan<double> x, int rounds)
    {
        var u = new double[x.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = x[i];
        }

        double s = 1;
        for (int r = 0; r < rounds; r++)
        {
            s += Normalise(u) * s;
            u[0] += s * u[1];
        }

        return s * u[0] * u[^1];
    }

    /// <summary>A large helper that changes its argument in place, again and again.</summary>
    [Differentiable]
    public static double Relaxed(ReadOnlySpan<double> x, double k)
    {
        var u = new double[x.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = x[i] * k;
        }

        int steps = 0;
        for (int r = 0; r < 4; r++)
        {
            double before = u[1] * u[2];
            double change = Relax(u, k);
            u[1] += change * before * u[0];
            steps++;
            if (change < 1e-3)
            {
                break;
            }
        }

        return u[1] * u[2] * steps;
    }

    [Differentiable]
    public static void RelaxOutput(Span<double> u, double k, Span<double> changes)
    {
        for (int r = 0; r < changes.Length; r++)
        {
            changes[r] = Relax(u, k) * u[r % u.Length];
            k *= 0.9;
        }
    }

    /// <summary>Two outputs and a result from one large helper.</summary>
    [Differentiable]
    public static double Statistics(ReadOnlySpan<double> x)
    {
        Span<double> m = new double[2];
        double[] w = new double[x.Length];
        double count = Moments(x, m, w);
        double first = m[0] * m[1] + count * w[0];
        count += Moments(w, m, new double[w.Length]);
        return first * m[1] + count;
    }

    /// <summary>The same storage for two read arguments, and one variable for two scalars.</summary>
    [Differentiable]
    public static double SharedArguments(ReadOnlySpan<double> x, double y)
    {
        double s = Blend(x, x, y, y);
        s = Blend(x, x[1..], s, y);
        s = Blend(x[..2], x[..2], s, s);
        return s;
    }

    /// <summary>Arguments that the callee assigns, and that the caller goes on using.</summary>
    [Differentiable]
    public static double ByValue(double x, int n)
    {
        double p = Power(x, n);
        double q = Power(p, n - 1) + p;
        x = Power(x, 2) + x;
        return p * q + x * n;
    }

    /// <summary>A chain of small helpers that call a large one.</summary>
    [Differentiable]
    public static double Chain(ReadOnlySpan<double> x, double y) => Outer(x, y) + Outer(x, y * 0.5) * Square(y);

    /// <summary>Integers and flags from helpers: counts, indices, conditions.</summary>
    [Differentiable]
    public static double IntegerHelpers(ReadOnlySpan<double> x, int seed)
    {
        double s = 0;
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
    [Differentiable]
    public static double IndexHelper(ReadOnlySpan<double> x, int rounds)
    {
        var index = new int[x.Length];
        double s = 1;
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
    [Differentiable]
    public static double OtherClass(ReadOnlySpan<double> x, double y) =>
        Exits.FirstRoot(x, y) * Exits.Guards(y, Exits.FirstRoot(x, y * 0.5)) + CallHelpers.Scaled(x[0], y);

    [Differentiable]
    public static double ThroughSlices(double[] x)
    {
        var t = new double[x.Length * 2];
        Double(x, t.AsSpan(0, x.Length));
        Double(t.AsSpan(0, x.Length), t.AsSpan(x.Length));
        double s = 0;
        foreach (double v in t)
        {
            s += v * v * v;
        }

        return s;
    }

    private static double Square(double x) => x * x;

    private static double Mix(double a, double b, double t)
    {
        double r = a * (1 - t);
        r += b * t;
        return r;
    }

    private static double FirstAbove(ReadOnlySpan<double> x, double limit)
    {
        double s = limit * limit;
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

    private static double Normalise(Span<double> u)
    {
        double norm = 0;
        for (int i = 0; i < u.Length; i++)
        {
            norm += u[i] * u[i];
        }

        norm = Math.Sqrt(norm);
        for (int i = 0; i < u.Length; i++)
        {
            u[i] /= norm;
        }

        return norm;
    }

    private static double Relax(Span<double> u, double k)
    {
        double change = 0;
        for (int i = 1; i < u.Length - 1; i++)
        {
            double old = u[i];
            u[i] = old + k * (u[i - 1] - 2 * old + u[i + 1]) * old;
            change += (u[i] - old) * (u[i] - old);
            if (change > 10)
            {
                return change * u[i];
            }
        }

        return Math.Sqrt(change + 1e-2);
    }

    private static double Moments(ReadOnlySpan<double> x, Span<double> m, Span<double> centred)
    {
        if (x.Length == 0)
        {
            return 0;
        }

        m[0] = 0;
        foreach (double v in x)
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

    private static double Blend(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double p, double q)
    {
        double s = 0;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            s += a[i] * b[i] * p;
            if (s > 20)
            {
                return s * q;
            }
        }

        return s + p * q;
    }

    private static double Power(double x, int n)
    {
        double p = 1;
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

    private static double Outer(ReadOnlySpan<double> x, double y) => Inner(x, y * y) * Inner(x[1..], y);

    private static double Inner(ReadOnlySpan<double> x, double y) => FirstAbove(x, y) + Square(x[0]);

    private static int Count(ReadOnlySpan<double> x)
    {
        int n = 0;
        foreach (double v in x)
        {
            if (v > -1)
            {
                n++;
            }
        }

        return n;
    }

    private static int NextIndex(int k, int n) => (k * 7 + 3) % n;

    private static bool IsLarge(ReadOnlySpan<double> x, int k) => x[k] > 0.5;

    private static int LargestIndex(ReadOnlySpan<double> x, int from)
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

    private static void Double(ReadOnlySpan<double> from, Span<double> to)
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

    public static double Scaled(double x, double y) => Hidden(x) * y * Factor;

    private static double Hidden(double x) => x > 0 ? Math.Sqrt(x) : x * x;
}
