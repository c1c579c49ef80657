namespace StaticGrad.Tests.Programs;

/// <summary>Methods that call themselves, one another, with arrays and without.</summary>
public static partial class Recursion
{
    [Differentiable]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    [Differentiable]
    public static double Fibonacci(double x, double y, int n)
    {
        if (n == 0)
        {
            return x;
        }

        if (n == 1)
        {
            return y;
        }

        double a = Fibonacci(x, y * 0.9, n - 1);
        double b = Fibonacci(x * a, y, n - 2);
        return a * b + Math.Sin(a);
    }

    [Differentiable]
    public static double Even(double x, int n) => n <= 0 ? x : Odd(x * x, n - 1) + x;

    private static double Odd(double x, int n)
    {
        if (n <= 0)
        {
            return Math.Cos(x);
        }

        double s = Even(x * 0.5, n - 1);
        return s * x;
    }

    /// <summary>Sums by halves of the span.</summary>
    [Differentiable]
    public static double Halves(ReadOnlySpan<double> x)
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
        double left = Halves(x[..half]);
        double right = Halves(x.Slice(half));
        return left * right + left - right * 0.5;
    }

    /// <summary>Each level has arrays of its own and hands one down.</summary>
    [Differentiable]
    public static double OwnArrays(double[] x, double y)
    {
        if (x.Length <= 1)
        {
            return y;
        }

        double[] t = new double[x.Length - 1];
        for (int i = 0; i < t.Length; i++)
        {
            t[i] = x[i] * x[i + 1] + y;
            if (t[i] > 4)
            {
                t[i] = Math.Sqrt(t[i]);
            }
        }

        double below = OwnArrays(t, y * 0.9);
        t[0] *= below;
        return below + t[0] * t[^1] + OwnArrays(t, below * 0.1);
    }

    /// <summary>The recursion writes to the span that it is given.</summary>
    [Differentiable]
    public static void Accumulate(Span<double> y, double k, int depth)
    {
        if (y.Length < 2 || depth == 0)
        {
            return;
        }

        y[0] = y[0] * y[1] * k;
        Accumulate(y[1..], k * 0.9, depth - 1);
        y[0] += y[1] * y[0];
    }

    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x, double s, int depth)
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
    [Differentiable]
    public static double Continued(double x, double y) =>
        Math.Abs(x) < 1e-3 ? y : y + 1 / (2 + Continued(x * 0.4, y * x) * Continued(x * 0.1, y));

    /// <summary>Called recursively with the leaves in other places.</summary>
    [Differentiable]
    public static double Rotating(double a, double b, double c, int n) =>
        n == 0 ? a * b + c : Rotating(b, c * a, a, n - 1) + Rotating(a, a, b, n - 2 < 0 ? 0 : n - 2) * c;

    /// <summary>Adaptive integration.</summary>
    [Differentiable]
    public static double Integral(double from, double to, double k)
    {
        double middle = (from + to) / 2;
        double coarse = (to - from) * Math.Sin(k * middle);
        double fine = (to - from) / 2 * (Math.Sin(k * (from + middle) / 2) + Math.Sin(k * (middle + to) / 2));
        return Math.Abs(fine - coarse) < 1e-3 ? fine : Integral(from, middle, k) + Integral(middle, to, k);
    }

    /// <summary>A circle of calls in which the last method that is met first writes: all of them do.</summary>
    [Differentiable]
    public static double WritesInACircle(double x, double y, int n)
    {
        double[] u = { x, y, x * y };
        double s = First(u, n);
        for (int i = 0; i < 2; i++)
        {
            double before = u[0] * u[1];
            s += Second(u, n) * before;
        }

        return s + u[0] * u[1] + u[2];
    }

    private static double First(double[] u, int n)
    {
        double s = u[0] * u[0];
        if (n > 0)
        {
            s += Second(u, n - 1) * u[1];
        }

        u[0] = u[0] * u[1];
        return s * u[0];
    }

    private static double Second(double[] u, int n) => n > 0 ? u[1] * u[1] + First(u, n - 1) * u[0] : u[0];
}
