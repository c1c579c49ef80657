namespace StaticGrad.Tests.Programs;

/// <summary>Local arrays of iterations, of methods that call themselves, and such that plain calls take.</summary>
public static partial class LocalArrays
{
    /// <summary>A method in two parts whose iterations have arrays of their own, read again.</summary>
    [Differentiable]
    public static double InACircle(ReadOnlySpan<double> x, int depth)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new double[i + 2];
            t[0] = x[i] * s;
            t[i + 1] += t[0] * x[0];
            t[0] += t[i + 1] * t[i + 1];
            s += Math.Sin(t[0]) * t[i + 1];
        }

        return depth == 0 ? s : s * InACircle(x, depth - 1);
    }

    /// <summary>A method in two parts with an array that a plain call reads.</summary>
    [Differentiable]
    public static double CountedInACircle(double x, int depth)
    {
        var t = new double[depth + 2];
        for (int i = 0; i < t.Length; i++)
        {
            t[i] = Math.Sin(x * (i + 1));
        }

        double s = t[0] * t[depth] + x;
        if (Above(t, 0.5) > 1)
        {
            s *= t[0];
        }

        return depth == 0 ? s : s + CountedInACircle(x * s, depth - 1);
    }

    /// <summary>An array of an iteration into which a plain call writes; only its adjoints are seen again.</summary>
    [Differentiable]
    public static double FilledInALoop(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new double[i + 3];
            Fill(t, i);
            t[1] = x[i] * x[0];
            for (int k = 0; k < t.Length; k++)
            {
                s += t[k] * (k + 1);
            }
        }

        return s;
    }

    /// <summary>The same where the derivative has two parts.</summary>
    [Differentiable]
    public static double FilledInACircle(ReadOnlySpan<double> x, int depth)
    {
        var t = new double[x.Length + 1];
        Fill(t, depth);
        double s = t[0];
        for (int i = 0; i < x.Length; i++)
        {
            t[i] += x[i] * x[i];
            s += t[i] * (i + depth);
        }

        return depth == 0 ? s : s + FilledInACircle(x, depth - 1);
    }

    /// <summary>A part of a local array, made anew in each iteration.</summary>
    [Differentiable]
    public static double Parts(ReadOnlySpan<double> x)
    {
        var a = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = x[i] * x[i];
        }

        a[x.Length] = x[0];
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            var rest = a.AsSpan(i);
            var two = a.AsSpan(i, 2);
            s += two[0] * two[1] * s + Math.Exp(0.1 * rest[rest.Length - 1]);
        }

        return s;
    }

    /// <summary>A call for what it writes: its result is left alone.</summary>
    [Differentiable]
    public static double ResultLeftAlone(double x, double y)
    {
        var t = new double[3];
        Descend(t, x * y, 2);
        Descend(t, y, 1);
        return t[0] * t[1] + t[2] * x;
    }

    /// <summary>A variable that changes by calls of a method in two parts, and is read in between.</summary>
    [Differentiable]
    public static double ByCallsInALoop(double x, double y, int n)
    {
        var t = new double[3];
        double s = x, total = 0;
        for (int i = 0; i < n; i++)
        {
            total += s * s * y;
            s = Descend(t, s * y, 2);
            total += s;
            s = Descend(t, y, 1) + 0.1 * i;
        }

        return total + s * t[0];
    }

    /// <summary>What depended on a leaf, overwritten by sine and cosine of what does not.</summary>
    [Differentiable]
    public static double SineOfAConstant(double x, [Frozen] double k)
    {
        double s = x, c = x * x;
        double total = s * c;
        for (int i = 0; i < 3; i++)
        {
            total += s * c * x;
            (s, c) = Math.SinCos(k + i);
        }

        total += s * c * x;
        (s, c) = (x * s, total * c);
        return s * c;
    }

    /// <summary>A nest of five loops that is as long as its outer ones.</summary>
    [Differentiable]
    public static double FiveLoops(double x, int n, int m)
    {
        double s = x;
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b < m; b++)
            {
                for (int c = 0; c < 3; c++)
                {
                    for (int d = 0; d < 1; d++)
                    {
                        for (int e = 0; e < 1; e++)
                        {
                            s = Math.Sin(s * x) + 0.5 * s;
                        }
                    }
                }
            }
        }

        return s;
    }

    private static int Above(double[] values, double limit)
    {
        int count = 0;
        foreach (double value in values)
        {
            count += value > limit ? 1 : 0;
            if (count > 5)
            {
                return count;
            }
        }

        return count;
    }

    private static void Fill(double[] values, int from)
    {
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = 0.25 * (k + from);
            if (k > 7)
            {
                return;
            }
        }
    }

    private static double Descend(Span<double> t, double x, int depth)
    {
        t[depth] = t[depth] * x + depth + x;
        return depth == 0 ? x * t[0] : x + Descend(t, x * 0.9, depth - 1);
    }
}
