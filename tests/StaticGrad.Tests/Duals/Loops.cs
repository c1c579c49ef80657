namespace StaticGrad.Tests.Duals;

/// <summary>Loops whose trip count is known at their entry.</summary>
public static partial class Loops
{
    public static Dual Horner(ReadOnlySpan<Dual> c, Dual x)
    {
        Dual p = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            p = p * x + c[i];
        }

        return p;
    }

    /// <summary>Up and down, strides, inclusive and mirrored bounds.</summary>
    public static Dual Directions(ReadOnlySpan<Dual> x, int n)
    {
        Dual s = 1;
        for (int i = 0; i <= n - 1; i += 2)
        {
            s = s * x[i] + i;
        }

        for (int i = n; i > 0; i -= 3)
        {
            s += DualMath.Sin(s * x[i - 1]);
        }

        for (int i = 1; n > i; ++i)
        {
            s -= x[i] * x[i - 1] / (1 + s * s);
        }

        for (int i = n - 1; 0 <= i; --i)
        {
            s += s * x[i] * 0.1;
        }

        return s;
    }

    public static Dual Triangle(ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Dual row = 1;
            for (int j = i; j < x.Length; j++)
            {
                row = row * x[j] + DualMath.Cos(row);
                for (int k = j; k > i; k -= 2)
                {
                    s += row * x[k] * s * 0.01;
                }
            }

            s += row * x[i];
        }

        return s;
    }

    /// <summary>The bound's variable changes inside and behind the loop.</summary>
    public static Dual BoundsChange(Dual x, int n)
    {
        Dual s = x;
        int m = n;
        for (int i = 0; i < m; i++)
        {
            s = DualMath.Sin(s) * x + i;
            if (i == 1)
            {
                m = m - 1;
            }
        }

        int limit = n;
        for (int i = 0; i < limit; i++)
        {
            s *= 1 + x / (i + 2);
        }

        limit = -7;
        for (int i = limit; i < limit + 3; i++)
        {
            s += x * s * i * 0.1;
        }

        return s + limit * x;
    }

    public static Dual TwoCounters(ReadOnlySpan<Dual> x)
    {
        Dual s = 1;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
        {
            s = s * x[i] - x[j] * x[j];
        }

        return s;
    }

    public static Dual CounterMovesInside(ReadOnlySpan<Dual> x)
    {
        Dual s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s = s * x[i] + 1;
            if (s > 1.5)
            {
                i++;
            }
        }

        return s;
    }

    /// <summary>Counters of other types than int.</summary>
    public static Dual OddCounters(Dual x, Dual h)
    {
        Dual s = 1;
        for (Dual t = 0; t < 1; t += 0.25)
        {
            s += DualMath.Sin(x * t) * h * s;
        }

        for (long k = 5; k > 1; k--)
        {
            s = s * x / k + k;
        }

        for (byte b = 250; b < 253; b++)
        {
            s = DualMath.Sqrt(s + b * x);
        }

        for (uint u = 3; u-- > 0;)
        {
            s *= x + u;
        }

        return s;
    }

    /// <summary>A step that a leaf decides: the counter is active.</summary>
    public static Dual ActiveCounter(Dual x, Dual h)
    {
        Dual s = 0;
        Dual t;
        for (t = x; t < 1; t += h)
        {
            s += t * t * h;
        }

        return s + t;
    }

    /// <summary>Two recurrences that feed each other, with old values needed of both.</summary>
    public static Dual Coupled(Dual a, Dual b, int n)
    {
        Dual c = 1;
        for (int i = 0; i < n; i++)
        {
            Dual old = a;
            a = a * b - c;
            b = DualMath.Cos(old * b) + c * 0.5;
            c = old / (1 + b * b);
            (a, c) = (c, a);
        }

        return a * b + c;
    }

    public static Dual CounterInExpressions(Dual x, int n)
    {
        Dual s = 0;
        for (int i = 1; i <= n; i++)
        {
            s += DualMath.Pow(x, i) / i + (i % 2 == 0 ? x : -x * x) * (n - i);
        }

        return s;
    }

    public static Dual BranchesInside(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            Dual t = x[i];
            if (t > 0)
            {
                if (s > 1)
                {
                    t *= s;
                }

                s = s * t + y;
            }
            else if (i % 3 == 1)
            {
                s -= t * y;
                y *= 1.1;
            }
            else
            {
                s += s > 0.7 ? t * s : y * t;
            }
        }

        return s * y;
    }

    public static Dual NoTrips(Dual x, int n)
    {
        Dual s = x;
        for (int i = 3; i < n; i++)
        {
            s *= s;
        }

        for (int i = n; i > 3; i -= 4)
        {
            s = s * s + x;
        }

        for (int i = 0; i < n; i++)
        {
        }

        return s;
    }

    /// <summary>Bounds that come from arrays of integers: a sparse matrix times a vector, squared.</summary>
    public static Dual Sparse(int[] starts, int[] columns, Dual[] values, ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        for (int row = 0; row < starts.Length - 1; row++)
        {
            Dual sum = 0;
            for (int k = starts[row]; k < starts[row + 1]; k++)
            {
                sum += values[k] * x[columns[k]];
            }

            s += sum * sum;
        }

        return s;
    }

    /// <summary>An index that is a recurrence of integers.</summary>
    public static Dual Jumps(ReadOnlySpan<Dual> x, int start)
    {
        int k = start;
        Dual s = 1;
        for (int i = 0; i < 7; i++)
        {
            s = s * x[k] + x[(k + i) % x.Length];
            k = (k * 5 + 3) % x.Length;
        }

        return s * x[k];
    }

    public static Dual ForEach(ReadOnlySpan<Dual> x, Dual[] y, int[] powers)
    {
        Dual s = 0;
        foreach (Dual v in x)
        {
            foreach (var w in y)
            {
                s += v * w * w;
            }

            s *= 1 + v;
        }

        foreach (int p in powers)
        {
            s += DualMath.Pow(x[0], p);
        }

        foreach (var v in x[1..])
        {
            s -= v * s;
        }

        return s;
    }
}

