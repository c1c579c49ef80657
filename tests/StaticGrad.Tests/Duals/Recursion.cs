namespace StaticGrad.Tests.Duals;

/// <summary>Methods that call themselves, one another, with arrays and without.</summary>
public static partial class Recursion
{
    public static Dual Power(Dual x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    public static Dual Fibonacci(Dual x, Dual y, int n)
    {
        if (n == 0)
        {
            return x;
        }

        if (n == 1)
        {
            return y;
        }

        Dual a = Fibonacci(x, y * 0.9, n - 1);
        Dual b = Fibonacci(x * a, y, n - 2);
        return a * b + DualMath.Sin(a);
    }

    public static Dual Even(Dual x, int n) => n <= 0 ? x : Odd(x * x, n - 1) + x;

    private static Dual Odd(Dual x, int n)
    {
        if (n <= 0)
        {
            return DualMath.Cos(x);
        }

        Dual s = Even(x * 0.5, n - 1);
        return s * x;
    }

    /// <summary>Sums by halves of the span.</summary>
    public static Dual Halves(ReadOnlySpan<Dual> x)
    {
        if (x.Length == 0)
        {
            return 1;
        }

        if (x.Length == 1)
        {
            return x[0] * x[0];
        }

        int half = x.Length / 2;
        Dual left = Halves(x[..half]);
        Dual right = Halves(x.Slice(half));
        return left * right + left - right * 0.5;
    }

    /// <summary>Each level has arrays of its own and hands one down.</summary>
    public static Dual OwnArrays(Dual[] x, Dual y)
    {
        if (x.Length <= 1)
        {
            return y;
        }

        Dual[] t = new Dual[x.Length - 1];
        for (int i = 0; i < t.Length; i++)
        {
            t[i] = x[i] * x[i + 1] + y;
            if (t[i] > 4)
            {
                t[i] = DualMath.Sqrt(t[i]);
            }
        }

        Dual below = OwnArrays(t, y * 0.9);
        t[0] *= below;
        return below + t[0] * t[^1] + OwnArrays(t, below * 0.1);
    }

    /// <summary>The recursion writes to the span that it is given.</summary>
    public static void Accumulate(Span<Dual> y, Dual k, int depth)
    {
        if (y.Length < 2 || depth == 0)
        {
            return;
        }

        y[0] = y[0] * y[1] * k;
        Accumulate(y[1..], k * 0.9, depth - 1);
        y[0] += y[1] * y[0];
    }

    public static Dual InLoop(ReadOnlySpan<Dual> x, Dual s, int depth)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (depth > 0)
            {
                s += InLoop(x[(i + 1)..], s * x[i], depth - 1) * 0.5;
            }

            if (s > 30)
            {
                return s * 0.1;
            }

            s = s * 0.7 + x[i];
        }

        return s;
    }

    /// <summary>Depth decided by the data, results used after the call.</summary>
    public static Dual Continued(Dual x, Dual y) =>
        DualMath.Abs(x) < 1e-3 ? y : y + 1 / (2 + Continued(x * 0.4, y * x) * Continued(x * 0.1, y));

    /// <summary>Called recursively with the leaves in other places.</summary>
    public static Dual Rotating(Dual a, Dual b, Dual c, int n) =>
        n == 0 ? a * b + c : Rotating(b, c * a, a, n - 1) + Rotating(a, a, b, n - 2 < 0 ? 0 : n - 2) * c;

    /// <summary>Adaptive integration.</summary>
    public static Dual Integral(Dual from, Dual to, Dual k)
    {
        Dual middle = (from + to) / 2;
        Dual coarse = (to - from) * DualMath.Sin(k * middle);
        Dual fine = (to - from) / 2 * (DualMath.Sin(k * (from + middle) / 2) + DualMath.Sin(k * (middle + to) / 2));
        return DualMath.Abs(fine - coarse) < 1e-3 ? fine : Integral(from, middle, k) + Integral(middle, to, k);
    }

    /// <summary>A circle of calls in which the last method that is met first writes: all of them do.</summary>
    public static Dual WritesInACircle(Dual x, Dual y, int n)
    {
        Dual[] u = { x, y, x * y };
        Dual s = First(u, n);
        for (int i = 0; i < 2; i++)
        {
            Dual before = u[0] * u[1];
            s += Second(u, n) * before;
        }

        return s + u[0] * u[1] + u[2];
    }

    private static Dual First(Dual[] u, int n)
    {
        Dual s = u[0] * u[0];
        if (n > 0)
        {
            s += Second(u, n - 1) * u[1];
        }

        u[0] = u[0] * u[1];
        return s * u[0];
    }

    private static Dual Second(Dual[] u, int n) => n > 0 ? u[1] * u[1] + First(u, n - 1) * u[0] : u[0];
}
