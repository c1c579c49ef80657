namespace StaticGrad.Tests.Programs;

/// <summary>Loops in which an integer goes on by an amount that the data decide, and one thing only is found again by it.</summary>
public static partial class Positions
{
    [Differentiable]
    public static double OfAStore(double x, double y, int n)
    {
        var t = new double[n + 2];
        int k = 0;
        while (k < n)
        {
            t[k] = y;
            k += x > k ? 2 : 1;
        }

        double s = x;
        for (int i = 0; i < n; i++)
        {
            s += t[i] * (i + 1);
        }

        return s;
    }

    [Differentiable]
    public static double OfALoad(ReadOnlySpan<double> t, double x)
    {
        double s = 0;
        int k = 0;
        while (k < t.Length)
        {
            s += t[k];
            k += x > k ? 2 : 1;
        }

        return s * x;
    }

    [Differentiable]
    public static double OfAPart(double x, double y, int n)
    {
        var t = new double[n + 2];
        int k = 0;
        while (k < n)
        {
            var part = t.AsSpan(k);
            part[1] = y;
            k += x > k ? 2 : 1;
        }

        double s = x;
        for (int i = 0; i < t.Length; i++)
        {
            s += t[i] * (i + 1);
        }

        return s;
    }

    [Differentiable]
    public static double OfALength(double x, double y, int n)
    {
        double s = x;
        int k = 1;
        while (k < n)
        {
            var t = new double[k];
            t[0] = y * x;
            s += t[0] * t[0];
            k += x > k ? 2 : 1;
        }

        return s;
    }

    [Differentiable]
    public static double OfAStart(double x, double y, int n)
    {
        double s = x;
        int k = 0;
        while (k < n)
        {
            for (int i = k; i < n; i += 2)
            {
                s += y * i;
            }

            k += x > k ? 2 : 1;
        }

        return s;
    }

    [Differentiable]
    public static double OfAnEnd(double x, double y, int n)
    {
        double s = x;
        int k = n;
        while (k > 0)
        {
            for (int i = 3; i < k; i++)
            {
                s += y;
            }

            k -= x * 10 > k ? 2 : 1;
        }

        return s;
    }

    /// <summary>Sine and cosine of what changes from one iteration to the next.</summary>
    [Differentiable]
    public static double OfAPointOnACircle(double x, double y, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            var (a, b) = Math.SinCos(s);
            s += a * b * y;
        }

        return s;
    }

    /// <summary>An array of an iteration that is all that is read again.</summary>
    [Differentiable]
    public static double OfNothingElse(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            var t = new double[2];
            t[0] = Math.Exp(-s);
            t[1] = Math.Sqrt(s) * t[0];
            s += t[0] * t[1];
        }

        return s;
    }

    /// <summary>The same, by loops: no other array is read again.</summary>
    [Differentiable]
    public static double OfElementsOnly(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            var t = new double[4];
            for (int k = 0; k < 4; k++)
            {
                t[k] = s * (k + 1);
            }

            for (int k = 0; k < 4; k++)
            {
                s += t[k] * t[3 - k] * 0.02;
            }
        }

        return s;
    }

    /// <summary>An array of an iteration that only a call reads again.</summary>
    [Differentiable]
    public static double OfWhatACallReads(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            var t = new double[3];
            for (int k = 0; k < 3; k++)
            {
                t[k] = s * (k + 1);
            }

            s += 0.02 * Squares(t, 3);
        }

        return s;
    }

    /// <summary>A variable of the method that each iteration assigns first, and that is nothing before.</summary>
    [Differentiable]
    public static double OfNothingBefore(double x, double y, int n)
    {
        double t, s = x;
        int k = 0;
        while (k < n)
        {
            t = s * y;
            s += Math.Sin(t);
            k += x > k ? 2 : 1;
        }

        t = s * s;
        return t * y;
    }

    /// <summary>A call that is not inlined overwrites one element with a constant; the gradients of the others go on.</summary>
    [Differentiable]
    public static double BesideAConstant(double x, double y)
    {
        var t = new double[4];
        t[0] = x * y;
        t[1] = y;
        t[3] = x;
        Fill(t, 2);
        using (Grad.NoGrad())
        {
            Fill(t, 3);
        }

        return t[0] * t[1] * t[2] + t[3] * x;
    }

    private static double Squares(ReadOnlySpan<double> t, int n) => n == 0 ? 0 : t[n - 1] * t[n - 1] + Squares(t, n - 1);

    private static void Fill(Span<double> t, int from)
    {
        for (int i = from; i < t.Length; i++)
        {
            t[i] = 0.5 * i;
            if (i > 7)
            {
                return;
            }
        }
    }
}
