namespace StaticGrad.Tests.Duals;

/// <summary>The smallest programs that once had a wrong value or gradient, one for each defect.</summary>
public static partial class Regressions
{
    /// <summary>An arm that is a bare variable, inside a loop.</summary>
    public static Dual CopyInAnArm(Dual x, int n)
    {
        Dual s = 0;
        for (int i = 0; i < n; i++)
        {
            s += (i % 2 == 0 ? x : -x * x) * 3;
        }

        return s;
    }

    /// <summary>A call in an arm: its argument is kept for the reverse part.</summary>
    public static Dual ArgumentInAnArm(Dual x, int n) => n == 0 ? x : x * ArgumentInAnArm(x * 0.9, n - 1);

    public static Dual IntegerArgumentInAnArm(Dual x, int n) =>
        n == 0 ? x : x * IntegerArgumentInAnArm(x * 0.9, n < 2 ? 0 : n - 2);

    /// <summary>An old value loaded before a store, the new one after it, in a helper that stays a call.</summary>
    public static Dual OldAndNewInHelper(ReadOnlySpan<Dual> x, Dual k)
    {
        var u = new Dual[x.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = x[i];
        }

        return OldAndNew(u, k);
    }

    public static Dual OldAndNew(Span<Dual> u, Dual k)
    {
        Dual change = 0;
        for (int i = 0; i < u.Length; i++)
        {
            Dual old = u[i];
            u[i] = old * k;
            change += (u[i] - old) * (u[i] - old);
            if (change > 10)
            {
                return change;
            }
        }

        return change;
    }

    public static Dual NewElements(Span<Dual> u, Dual k)
    {
        Dual s = 0;
        for (int i = 1; i < u.Length; i++)
        {
            u[i] += u[i - 1] * k;
            s += u[i] * u[i];
            u[i - 1] = u[i] * 0.5;
        }

        return s;
    }

    /// <summary>The same, handed through a call.</summary>
    public static Dual NewElementsInCall(Span<Dual> u, Dual k) => Smeared(u, k) * u[0];

    /// <summary>An element is read before a call that changes it, and the value used after.</summary>
    public static Dual ElementBeforeCall(Span<Dual> u, Dual k)
    {
        Dual a = u[0] * u[1];
        Dual r = Smeared(u, k);
        u[0] = u[0] * a;
        return a * r * u[1];
    }

    public static Dual ElementBeforeCallInLoop(Span<Dual> u, Dual k)
    {
        Dual s = 0;
        for (int r = 0; r < 2; r++)
        {
            Dual a = u[0] * u[1];
            s += Smeared(u, k) * a;
        }

        return s;
    }

    /// <summary>Two calls change one array in turn, one of them a part of it.</summary>
    public static Dual TwoCalls(Span<Dual> u, Dual k)
    {
        Dual a = Smeared(u, k);
        Dual b = Smeared(u[1..], a);
        return a * b * u[1];
    }

