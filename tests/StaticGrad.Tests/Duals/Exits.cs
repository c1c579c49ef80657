namespace StaticGrad.Tests.Duals;

/// <summary>break, continue, return and throw, nested.</summary>
public static partial class Exits
{
    public static Dual Guards(Dual x, Dual y)
    {
        if (Dual.IsNaN(x))
        {
            throw new ArgumentException("x is not a number", nameof(x));
        }

        if (x < 0)
        {
            return y * y;
        }

        if (y < 0)
        {
            return 0;
        }

        Dual r = x * y;
        if (r > 10)
        {
            return r;
        }

        r *= r;
        return r + x;
    }

    public static Dual FirstRoot(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * y;
            if (s > 2)
            {
                return s * x[i];
            }

            y *= 1.1;
        }

        return -s * y;
    }

    /// <summary>A return from three loops deep.</summary>
    public static Dual DeepReturn(ReadOnlySpan<Dual> x, Dual limit)
    {
        Dual s = limit * 0.1;
        for (int i = 0; i < x.Length; i++)
        {
            int j = 0;
            while (j <= i)
            {
                Dual t = x[i] * x[j];
                for (int k = j; k < x.Length; k += 2)
                {
                    t += s * x[k];
                    s = s * 0.9 + t * 0.1;
                    if (s > limit)
                    {
                        return s * t + x[k];
                    }
                }

                s += t * 0.01;
                j++;
            }

            s *= 1.01;
        }

        return s;
    }

    public static Dual BreakAndContinue(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Dual t = x[i];
            if (t < 0)
            {
                s -= t * y;
                continue;
            }

            t = t * t + s;
            if (t > 4)
            {
                y = y * t;
                break;
            }

            s += t * y;
        }

        return s * y;
    }

    /// <summary>Exits at different depths of the same body, and a rest that is reached on few paths only.</summary>
    public static Dual Maze(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            Dual t = x[i] * s;
            if (t > 0)
            {
                if (t > 3)
                {
                    t = DualMath.Sqrt(t);
                    if (s > 6)
                    {
                        s -= t;
                        break;
                    }
                }
                else if (i % 2 == 0)
                {
                    s += t * y;
                    continue;
                }

                s += 0.5 * t;
            }
            else
            {
                if (i > 4)
                {
                    return s * t;
                }

                t = -t * y;
            }

            s = s * 0.7 + t;
            for (int j = 0; j < i; j++)
            {
                if (j == 2)
                {
                    continue;
                }

                s += x[j] * 0.1 * s;
                if (s > 9)
                {
                    break;
                }

                y *= 1.01;
            }

            s += y * 0.1;
        }

        return s * y;
    }

    public static Dual ContinueInWhile(Dual x, int n)
    {
        int i = 0;
        Dual s = 1;
        while (i < n)
        {
            i++;
            if (i % 2 == 0)
            {
                s *= x;
                continue;
            }

            if (i % 5 == 0)
            {
                s = s * s * 0.1;
                continue;
            }

            s += x / i;
        }

        return s;
    }

    public static Dual ReturnFromForever(Dual x, Dual y)
    {
        int n = 0;
        while (true)
        {
            x = x * y + 0.1;
            if (++n > 3 && x > 1)
            {
                while (true)
                {
                    x = x * 0.7;
                    if (x < 0.9)
                    {
                        return x * y;
                    }

                    if (n++ > 12)
                    {
                        break;
                    }
                }

                y += x;
            }

            if (n > 40)
            {
                return y * y;
            }
        }
    }

    /// <summary>An array of an iteration behind a continue, of a varying length.</summary>
    public static Dual ArrayBehindContinue(ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0)
            {
                s -= x[i];
                continue;
            }

            Dual[] t = new Dual[i + 1];
            for (int j = 0; j <= i; j++)
            {
                t[j] = x[j] * x[i] + (j > 0 ? t[j - 1] : s);
                if (t[j] > 3)
                {
                    break;
                }
            }

            if (t[i] > 2.5)
            {
                continue;
            }

            s += t[i] * t[0];
        }

        return s;
    }

    /// <summary>Breaks out of an inner loop; a flag continues the outer one.</summary>
    public static Dual FlaggedOuter(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            bool bad = false;
            Dual p = y;
            foreach (Dual v in x)
            {
                p *= v;
                if (p > 1.5)
                {
                    bad = true;
                    break;
                }
            }

            if (bad)
            {
                y *= 0.9;
                continue;
            }

            s += p * x[i];
        }

        return s * y;
    }

    public static Dual AllLeave(Dual x, Dual y)
    {
        if (x > y)
        {
            if (x > 2 * y)
            {
                return x * x;
            }
            else
            {
                return x * y;
            }
        }
        else
        {
            for (int i = 0; i < 3; i++)
            {
                x += y * y;
                if (x > 2)
                {
                    return x / y;
                }
            }
        }

        throw new InvalidOperationException($"no result for {x} and {y}");
    }

    /// <summary>A loop left in its first iteration in every case.</summary>
    public static Dual OnlyOnce(Dual x, Dual y)
    {
        Dual s = y;
        while (x > 0)
        {
            s = s * x;
            break;
        }

        do
        {
            s = s * s + x;
            if (s > 3)
            {
                break;
            }
        }
        while (false);
        for (int i = 0; i < 10; i++)
        {
            s += x * y;
            if (i >= 0)
            {
                break;
            }
        }

        return s;
    }
}
