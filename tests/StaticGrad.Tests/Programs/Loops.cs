namespace StaticGrad.Tests.Programs;

/// <summary>Loops whose trip count is known at their entry.</summary>
public static partial class Loops
{
    [Differentiable]
    public static double Horner(ReadOnlySpan<double> c, double x)
    {
        double p = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            p = p * x + c[i];
        }

        return p;
    }

    /// <summary>Up and down, strides, inclusive and mirrored bounds.</summary>
    [Differentiable]
    public static double Directions(ReadOnlySpan<double> x, int n)
    {
        double s = 1;
        for (int i = 0; i <= n - 1; i += 2)
        {
            s = s * x[i] + i;
        }

        for (int i = n; i > 0; i -= 3)
        {
            s += Math.Sin(s * x[i - 1]);
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

    [Differentiable]
    public static double Triangle(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = 1;
            for (int j = i; j < x.Length; j++)
            {
                row = row * x[j] + Math.Cos(row);
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
    [Differentiable]
    public static double BoundsChange(double x, int n)
    {
        double s = x;
        int m = n;
        for (int i = 0; i < m; i++)
        {
            s = Math.Sin(s) * x + i;
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

    [Differentiable]
    public static double TwoCounters(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
        {
            s = s * x[i] - x[j] * x[j];
        }

        return s;
    }

    [Differentiable]
    public static double CounterMovesInside(ReadOnlySpan<double> x)
    {
        double s = 1;
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
    [Differentiable]
    public static double OddCounters(double x, double h)
    {
        double s = 1;
        for (double t = 0; t < 1; t += 0.25)
        {
            s += Math.Sin(x * t) * h * s;
        }

        for (long k = 5; k > 1; k--)
        {
            s = s * x / k + k;
        }

        for (byte b = 250; b < 253; b++)
        {
            s = Math.Sqrt(s + b * x);
        }

        for (uint u = 3; u-- > 0;)
        {
            s *= x + u;
        }

        return s;
    }

    /// <summary>A step that a leaf decides: the counter is active.</summary>
    [Differentiable]
    public static double ActiveCounter(double x, double h)
    {
        double s = 0;
        double t;
        for (t = x; t < 1; t += h)
        {
            s += t * t * h;
        }

        return s + t;
    }

    /// <summary>Two recurrences that feed each other, with old values needed of both.</summary>
    [Differentiable]
    public static double Coupled(double a, double b, int n)
    {
        double c = 1;
        for (int i = 0; i < n; i++)
        {
            double old = a;
            a = a * b - c;
            b = Math.Cos(old * b) + c * 0.5;
            c = old / (1 + b * b);
            (a, c) = (c, a);
        }

        return a * b + c;
    }

    [Differentiable]
    public static double CounterInExpressions(double x, int n)
    {
        double s = 0;
        for (int i = 1; i <= n; i++)
        {
            s += Math.Pow(x, i) / i + (i % 2 == 0 ? x : -x * x) * (n - i);
        }

        return s;
    }

    [Differentiable]
    public static double BranchesInside(ReadOnlySpan<double> x, double y)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i];
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

    [Differentiable]
    public static double NoTrips(double x, int n)
    {
        double s = x;
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
    [Differentiable]
    public static double Sparse(int[] starts, int[] columns, double[] values, ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int row = 0; row < starts.Length - 1; row++)
        {
            double sum = 0;
            for (int k = starts[row]; k < starts[row + 1]; k++)
            {
                sum += values[k] * x[columns[k]];
            }

            s += sum * sum;
        }

        return s;
    }

    /// <summary>An index that is a recurrence of integers.</summary>
    [Differentiable]
    public static double Jumps(ReadOnlySpan<double> x, int start)
    {
        int k = start;
        double s = 1;
        for (int i = 0; i < 7; i++)
        {
            s = s * x[k] + x[(k + i) % x.Length];
            k = (k * 5 + 3) % x.Length;
        }

        return s * x[k];
    }

    [Differentiable]
    public static double ForEach(ReadOnlySpan<double> x, double[] y, int[] powers)
    {
        double s = 0;
        foreach (double v in x)
        {
            foreach (var w in y)
            {
                s += v * w * w;
            }

            s *= 1 + v;
        }

        foreach (int p in powers)
        {
            s += Math.Pow(x[0], p);
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
    [Differentiable]
    public static double Newton(double a)
    {
        double x = a;
        while (Math.Abs(x * x - a) > 1e-14 * a)
        {
            x = (x + a / x) / 2;
        }

        return x;
    }

    [Differentiable]
    public static double UntilLarge(double x, double y)
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

    [Differentiable]
    public static double Collatz(double x, int n)
    {
        while (n != 1)
        {
            if (n % 2 == 0)
            {
                n /= 2;
                x = Math.Sqrt(x + 1);
            }
            else
            {
                n = 3 * n + 1;
                x *= 1.1 + x / n;
            }
        }

        return x;
    }

    [Differentiable]
    public static double NestedWhile(ReadOnlySpan<double> x, double y)
    {
        double s = 0;
        int i = 0;
        while (i < x.Length)
        {
            double t = x[i];
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

    [Differentiable]
    public static double Forever(double x, double y)
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

    [Differentiable]
    public static double ForWithoutParts(double x)
    {
        int i = 0;
        for (; ; )
        {
            if (i++ >= 4)
            {
                break;
            }

            x = Math.Sin(x) + x * i;
        }

        for (; i < 9; i += 2)
        {
            x /= i;
        }

        return x;
    }

    /// <summary>A loop that a condition on several variables ends, with the assignment in the condition.</summary>
    [Differentiable]
    public static double AssignmentInCondition(ReadOnlySpan<double> x)
    {
        double s = 0;
        double t = 0;
        int i = 0;
        while (i < x.Length && (t = x[i] * (1 + t)) < 5)
        {
            s += t * t;
            i++;
        }

        return s + t;
    }

    /// <summary>Simulation with an event: the step count depends on the leaves.</summary>
    [Differentiable]
    public static double Bounce(double height, double speed, double loss)
    {
        double t = 0;
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
    [Differentiable]
    public static double DoContinue(double x, int n)
    {
        int i = 0;
        double s = x;
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