    /// <summary>A call changes one array of an iteration, another call reads it.</summary>
    public static Dual CallOnIterationArray(ReadOnlySpan<Dual> x, Dual k)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new Dual[2];
            t[0] = x[i];
            t[1] = k;
            Dual r = Smeared(t, k);
            s += r * t[0] * t[1];
        }

        return s;
    }

    /// <summary>A parameter's element, read before the recursive call that changes it.</summary>
    public static Dual ElementBeforeRecursion(Span<Dual> u, int n)
    {
        if (n == 0)
        {
            return u[0];
        }

        Dual old = u[0];
        u[0] = old * u[1];
        Dual s = ElementBeforeRecursion(u, n - 1);
        return s * old + u[0];
    }

    private static Dual Smeared(Span<Dual> u, Dual k)
    {
        Dual s = 0;
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
    public static Dual FrameUsedAgain(Dual x, int n)
    {
        if (n == 0)
        {
            return x;
        }

        var t = new Dual[2];
        t[0] = x * x;
        t[1] = t[0] * x;
        return t[1] * t[0] * FrameUsedAgain(x, n - 1) + FrameUsedAgain(x * 0.5, n - 1);
    }

    /// <summary>Integers written by a call that no gradient flows through, read again by the reverse sweep.</summary>
    public static Dual IntegersFromCall(ReadOnlySpan<Dual> x)
    {
        var index = new int[1];
        Dual s = 1;
        for (int r = 0; r < x.Length; r++)
        {
            SetFirst(index, r);
            s *= x[index[0]];
        }

        return s;
    }

    public static Dual IntegersFromCallInTurn(ReadOnlySpan<Dual> x)
    {
        var index = new int[1];
        SetFirst(index, 0);
        Dual s = x[index[0]] * x[index[0]];
        SetFirst(index, 1);
        return s * x[index[0]];
    }

    public static Dual IntegersOfTheCaller(ReadOnlySpan<Dual> x, Span<int> index)
    {
        Dual s = 1;
        for (int r = 0; r < x.Length; r++)
        {
            s = s * x[index[0]] + DualMath.Sin(x[index[0]]);
            index[0] = (index[0] + 1) % x.Length;
        }

        return s;
    }

    /// <summary>A compound assignment reads its target before the call on its right changes it.</summary>
    public static Dual TargetBeforeCall(Dual x)
    {
        var a = new Dual[1];
        a[0] = x;
        a[0] += Doubled(a);
        return a[0] * a[0];
    }

    /// <summary>Initialisers of a for statement run in order.</summary>
    public static Dual InitialisersInOrder(Dual x, int n)
    {
        Dual s = 1;
        for (int i = n++, end = n + 1; i < end; i++)
        {
            s *= x;
        }

        return s;
    }

    public static Dual RangeStartFirst(ReadOnlySpan<Dual> x)
    {
        int i = 0;
        var a = x[i..(i += 2)];
        return a[0] * a[1] * i;
    }

    /// <summary>In a deconstruction the places come before the values.</summary>
    public static Dual PlacesFirst(Dual x)
    {
        var a = new Dual[3];
        int i = 0;
        (a[i++], a[i]) = (x * i, x * x);
        return a[0] * a[1] + a[2];
    }

    /// <summary>An array of an iteration that is also handed to a method as it is.</summary>
    public static Dual ArrayHandedOn(ReadOnlySpan<Dual> x)
    {
        Dual s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new Dual[2];
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
    public static Dual HugeLimit(Dual x)
    {
        Dual y = x;
        for (int i = 0; i < int.MaxValue; i++)
        {
            Dual next = DualMath.Sin(y) * x;
            if (i == 3)
            {
                break;
            }

            y = next * next;
        }

        return y;
    }

    public static Dual HugeNest(Dual x)
    {
        Dual y = x;
        for (int i = 0; i < 100_000; i++)
        {
            for (int j = 0; j < 100_000; j++)
            {
                y = DualMath.Sin(y) * x;
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
    public static Dual SmallestBound(Dual x, int n)
    {
        Dual s = x;
        for (int i = 0; i < n; i++)
        {
            s = DualMath.Sin(s);
        }

        for (int i = int.MaxValue; i <= n; i++)
        {
            s = s * s;
        }

        return s;
    }

    /// <summary>A loop's bound with an operator that binds less tightly than the comparison.</summary>
    public static Dual BoundOfBits(Dual x, int n)
    {
        Dual s = x;
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
    public static void ConstantAdded(Span<Dual> a)
    {
        a[1] += -0.5;
    }

    /// <summary>A local array that two plain calls take as an array: one array, and no copies of it.</summary>
    public static Dual ArrayForTwoCalls(Dual x)
    {
        var t = new Dual[3];
        t[0] = 1;
        return x * Largest(t, 0) + x * x * Largest(t, 1);
    }

    /// <summary>A helper that returns a variable from a NoGrad block: the gradient goes on, inlined or not.</summary>
    public static Dual ReturnedUnderNoGrad(Dual x, Dual y) => x * Chosen(y, 2) + ChosenInLoop(x, 3);

    private static Dual Chosen(Dual y, Dual limit)
    {
        using (DualGrad.NoGrad())
        {
            if (y * y < limit)
            {
                return y;
            }
        }

        return -y;
    }

    private static Dual ChosenInLoop(Dual y, int n)
    {
        Dual s = y;
        for (int i = 0; i < n; i++)
        {
            using (DualGrad.NoGrad())
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

    private static Dual Largest(Dual[] a, int from)
    {
        Dual largest = a[from];
        for (int i = from; i < a.Length; i++)
        {
            if (a[i] > 100)
            {
                return a[i];
            }

            largest = DualMath.Max(largest, a[i]);
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

    private static Dual Doubled(Dual[] a)
    {
        a[0] *= 2;
        return a[0] + 1;
    }

    private static int CountAbove(Dual[] t, Dual limit)
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
