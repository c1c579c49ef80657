namespace StaticGrad.Tests.Programs;

/// <summary>The smallest programs that once had a wrong value or gradient, one for each defect.</summary>
public static partial class Regressions
{
    /// <summary>An arm that is a bare variable, inside a loop.</summary>
    [Differentiable]
    public static double CopyInAnArm(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            s += (i % 2 == 0 ? x : -x * x) * 3;
        }

        return s;
    }

    /// <summary>A call in an arm: its argument is kept for the reverse part.</summary>
    [Differentiable]
    public static double ArgumentInAnArm(double x, int n) => n == 0 ? x : x * ArgumentInAnArm(x * 0.9, n - 1);

    [Differentiable]
    public static double IntegerArgumentInAnArm(double x, int n) =>
        n == 0 ? x : x * IntegerArgumentInAnArm(x * 0.9, n < 2 ? 0 : n - 2);

    /// <summary>An old value loaded before a store, the new one after it, in a helper that stays a call.</summary>
    [Differentiable]
    public static double OldAndNewInHelper(ReadOnlySpan<double> x, double k)
    {
        var u = new double[x.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = x[i];
        }

        return OldAndNew(u, k);
    }

    [Differentiable]
    public static double OldAndNew(Span<double> u, double k)
    {
        double change = 0;
        for (int i = 0; i < u.Length; i++)
        {
            double old = u[i];
            u[i] = old * k;
            change += (u[i] - old) * (u[i] - old);
            if (change > 10)
            {
                return change;
            }
        }

        return change;
    }

    [Differentiable]
    public static double NewElements(Span<double> u, double k)
    {
        double s = 0;
        for (int i = 1; i < u.Length; i++)
        {
            u[i] += u[i - 1] * k;
            s += u[i] * u[i];
            u[i - 1] = u[i] * 0.5;
        }

        return s;
    }

    /// <summary>The same, handed through a call.</summary>
    [Differentiable]
    public static double NewElementsInCall(Span<double> u, double k) => Smeared(u, k) * u[0];

    /// <summary>An element is read before a call that changes it, and the value used after.</summary>
    [Differentiable]
    public static double ElementBeforeCall(Span<double> u, double k)
    {
        double a = u[0] * u[1];
        double r = Smeared(u, k);
        u[0] = u[0] * a;
        return a * r * u[1];
    }

    [Differentiable]
    public static double ElementBeforeCallInLoop(Span<double> u, double k)
    {
        double s = 0;
        for (int r = 0; r < 2; r++)
        {
            double a = u[0] * u[1];
            s += Smeared(u, k) * a;
        }

        return s;
    }

    /// <summary>Two calls change one array in turn, one of them a part of it.</summary>
    [Differentiable]
    public static double TwoCalls(Span<double> u, double k)
    {
        double a = Smeared(u, k);
        double b = Smeared(u[1..], a);
        return a * b * u[1];
    }

    /// <summary>A call changes one array of an iteration, another call reads it.</summary>
    [Differentiable]
    public static double CallOnIterationArray(ReadOnlySpan<double> x, double k)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new double[2];
            t[0] = x[i];
            t[1] = k;
            double r = Smeared(t, k);
            s += r * t[0] * t[1];
        }

        return s;
    }

    /// <summary>A parameter's element, read before the recursive call that changes it.</summary>
    [Differentiable]
    public static double ElementBeforeRecursion(Span<double> u, int n)
    {
        if (n == 0)
        {
            return u[0];
        }

        double old = u[0];
        u[0] = old * u[1];
        double s = ElementBeforeRecursion(u, n - 1);
        return s * old + u[0];
    }

    private static double Smeared(Span<double> u, double k)
    {
        double s = 0;
        for (int i = 1; i < u.Length; i++)
        {
            u[i] += u[i - 1] * k;
            s += u[i] * u[i];
            if (s > 1e3)
            {
                return s;
            }
        }

        return s;
    }

    /// <summary>A frame that is used again after a call that returned before its array was made.</summary>
    [Differentiable]
    public static double FrameUsedAgain(double x, int n)
    {
        if (n == 0)
        {
            return x;
        }

        var t = new double[2];
        t[0] = x * x;
        t[1] = t[0] * x;
        return t[1] * t[0] * FrameUsedAgain(x, n - 1) + FrameUsedAgain(x * 0.5, n - 1);
    }

    /// <summary>Integers written by a call that no gradient flows through, read again by the reverse sweep.</summary>
    [Differentiable]
    public static double IntegersFromCall(ReadOnlySpan<double> x)
    {
        var index = new int[1];
        double s = 1;
        for (int r = 0; r < x.Length; r++)
        {
            SetFirst(index, r);
            s *= x[index[0]];
        }

        return s;
    }

    [Differentiable]
    public static double IntegersFromCallInTurn(ReadOnlySpan<double> x)
    {
        var index = new int[1];
        SetFirst(index, 0);
        double s = x[index[0]] * x[index[0]];
        SetFirst(index, 1);
        return s * x[index[0]];
    }

    [Differentiable]
    public static double IntegersOfTheCaller(ReadOnlySpan<double> x, Span<int> index)
    {
        double s = 1;
        for (int r = 0; r < x.Length; r++)
        {
            s = s * x[index[0]] + Math.Sin(x[index[0]]);
            index[0] = (index[0] + 1) % x.Length;
        }

        return s;
    }

    /// <summary>A compound assignment reads its target before the call on its right changes it.</summary>
    [Differentiable]
    public static double TargetBeforeCall(double x)
    {
        var a = new double[1];
        a[0] = x;
        a[0] += Doubled(a);
        return a[0] * a[0];
    }

    /// <summary>Initialisers of a for statement run in order.</summary>
    [Differentiable]
    public static double InitialisersInOrder(double x, int n)
    {
        double s = 1;
        for (int i = n++, end = n + 1; i < end; i++)
        {
            s *= x;
        }

        return s;
    }

    [Differentiable]
    public static double RangeStartFirst(ReadOnlySpan<double> x)
    {
        int i = 0;
        var a = x[i..(i += 2)];
        return a[0] * a[1] * i;
    }

    /// <summary>In a deconstruction the places come before the values.</summary>
    [Differentiable]
    public static double PlacesFirst(double x)
    {
        var a = new double[3];
        int i = 0;
        (a[i++], a[i]) = (x * i, x * x);
        return a[0] * a[1] + a[2];
    }

    /// <summary>An array of an iteration that is also handed to a method as it is.</summary>
    [Differentiable]
    public static double ArrayHandedOn(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new double[2];
            t[0] = x[i] * s;
            t[1] = t[0] * x[0];
            if (CountAbove(t, 1) > 0)
            {
                t[0] *= 2;
            }

            s += t[0] * t[1];
        }

        return s;
    }

    /// <summary>A limit that is never reached costs nothing.</summary>
    [Differentiable]
    public static double HugeLimit(double x)
    {
        double y = x;
        for (int i = 0; i < int.MaxValue; i++)
        {
            double next = Math.Sin(y) * x;
            if (i == 3)
            {
                break;
            }

            y = next * next;
        }

        return y;
    }

    [Differentiable]
    public static double HugeNest(double x)
    {
        double y = x;
        for (int i = 0; i < 100_000; i++)
        {
            for (int j = 0; j < 100_000; j++)
            {
                y = Math.Sin(y) * x;
                if (j == i + 1)
                {
                    break;
                }
            }

            if (i == 1)
            {
                break;
            }
        }

        return y;
    }

    /// <summary>No trips at the smallest bound.</summary>
    [Differentiable]
    public static double SmallestBound(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            s = Math.Sin(s);
        }

        for (int i = int.MaxValue; i <= n; i++)
        {
            s = s * s;
        }

        return s;
    }

    /// <summary>A loop's bound with an operator that binds less tightly than the comparison.</summary>
    [Differentiable]
    public static double BoundOfBits(double x, int n)
    {
        double s = x;
        for (int i = 0; i < (n & 3); i += 2)
        {
            s *= x;
        }

        for (int i = 4; i >= (n | 1); i--)
        {
            s += x * x;
        }

        return s;
    }

    /// <summary>A leaf with only a constant added to an element of it.</summary>
    [Differentiable]
    public static void ConstantAdded(Span<double> a)
    {
        a[1] += -0.5;
    }

    /// <summary>A local array that two plain calls take as an array: one array, and no copies of it.</summary>
    [Differentiable]
    public static double ArrayForTwoCalls(double x)
    {
        var t = new double[3];
        t[0] = 1;
        return x * Largest(t, 0) + x * x * Largest(t, 1);
    }

    /// <summary>A helper that returns a variable from a NoGrad block: the gradient goes on, inlined or not.</summary>
    [Differentiable]
    public static double ReturnedUnderNoGrad(double x, double y) => x * Chosen(y, 2) + ChosenInLoop(x, 3);

    private static double Chosen(double y, double limit)
    {
        using (Grad.NoGrad())
        {
            if (y * y < limit)
            {
                return y;
            }
        }

        return -y;
    }

    private static double ChosenInLoop(double y, int n)
    {
        double s = y;
        for (int i = 0; i < n; i++)
        {
            using (Grad.NoGrad())
            {
                if (s > 2)
                {
                    return s;
                }
            }

            s *= 1.5;
        }

        return s * s;
    }

    private static double Largest(double[] a, int from)
    {
        double largest = a[from];
        for (int i = from; i < a.Length; i++)
        {
            if (a[i] > 100)
            {
                return a[i];
            }

            largest = Math.Max(largest, a[i]);
        }

        return largest;
    }

    private static void SetFirst(int[] index, int value)
    {
        for (int i = 0; i < 3; i++)
        {
            index[0] = value;
            if (i == 1)
            {
                return;
            }
        }
    }

    private static double Doubled(double[] a)
    {
        a[0] *= 2;
        return a[0] + 1;
    }

    private static int CountAbove(double[] t, double limit)
    {
        int n = 0;
        for (int i = 0; i < t.Length; i++)
        {
            if (t[i] > limit)
            {
                n++;
            }

            if (n > 5)
            {
                return n;
            }
        }

        return n;
    }
}
