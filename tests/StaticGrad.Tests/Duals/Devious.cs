namespace StaticGrad.Tests.Duals;

/// <summary>Mixtures.</summary>
public static partial class Devious
{
    /// <summary>An array of an iteration, handed to a large helper that changes it, then used on.</summary>
    public static Dual CallOnIterationArray(ReadOnlySpan<Dual> x, Dual k)
    {
        Dual s = k;
        for (int i = 0; i < x.Length; i++)
        {
            Dual[] t = new Dual[i + 2];
            t[0] = x[i] * s;
            t[^1] = x[i] + k;
            Dual r = Smear(t, k);
            s += r * t[0] + t[^1] * t[0];
            if (s > 8)
            {
                continue;
            }

            Span<Dual> tail = t.AsSpan(1);
            s += Smear(tail, r) * 0.1 + tail[0] * t[^1];
        }

        return s;
    }

    /// <summary>A helper that returns a new array, in a loop.</summary>
    public static Dual ReturnedArray(ReadOnlySpan<Dual> x)
    {
        Dual s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            var p = Pair(x[i], s);
            var q = Pair(p[1], p[0]);
            q[0] *= p[1];
            s += q[0] * q[1];
        }

        return s;
    }

    public static Dual DeclaredOutside(ReadOnlySpan<Dual> x)
    {
        Dual t;
        Dual u = 0, v = x[0], w;
        bool any;
        int k;
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            t = x[i] * v;
            any = t > 0;
            k = any ? i : 0;
            if (any)
            {
                u = t * x[k];
            }

            w = u * t;
            s += w + v * u;
            v = w * 0.5 + t;
        }

        return s;
    }

    public static Dual SiblingScopes(Dual x, Dual y)
    {
        Dual s = 0;
        {
            Dual t = x * y;
            s += t * t;
        }

        {
            Dual t = x / y;
            s += DualMath.Sin(t);
        }

        for (int i = 0; i < 2; i++)
        {
            Dual t = s * x;
            s += t;
        }

        for (int i = 0; i < 2; i++)
        {
            Dual t = s * y;
            s -= t * t * 0.1;
        }

        if (s > 0)
        {
            Dual t = s;
            s *= t;
        }
        else
        {
            Dual t = -s;
            s += t * y;
        }

        return s;
    }

    public static Dual ChainedStores(Dual x, Dual y)
    {
        var a = new Dual[3];
        Dual z = a[0] = a[1] = x * y;
        a[2] = z += a[1] *= a[0] -= y;
        return a[0] * a[1] + a[2] * z;
    }

    /// <summary>The number of trips comes from a leaf's value.</summary>
    public static Dual TripsFromValue(ReadOnlySpan<Dual> x)
    {
        Dual s = 1;
        for (int i = 0; i < (int)x[0]; i++)
        {
            for (int j = (int)(x[i] * 2); j > 0; j--)
            {
                s = s * x[j % x.Length] + x[i];
            }
        }

        return s;
    }

    public static Dual Tuples(Dual x, Dual y, int n)
    {
        (Dual A, Dual B) t = (x, y);
        for (int i = 0; i < n; i++)
        {
            (Dual c, Dual d) = t;
            (x, y) = (y + c * d, x * d + i);
        }

        return t.A * x + t.Item2 * y;
    }

    /// <summary>Mutual recursion over a span that both write to.</summary>
    public static Dual PingPong(Span<Dual> u, Dual k)
    {
        Dual s = Ping(u, k, 3);
        u[0] *= s;
        return s * u[^1] + Pong(u[1..], s * 0.01, 2);
    }

    /// <summary>Old values of an output, needed across calls and loops that overwrite it.</summary>
    public static Dual OverwrittenAcrossCalls(Dual[] u, Dual k)
    {
        Dual s = 0;
        for (int r = 0; r < 3; r++)
        {
            Dual a = u[0] * u[1];
            Smear(u, k);
            Dual b = u[0] * a;
            u[0] = b;
            Smear(u.AsSpan(1), b * 0.1);
            s += a * b * u[1];
        }

        return s;
    }

    /// <summary>Integers change in a recursion.</summary>
    public static Dual CountsInRecursion(ReadOnlySpan<Dual> x, int[] visits, int at, int depth)
    {
        visits[at]++;
        Dual s = x[at] * visits[at];
        if (depth > 0)
        {
            s += CountsInRecursion(x, visits, (at + 1) % x.Length, depth - 1) * x[at];
            s *= visits[(at + 1) % x.Length];
            s += CountsInRecursion(x, visits, (at + 2) % x.Length, depth - 1);
        }

        return s;
    }

    /// <summary>A long straight body, never inlined.</summary>
    public static Dual LongHelper(Dual x, Dual y)
    {
        Dual s = 0;
        for (int i = 0; i < 3; i++)
        {
            s += Long(x + i, y) * Long(y, s * 0.01);
        }

        return s;
    }

    /// <summary>Every loop in every other.</summary>
    public static Dual Everything(Dual[] x, Span<Dual> y, Dual k, int n)
    {
        Dual s = k;
        var kept = new Dual[n + 1];
        int at = 0;
        foreach (Dual v in x)
        {
            Dual p = v;
            for (int i = n; i >= 0; i -= 2)
            {
                kept[i] += p * k;
                int j = 0;
                do
                {
                    j++;
                    if ((i + j) % 3 == 0)
                    {
                        continue;
                    }

                    p = DualMath.Sin(p) + kept[i] * y[at];
                    if (p > 1.2 && j > 1)
                    {
                        break;
                    }

                    y[at] = y[at] * 0.9 + p * s * 0.1;
                }
                while (j < i);
                if (p < -1)
                {
                    return s * p * y[at];
                }
            }

            while (true)
            {
                s += p * 0.3;
                if (s > at)
                {
                    break;
                }

                p = p * p + 0.5;
                var local = new Dual[] { p, s, k };
                s += local[at % 3] * local[0];
            }

            at = (at + 1) % y.Length;
        }

        return s * kept[0] * y[0];
    }

    private static Dual Smear(Span<Dual> u, Dual k)
    {
        Dual s = 0;
        for (int i = 1; i < u.Length; i++)
        {
            u[i] += u[i - 1] * k;
            s += u[i] * u[i];
            if (s > 50)
            {
                return s * u[i];
            }

            u[i - 1] = u[i] * 0.5;
        }

        return s + k;
    }

    private static Dual[] Pair(Dual a, Dual b)
    {
        var pair = new Dual[2];
        pair[0] = a * b;
        pair[1] = a + b * pair[0];
        return pair;
    }

    private static Dual Ping(Span<Dual> u, Dual k, int n)
    {
        if (n == 0)
        {
            return u[0];
        }

        Dual old = u[0];
        u[0] = old * k + u[^1];
        Dual s = Pong(u, k * 0.8, n - 1);
        return s * old + u[0];
    }

    private static Dual Pong(Span<Dual> u, Dual k, int n)
    {
        u[^1] *= k;
        if (n == 0)
        {
            return u[^1] * u[0];
        }

        for (int i = 0; i < u.Length; i++)
        {
            u[i] += k * u[i] * u[i] * 0.1;
        }

        return Ping(u, u[0] * k, n - 1) + u[^1];
    }

    private static Dual Long(Dual x, Dual y)
    {
        Dual a = x * y, b = a + x, c = b * y - a, d = c / (1 + b * b), e = DualMath.Sin(d) * c;
        a = e * d - b; b = a * c + d; c = DualMath.Cos(b) * e; d = d * a + c; e = e + d * b;
        a = a * 0.5 + e * y; b = b / (2 + a * a); c += b * a; d -= c * 0.1; e *= 0.5;
        a = DualMath.Tanh(a + e); b = b * b - a; c = c * b + x; d = d / (1 + c * c); e = e - d * a;
        a = a + b * c; b = DualMath.Sin(a) * d; c = DualMath.Exp(-c * c); d = d + c * e; e = e * c + b;
        a = a * b + c; b = b * c - d; c = c * d + e; d = d * e - a; e = e * a + b;
        a = DualMath.Tanh(a); b = DualMath.Tanh(b); c = DualMath.Tanh(c); d = DualMath.Tanh(d); e = DualMath.Tanh(e);
        a = a * e + b; b = b * d - c; c = c * c + d; d = d * b - e; e = e * x + a * y;
        a = a / (1 + e * e); b = b / (1 + a * a); c = c / (1 + b * b); d = d / (1 + c * c); e = e / (1 + d * d);
        a = a * b + c * d; b = b * c + d * e; c = c * d + e * a; d = d * e + a * b; e = e * a + b * c;
        return a + b * c - d / (1 + e * e);
    }
}
