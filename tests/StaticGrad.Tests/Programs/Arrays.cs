namespace StaticGrad.Tests.Programs;

/// <summary>Arrays of the method's own, slices, and elements that are overwritten.</summary>
public static partial class Arrays
{
    [Differentiable]
    public static double Initialised(double x, double y)
    {
        double[] a = { x, y, x * y };
        double[] b = new double[] { 1, x, -y };
        var c = new[] { x + y, 2.0 };
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i] * b[^(i + 1)];
        }

        return s * c[0] + c[^1] * s * a[2];
    }

    [Differentiable]
    public static double PrefixProducts(ReadOnlySpan<double> x)
    {
        var p = new double[x.Length + 1];
        p[0] = 1;
        for (int i = 0; i < x.Length; i++)
        {
            p[i + 1] = p[i] * x[i];
        }

        double s = 0;
        foreach (double v in p)
        {
            s += v * v;
        }

        return s;
    }

    /// <summary>Slices of slices, overlapping ones among them.</summary>
    [Differentiable]
    public static double Slices(ReadOnlySpan<double> x, double[] y)
    {
        ReadOnlySpan<double> head = x[..^1];
        ReadOnlySpan<double> tail = x[1..];
        ReadOnlySpan<double> middle = tail.Slice(1, tail.Length - 2)[..];
        Span<double> z = y.AsSpan();
        ReadOnlySpan<double> w = y.AsSpan(1);
        double s = 0;
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
    [Differentiable]
    public static double Heat(ReadOnlySpan<double> start, double k, int steps)
    {
        var u = new double[start.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = start[i];
        }

        for (int t = 0; t < steps; t++)
        {
            double left = u[0];
            for (int i = 1; i < u.Length - 1; i++)
            {
                double here = u[i];
                u[i] = here + k * (left - 2 * here + u[i + 1]) * here;
                left = here;
            }
        }

        double s = 0;
        for (int i = 0; i < u.Length; i++)
        {
            s += u[i] * u[i];
        }

        return s;
    }

    /// <summary>The hardest case of the architecture page.</summary>
    [Differentiable]
    public static double Overwritten(double[] u, double k, int steps)
    {
        double[] v = new double[u.Length];
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
    [Differentiable]
    public static double Interleaved(ReadOnlySpan<double> x)
    {
        var a = new double[3];
        a[0] = x[0];
        double p = a[0] * x[1];
        a[1] = p;
        a[0] = p * a[0];
        double q = a[0] + a[1];
        a[1] *= q;
        a[2] += a[1] - a[0];
        a[2]++;
        --a[0];
        double r = a[2] * a[1];
        a[2] = 7;
        a[1] -= r * a[0];
        a[1] /= 1 + a[2] * a[2];
        return r * a[1] + a[2] * q + a[0] * p;
    }

    [Differentiable]
    public static double ArrayEachIteration(ReadOnlySpan<double> x, double y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] t = new double[3];
            t[0] = x[i] * y;
            t[1] = t[0] * t[0] + s;
            t[0] = Math.Sin(t[1]) * t[0];
            t[2] += t[0] * t[1];
            s += t[2] * t[0];
            y = y * 0.9 + t[1] * 0.01;
        }

        return s;
    }

    /// <summary>Arrays of two levels of a nest, with lengths that differ.</summary>
    [Differentiable]
    public static double NestedArrays(ReadOnlySpan<double> x)
    {
        double s = 0.1;
        for (int i = 1; i < x.Length; i++)
        {
            var outer = new double[i];
            for (int j = 0; j < i; j++)
            {
                var inner = new double[j + 1];
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

    [Differentiable]
    public static double ArrayInAnArm(ReadOnlySpan<double> x, bool use, int n)
    {
        double s = x[0];
        if (use)
        {
            var t = new double[n];
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
    [Differentiable]
    public static double Aliases(ReadOnlySpan<double> x)
    {
        double[] a = new double[x.Length];
        double[] b = a;
        Span<double> c = b.AsSpan()[1..];
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = x[i] * x[i];
        }

        c[0] = a[0] * b[1] + c[1];
        b[0] = c[0] * a[1] * a[0];
        c[1] += b[0] * a[2];
        return a[0] * a[1] * a[2] + c[^1];
    }

    [Differentiable]
    public static double FillAndClear(ReadOnlySpan<double> x)
    {
        Span<double> t = new double[x.Length + 2];
        t.Fill(x[0] * x[1]);
        t[1..^1].Fill(x[1]);
        double s = t[0] * t[1] + t[^1] * t[2];
        t[2..].Clear();
        t[0] *= t[1];
        foreach (double v in t)
        {
            s += v * v;
        }

        return s;
    }

    /// <summary>Bubble sort: which elements move depends on the leaves.</summary>
    [Differentiable]
    public static double Sorted(ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        var a = new double[x.Length];
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

        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += weights[i] * a[i] * a[i];
        }

        return s * rounds;
    }

    /// <summary>Solves a linear system with pivoting, in copies.</summary>
    [Differentiable]
    public static double Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, int n)
    {
        double[] a = new double[n * n];
        double[] b = new double[n];
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
                if (Math.Abs(a[i * n + p]) > Math.Abs(a[best * n + p]))
                {
                    best = i;
                }
            }

            if (best != p)
            {
                for (int j = 0; j < n; j++)
                {
                    double t = a[p * n + j];
                    a[p * n + j] = a[best * n + j];
                    a[best * n + j] = t;
                }

                (b[p], b[best]) = (b[best], b[p]);
            }

            for (int i = p + 1; i < n; i++)
            {
                double factor = a[i * n + p] / a[p * n + p];
                for (int j = p; j < n; j++)
                {
                    a[i * n + j] -= factor * a[p * n + j];
                }

                b[i] -= factor * b[p];
            }
        }

        double sum = 0;
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

    [Differentiable]
    public static double Cholesky(double[] matrix, int n)
    {
        var l = new double[n * n];
        double logDeterminant = 0;
        for (int j = 0; j < n; j++)
        {
            double d = matrix[j * n + j];
            for (int k = 0; k < j; k++)
            {
                d -= l[j * n + k] * l[j * n + k];
            }

            d = Math.Sqrt(d);
            l[j * n + j] = d;
            logDeterminant += 2 * Math.Log(d);
            for (int i = j + 1; i < n; i++)
            {
                double s = matrix[i * n + j];
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
    [Differentiable]
    public static double Ring(ReadOnlySpan<double> x)
    {
        Span<double> ring = new double[3];
        ring.Fill(0.5);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += ring[i % 3] * ring[(i + 1) % 3] * x[i];
            ring[i % 3] = x[i] * s + ring[(i + 2) % 3];
        }

        return s * ring[0];
    }

    /// <summary>Indices that are overwritten while the reverse sweep still needs them.</summary>
    [Differentiable]
    public static double Permuted(ReadOnlySpan<double> x, int rounds)
    {
        int[] order = new int[x.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = order.Length - 1 - i;
        }

        double s = 1;
        for (int r = 0; r < rounds; r++)
        {
            for (int i = 0; i < order.Length; i++)
            {
                s = s * x[order[i]] + Math.Sin(x[order[(i + r) % order.Length]]);
                order[i] = (order[i] * 3 + r + 1) % order.Length;
            }

            (order[0], order[^1]) = (order[^1], order[0]);
        }

        return s;
    }

    /// <summary>Flags of bool and counts of byte, kept in arrays.</summary>
    [Differentiable]
    public static double Flags(ReadOnlySpan<double> x)
    {
        bool[] large = new bool[x.Length];
        byte[] count = new byte[2];
        double s = 0;
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
    [Differentiable]
    public static double BestPath(ReadOnlySpan<double> score, ReadOnlySpan<double> step, int states)
    {
        var best = new double[2 * states];
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
                double top = -1e300;
                for (int p = 0; p < states; p++)
                {
                    top = Math.Max(top, best[now * states + p] + step[p * states + s]);
                }

                best[next * states + s] = top + score[t * states + s] * top * 0.1;
            }

            now = next;
        }

        double r = 0;
        for (int s = 0; s < states; s++)
        {
            r += Math.Exp(best[now * states + s]);
        }

        return Math.Log(r);
    }

    /// <summary>The caller's own array is changed and used on.</summary>
    [Differentiable]
    public static double InPlaceLeaf(double[] x, double y)
    {
        double s = 0;
        for (int r = 0; r < 2; r++)
        {
            for (int i = 1; i < x.Length; i++)
            {
                s += x[i] * x[i - 1];
                x[i] = Math.Sin(x[i] * y) + x[i - 1] * s;
            }

            x[0] *= s;
        }

        return s * x[^1];
    }

    /// <summary>An iteration's array that outlives a break, and is read in the next loop of the same iteration.</summary>
    [Differentiable]
    public static double Histogram(ReadOnlySpan<double> x, int bins)
    {
        double s = 0;
        for (int b = 1; b <= bins; b++)
        {
            var sums = new double[b];
            var counts = new int[b];
            foreach (double v in x)
            {
                int at = Math.Clamp((int)(v * b), 0, b - 1);
                sums[at] += v * v;
                counts[at]++;
            }

            for (int k = 0; k < b; k++)
            {
                if (counts[k] == 0)
                {
                    continue;
                }

                s += sums[k] * s * 0.1 + Math.Sqrt(sums[k] / counts[k]);
            }
        }

        return s;
    }
}
