namespace StaticGrad.Tests.Programs;

/// <summary>Small methods, whose bodies stand in for their calls, in the shapes that they come in; and elements read twice.</summary>
public static partial class Helpers
{
    /// <summary>Loops that only a break ends, around, in, and behind those of the helpers.</summary>
    [Differentiable]
    public static double LoopsInLoops(double x, [Frozen] double limit)
    {
        double s = Grown(x, limit);
        while (true)
        {
            if (s > 5 * limit)
            {
                break;
            }

            s += Grown(x * 0.3, limit) + Grown(Grown(x * 0.2, limit), limit * 2);
            while (true)
            {
                s *= 1.1;
                if (s > 3)
                {
                    break;
                }
            }
        }

        return s * Grown(s, limit);
    }

    /// <summary>The break of the only loop comes before the loops of the helpers.</summary>
    [Differentiable]
    public static double LoopsBehindTheBreak(double x, [Frozen] double limit)
    {
        double s = x, last = x;
        while (true)
        {
            last *= s;
            if (s > 5 * limit)
            {
                last += s;
                break;
            }

            last = s * s;
            s += Grown(x * 0.3, limit);
            s *= Grown(s, limit) + 1;
            last += s;
        }

        return s * last;
    }

    /// <summary>Counted loops, some with a break, around, in, and behind those of the helpers.</summary>
    [Differentiable]
    public static double CountedLoopsInLoops(ReadOnlySpan<double> x, [Frozen] double limit)
    {
        double s = Total(x, x.Length) * UpTo(x, limit);
        for (int i = 0; i < x.Length; i++)
        {
            s += Total(x, i + 1) * x[i];
            if (s > limit)
            {
                break;
            }

            s += UpTo(x, 0.5) * x[i];
            s *= Total(x, 2) + Total(x, 1);
        }

        return s * UpTo(x, limit);
    }

    /// <summary>Helpers that change their own parameters.</summary>
    [Differentiable]
    public static double ParametersChange(ReadOnlySpan<double> x, double y)
    {
        double p = y, s = 0;
        for (int i = 0; i < 2; i++)
        {
            s += Powers(p, x.Length) * p + LastOf(x, x.Length - i);
            p = s * y;
        }

        return s * p;
    }

    /// <summary>Helpers without a result that end in an open branch, in nothing, and in a loop.</summary>
    [Differentiable]
    public static double WithoutResult(ReadOnlySpan<double> x, double y)
    {
        var t = new double[3];
        for (int i = 0; i < x.Length; i++)
        {
            Put(t, x[i], y);
            Nothing();
            Scale(t, x[i] * y);
        }

        return t[0] * t[1] + t[2];
    }

    /// <summary>What a helper writes in a NoGrad block is a constant.</summary>
    [Differentiable]
    public static double WrittenUnderNoGrad(ReadOnlySpan<double> x, double y)
    {
        var t = new double[3];
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Put(t, x[i], y);
            s += t[0] * t[1] * y;
            using (Grad.NoGrad())
            {
                Scale(t, y);
                s *= 0.5 + Powers(s, 2) * 0.01;
            }

            s += t[0] * y + t[1];
        }

        return s;
    }

    /// <summary>The same element with another index, another content, and unchanged.</summary>
    [Differentiable]
    public static double ReadTwice(ReadOnlySpan<double> x, double y)
    {
        var t = new double[x.Length];
        var next = new int[] { 2, 0, 1, 0 };
        int i = 1;
        double s = x[i] * y;
        double again = x[i];
        i++;
        s += x[i] * again;
        i = next[i];
        s += x[i] * t[i];
        t[i] = x[i] * s;
        s += t[i] * 2;
        double before = t[i];
        t[i] += s;
        double after = t[i];
        s = t[i] * before + after;
        i = next[i];
        i = next[i];
        double last = x[i];
        last *= x[i];
        double other = x[i] + x[next[i]];
        other = x[i] * other;
        return s * last + other * x[next[0]] + x[next[0]];
    }

    /// <summary>An else arm that leaves in some cases only, one that throws, and one that always leaves.</summary>
    [Differentiable]
    public static double OpenArms(double x, double y)
    {
        double s = x;
        if (x > 1)
        {
            s *= y;
        }
        else
        {
            if (y > 1)
            {
                return s * s;
            }

            s += y;
        }

        s *= x;
        if (s < 10)
        {
            s += y * y;
        }
        else
        {
            throw new InvalidOperationException("too large");
        }

        if (y > -1)
        {
            s = s * y + x;
        }
        else
        {
            return s * s * y;
        }

        if (s > 0)
        {
            if (s > 2)
            {
                return s * x;
            }
        }
        else if (x < -2)
        {
            return y * s;
        }

        return s * s * x;
    }

    private static double Grown(double x, double limit)
    {
        double r = 1 + x * x;
        while (true)
        {
            if (r > limit)
            {
                break;
            }

            r *= 1.5 + 0.1 * x;
        }

        return r * x;
    }

    private static double Total(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    private static double UpTo(ReadOnlySpan<double> x, double limit)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= 1 + x[i] * x[i];
            if (x[i] > limit)
            {
                break;
            }
        }

        return product;
    }

    private static double Powers(double p, int n)
    {
        double sum = 0;
        n -= 1;
        for (int i = 0; i < n; i++)
        {
            p *= 0.9 * p;
            sum += p;
        }

        p += sum;
        return p;
    }

    private static double LastOf(ReadOnlySpan<double> x, int n)
    {
        n /= 2;
        var rest = x.Slice(n);
        return rest[0] * rest[rest.Length - 1];
    }

    private static void Put(Span<double> t, double x, double y)
    {
        t[0] = x * y + t[1];
        if (x > 0)
        {
            t[1] += x;
        }
    }

    private static void Nothing()
    {
    }

    private static void Scale(Span<double> t, double factor)
    {
        for (int i = 0; i < t.Length; i++)
        {
            t[i] = t[i] * factor + i;
        }
    }
}