/// <summary>Loops whose trip count only the run shows.</summary>
public static partial class DynamicLoops
{
    public static Dual Newton(Dual a)
    {
        Dual x = a;
        while (DualMath.Abs(x * x - a) > 1e-14 * a)
        {
            x = (x + a / x) / 2;
        }

        return x;
    }

    public static Dual UntilLarge(Dual x, Dual y)
    {
        int n = 0;
        do
        {
            x = x * y + n;
            n++;
        }
        while (x < 20 && n < 30);
        return x / n;
    }

    public static Dual Collatz(Dual x, int n)
    {
        while (n != 1)
        {
            if (n % 2 == 0)
            {
                n /= 2;
                x = DualMath.Sqrt(x + 1);
            }
            else
            {
                n = 3 * n + 1;
                x *= 1.1 + x / n;
            }
        }

        return x;
    }

    public static Dual NestedWhile(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual s = 0;
        int i = 0;
        while (i < x.Length)
        {
            Dual t = x[i];
            while (t < 2)
            {
                t = t * 1.5 + y;
                int j = 0;
                while (j++ < i)
                {
                    t += s * 0.01;
                }
            }

            s += t * t;
            i++;
        }

        return s;
    }

    public static Dual Forever(Dual x, Dual y)
    {
        int n = 0;
        while (true)
        {
            x = x * y;
            n++;
            if (x < 0.3)
            {
                break;
            }

            y = y * 0.97;
            if (n > 50)
            {
                break;
            }

            x += 0.01 * y;
        }

        return x * y * n;
    }

    public static Dual ForWithoutParts(Dual x)
    {
        int i = 0;
        for (; ; )
        {
            if (i++ >= 4)
            {
                break;
            }

            x = DualMath.Sin(x) + x * i;
        }

        for (; i < 9; i += 2)
        {
            x /= i;
        }

        return x;
    }

    /// <summary>A loop that a condition on several variables ends, with the assignment in the condition.</summary>
    public static Dual AssignmentInCondition(ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        Dual t = 0;
        int i = 0;
        while (i < x.Length && (t = x[i] * (1 + t)) < 5)
        {
            s += t * t;
            i++;
        }

        return s + t;
    }

    /// <summary>Simulation with an event: the step count depends on the leaves.</summary>
    public static Dual Bounce(Dual height, Dual speed, Dual loss)
    {
        Dual t = 0;
        int bounces = 0;
        while (bounces < 3)
        {
            speed -= 0.05 * 9.81;
            height += 0.05 * speed;
            t += 0.05;
            if (height < 0)
            {
                height = -height * loss;
                speed = -speed * loss;
                bounces++;
            }
        }

        return height + speed * t;
    }

    /// <summary>do-while with continue: the condition is still tested.</summary>
    public static Dual DoContinue(Dual x, int n)
    {
        int i = 0;
        Dual s = x;
        do
        {
            i++;
            if (i % 3 == 0)
            {
                continue;
            }

            s = s * x + i;
            if (s > 50)
            {
                s *= 0.1;
                continue;
            }

            s += x;
        }
        while (i < n && (s *= 0.9) > -100);
        return s;
    }
}
