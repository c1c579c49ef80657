namespace StaticGrad.Tests.Duals;

/// <summary>Arrays of the method's own, slices, and elements that are overwritten.</summary>
public static partial class Arrays
{
    public static Dual Initialised(Dual x, Dual y)
    {
        Dual[] a = { x, y, x * y };
        Dual[] b = new Dual[] { 1, x, -y };
        var c = new[] { x + y, 2.0 };
        Dual s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i] * b[^(i + 1)];
        }

        return s * c[0] + c[^1] * s * a[2];
    }

    public static Dual PrefixProducts(ReadOnlySpan<Dual> x)
    {
        var p = new Dual[x.Length + 1];
        p[0] = 1;
        for (int i = 0; i < x.Length; i++)
        {
            p[i + 1] = p[i] * x[i];
        }

        Dual s = 0;
        foreach (Dual v in p)
        {
            s += v * v;
        }

        return s;
    }

    /// <summary>Slices of slices, overlapping ones among them.</summary>
    public static Dual Slices(ReadOnlySpan<Dual> x, Dual[] y)
    {
        ReadOnlySpan<Dual> head = x[..^1];
        ReadOnlySpan<Dual> tail = x[1..];
        ReadOnlySpan<Dual> middle = tail.Slice(1, tail.Length - 2)[..];
        Span<Dual> z = y.AsSpan();
        ReadOnlySpan<Dual> w = y.AsSpan(1);
        Dual s = 0;
        for (int i = 0; i < head.Length; i++)
        {
            s += head[i] * tail[i];
        }

        for (int i = 0; i < middle.Length; i++)
        {
            s *= 1 + middle[i] * z[i];
        }

        return s * w[^1] + x[^2] * y[^1] * z.Slice(1)[0];
    }

    /// <summary>Explicit heat equation in place of itself.</summary>
    public static Dual Heat(ReadOnlySpan<Dual> start, Dual k, int steps)
    {
        var u = new Dual[start.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = start[i];
        }

        for (int t = 0; t < steps; t++)
        {
            Dual left = u[0];
            for (int i = 1; i < u.Length - 1; i++)
            {
                Dual here = u[i];
                u[i] = here + k * (left - 2 * here + u[i + 1]) * here;
                left = here;
            }
        }

        Dual s = 0;
        for (int i = 0; i < u.Length; i++)
        {
            s += u[i] * u[i];
        }

        return s;
    }

    /// <summary>The hardest case of the architecture page.</summary>
    public static Dual Overwritten(Dual[] u, Dual k, int steps)
    {
        Dual[] v = new Dual[u.Length];
        for (int i = 0; i < u.Length; i++)
        {
            v[i] = u[i];
        }

        for (int t = 0; t < steps; t++)
        {
            for (int i = 1; i < v.Length; i++)
            {
                v[i] = v[i] * v[i - 1] * k;
            }
        }

        return v[^1] + v[1] * v[0];
    }

    /// <summary>Loads on both sides of stores to the same elements.</summary>
    public static Dual Interleaved(ReadOnlySpan<Dual> x)
    {
        var a = new Dual[3];
        a[0] = x[0];
        Dual p = a[0] * x[1];
        a[1] = p;
        a[0] = p * a[0];
        Dual q = a[0] + a[1];
        a[1] *= q;
        a[2] += a[1] - a[0];
        a[2]++;
        --a[0];
        Dual r = a[2] * a[1];
        a[2] = 7;
        a[1] -= r * a[0];
        a[1] /= 1 + a[2] * a[2];
        return r * a[1] + a[2] * q + a[0] * p;
    }

    public static Dual ArrayEachIteration(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Dual[] t = new Dual[3];
            t[0] = x[i] * y;
            t[1] = t[0] * t[0] + s;
            t[0] = DualMath.Sin(t[1]) * t[0];
            t[2] += t[0] * t[1];
            s += t[2] * t[0];
            y = y * 0.9 + t[1] * 0.01;
        }

        return s;
    }

    /// <summary>Arrays of two levels of a nest, with lengths that differ.</summary>
    public static Dual NestedArrays(ReadOnlySpan<Dual> x)
    {
        Dual s = 0.1;
        for (int i = 1; i < x.Length; i++)
        {
            var outer = new Dual[i];
            for (int j = 0; j < i; j++)
            {
                var inner = new Dual[j + 1];
                for (int k = 0; k <= j; k++)
                {
                    inner[k] = x[k] * x[i] + (k > 0 ? inner[k - 1] * s : 0);
                }

                outer[j] = inner[j] * inner[0];
                s += outer[j] * 0.1;
            }

            s = s * outer[i - 1] + outer[0];
        }

        return s;
    }

    public static Dual ArrayInAnArm(ReadOnlySpan<Dual> x, bool use, int n)
    {
        Dual s = x[0];
        if (use)
        {
            var t = new Dual[n];
            for (int i = 0; i < n; i++)
            {
                t[i] = x[i] * x[i] * s;
                s = t[i] + s * 0.5;
            }

            s *= t[0] * t[^1];
        }

        return s;
    }

    /// <summary>An alias sees what is written through the other name.</summary>
    public static Dual Aliases(ReadOnlySpan<Dual> x)
    {
        Dual[] a = new Dual[x.Length];
        Dual[] b = a;
        Span<Dual> c = b.AsSpan()[1..];
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = x[i] * x[i];
        }

        c[0] = a[0] * b[1] + c[1];
        b[0] = c[0] * a[1] * a[0];
        c[1] += b[0] * a[2];
        return a[0] * a[1] * a[2] + c[^1];
    }

    public static Dual FillAndClear(ReadOnlySpan<Dual> x)
    {
        Span<Dual> t = new Dual[x.Length + 2];
        t.Fill(x[0] * x[1]);
        t[1..^1].Fill(x[1]);
        Dual s = t[0] * t[1] + t[^1] * t[2];
        t[2..].Clear();
        t[0] *= t[1];
        foreach (Dual v in t)
        {
            s += v * v;
        }

        return s;
    }

    /// <summary>Bubble sort: which elements move depends on the leaves.</summary>
    public static Dual Sorted(ReadOnlySpan<Dual> x, ReadOnlySpan<Dual> weights)
    {
        var a = new Dual[x.Length];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = x[i];
        }

        bool moved = true;
        int rounds = 0;
        while (moved)
        {
            moved = false;
            for (int i = 1; i < a.Length; i++)
            {
                if (a[i - 1] > a[i])
                {
                    (a[i - 1], a[i]) = (a[i], a[i - 1]);
                    moved = true;
                }
            }

            rounds++;
        }

        Dual s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += weights[i] * a[i] * a[i];
        }

        return s * rounds;
    }

    /// <summary>Solves a linear system with pivoting, in copies.</summary>
    public static Dual Solve(ReadOnlySpan<Dual> matrix, ReadOnlySpan<Dual> right, int n)
    {
        Dual[] a = new Dual[n * n];
        Dual[] b = new Dual[n];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = matrix[i];
        }

        for (int i = 0; i < n; i++)
        {
            b[i] = right[i];
        }

        for (int p = 0; p < n; p++)
        {
            int best = p;
            for (int i = p + 1; i < n; i++)
            {
                if (DualMath.Abs(a[i * n + p]) > DualMath.Abs(a[best * n + p]))
                {
                    best = i;
                }
            }

            if (best != p)
            {
                for (int j = 0; j < n; j++)
                {
                    Dual t = a[p * n + j];
                    a[p * n + j] = a[best * n + j];
                    a[best * n + j] = t;
                }

                (b[p], b[best]) = (b[best], b[p]);
            }

            for (int i = p + 1; i < n; i++)
            {
                Dual factor = a[i * n + p] / a[p * n + p];
                for (int j = p; j < n; j++)
                {
                    a[i * n + j] -= factor * a[p * n + j];
                }

                b[i] -= factor * b[p];
            }
        }

        Dual sum = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
            {
                b[i] -= a[i * n + j] * b[j];
            }

            b[i] /= a[i * n + i];
            sum += b[i] * b[i];
        }

        return sum;
    }

    public static Dual Cholesky(Dual[] matrix, int n)
    {
        var l = new Dual[n * n];
        Dual logDeterminant = 0;
        for (int j = 0; j < n; j++)
        {
            Dual d = matrix[j * n + j];
            for (int k = 0; k < j; k++)
            {
                d -= l[j * n + k] * l[j * n + k];
            }

            d = DualMath.Sqrt(d);
            l[j * n + j] = d;
            logDeterminant += 2 * DualMath.Log(d);
            for (int i = j + 1; i < n; i++)
            {
                Dual s = matrix[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    s -= l[i * n + k] * l[j * n + k];
                }

                l[i * n + j] = s / d;
            }
        }

        return logDeterminant;
    }

    /// <summary>A ring of the last three values.</summary>
    public static Dual Ring(ReadOnlySpan<Dual> x)
    {
        Span<Dual> ring = new Dual[3];
        ring.Fill(0.5);
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += ring[i % 3] * ring[(i + 1) % 3] * x[i];
            ring[i % 3] = x[i] * s + ring[(i + 2) % 3];
        }

        return s * ring[0];
    }

    /// <summary>Indices that are overwritten while the reverse sweep still needs them.</summary>
    public static Dual Permuted(ReadOnlySpan<Dual> x, int rounds)
    {
        int[] order = new int[x.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = order.Length - 1 - i;
        }

        Dual s = 1;
        for (int r = 0; r < rounds; r++)
        {
            for (int i = 0; i < order.Length; i++)
            {
                s = s * x[order[i]] + DualMath.Sin(x[order[(i + r) % order.Length]]);
                order[i] = (order[i] * 3 + r + 1) % order.Length;
            }

            (order[0], order[^1]) = (order[^1], order[0]);
        }

        return s;
    }

    /// <summary>Flags of bool and counts of byte, kept in arrays.</summary>
    public static Dual Flags(ReadOnlySpan<Dual> x)
    {
        bool[] large = new bool[x.Length];
        byte[] count = new byte[2];
        Dual s = 0;
        for (int r = 0; r < 2; r++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                if (large[i])
                {
                    s += x[i] * s;
                }

                large[i] = x[i] * (r + 1) > 1;
                count[large[i] ? 1 : 0]++;
                s += x[i] * x[i] * count[1] - x[i] / count[0];
            }
        }

        return s;
    }

    /// <summary>Viterbi by maximum: a table of two rows, swapped by index.</summary>
    public static Dual BestPath(ReadOnlySpan<Dual> score, ReadOnlySpan<Dual> step, int states)
    {
        var best = new Dual[2 * states];
        int now = 0;
        for (int s = 0; s < states; s++)
        {
            best[s] = score[s];
        }

        for (int t = 1; t < score.Length / states; t++)
        {
            int next = 1 - now;
            for (int s = 0; s < states; s++)
            {
                Dual top = -1e300;
                for (int p = 0; p < states; p++)
                {
                    top = DualMath.Max(top, best[now * states + p] + step[p * states + s]);
                }

                best[next * states + s] = top + score[t * states + s] * top * 0.1;
            }

            now = next;
        }

        Dual r = 0;
        for (int s = 0; s < states; s++)
        {
            r += DualMath.Exp(best[now * states + s]);
        }

        return DualMath.Log(r);
    }

    /// <summary>The caller's own array is changed and used on.</summary>
    public static Dual InPlaceLeaf(Dual[] x, Dual y)
    {
        Dual s = 0;
        for (int r = 0; r < 2; r++)
        {
            for (int i = 1; i < x.Length; i++)
            {
                s += x[i] * x[i - 1];
                x[i] = DualMath.Sin(x[i] * y) + x[i - 1] * s;
            }

            x[0] *= s;
        }

        return s * x[^1];
    }

    /// <summary>An iteration's array that outlives a break, and is read in the next loop of the same iteration.</summary>
    public static Dual Histogram(ReadOnlySpan<Dual> x, int bins)
    {
        Dual s = 0;
        for (int b = 1; b <= bins; b++)
        {
            var sums = new Dual[b];
            var counts = new int[b];
            foreach (Dual v in x)
            {
                int at = DualMath.Clamp((int)(v * b), 0, b - 1);
                sums[at] += v * v;
                counts[at]++;
            }

            for (int k = 0; k < b; k++)
            {
                if (counts[k] == 0)
                {
                    continue;
                }

                s += sums[k] * s * 0.1 + DualMath.Sqrt(sums[k] / counts[k]);
            }
        }

        return s;
    }
}
