namespace StaticGrad.Tests.Programs;

/// <summary>Expressions and assignments without control flow.</summary>
public static partial class StraightLine
{
    private const double Half = 0.5;
    private static readonly double[] Table = [0.25, -1.5, 3];

    [Differentiable]
    public static double Polynomial(double x) => x * x * x - 2 * x * x + 3 * x - 4;

    [Differentiable]
    public static double Rational(double x, double y) => (x + y) / (x * y - 2) - x / y / (x - y);

    /// <summary>Signs and parentheses that a printer could get wrong.</summary>
    [Differentiable]
    public static double Signs(double a, double b, double c) =>
        a - (b - c) - -c * -a + -(-b) - (-(a + b) - -(c / (a / (b / c)))) + (a + (b + (c + a))) * -1.5 - (a - -2.0);

    [Differentiable]
    public static double Trigonometry(double x, double y)
    {
        double s = Math.Sin(x) * Math.Cos(y) + Math.Tan(x * y);
        s += Math.Asin(x / 3) - Math.Acos(y / 3) * Math.Atan(s);
        return Math.Atan2(s, x + y) + Math.Sinh(x) / Math.Cosh(y) - Math.Tanh(x - y);
    }

    [Differentiable]
    public static double Hyperbolic(double x, double y) => Math.Asinh(x) * Math.Acosh(y + 1) + Math.Atanh(x / (1 + y));

    [Differentiable]
    public static double Powers(double x, double y)
    {
        double p = Math.Pow(x, y) + Math.Pow(x, 3) - Math.Pow(2, y) + Math.Pow(x * y, -1.5);
        return p * Math.Sqrt(x) + Math.Cbrt(x - y) + double.Hypot(x, y) - double.RootN(x, 3);
    }

    [Differentiable]
    public static double Logarithms(double x, double b) =>
        Math.Log(x, b) + Math.Log2(x) * Math.Log10(b) - double.LogP1(x) + Math.Log(x * b) / Math.Log(2, b);

    [Differentiable]
    public static double Exponentials(double x) =>
        Math.Exp(-x * x) + double.Exp2(x) - double.Exp10(x / 2) * double.ExpM1(x) + double.SinPi(x) * double.CosPi(x / 3);

    [Differentiable]
    public static double Selections(double x, double y, double z) =>
        Math.Max(x, y) * Math.Min(y, z) + Math.Clamp(x, y, z) - Math.Abs(y - z) * Math.CopySign(x, y.Detach())
        + Math.FusedMultiplyAdd(x, y, z) + double.Lerp(x, y, z) + Math.ScaleB(z, -2);

    [Differentiable]
    public static double Remainders(double x, double y) => x % y + Math.IEEERemainder(x, y) * y - (-x) % (y + 0.5);

    [Differentiable]
    public static double SinCosPair(double x, double y)
    {
        var (s, c) = Math.SinCos(x * y);
        double kept = s;
        (s, c) = Math.SinCos(c + s);
        var both = Math.SinCos(kept);
        return s * c + both.Sin / (2 + both.Cos);
    }

    /// <summary>Of one variable pair, only the sine counts at first, and later both.</summary>
    [Differentiable]
    public static double SineThenBoth(double x, double y)
    {
        var (s, c) = Math.SinCos(x * y);
        double r = s * x;
        (s, c) = Math.SinCos(r);
        return s * c + y;
    }

    /// <summary>What a rule calls stands in the method, but of other arguments.</summary>
    [Differentiable]
    public static double AnglesBesideLengths(double x, double y, double z) =>
        double.Hypot(x, z) * Math.Atan2(x, y) + double.Hypot(y, x) * double.Hypot(z, y) * Math.Atan2(y, z);

    [Differentiable]
    public static double OnlyTheCosine(double x)
    {
        (_, double c) = Math.SinCos(x);
        return c * x;
    }

    /// <summary>Parameters are variables too.</summary>
    [Differentiable]
    public static double Reassigned(double x, double y)
    {
        x = x * y;
        y = y + x;
        x *= x;
        x -= y / 3;
        y /= 2 + x;
        x++;
        --y;
        y %= 3;
        return x * y + y--;
    }

    [Differentiable]
    public static double Swapped(double a, double b, double c)
    {
        (a, b) = (b, a * b);
        (a, b, c) = (c, a, b - c);
        return a * Math.Sin(b) + c / (a + 4);
    }

    [Differentiable]
    public static double SquaresInPlace(double x)
    {
        double p = x;
        p = p * p;
        p = p * p + p;
        p = Math.Exp(-p) * p;
        return p = p / (1 + p);
    }

    /// <summary>Integers, shifts and bits around real numbers.</summary>
    [Differentiable]
    public static double Integers(double x, int n, long m, byte b)
    {
        int k = (n << 2 | 1) ^ (n & 6);
        uint u = (uint)(n * 7) % 5u;
        long l = m / 3 - m % 4 + ~n;
        short s = (short)(b * 3 - (k >> 1));
        char c = (char)('a' + n % 3);
        ulong w = checked((ulong)(m * m)) >> 3;
        int v = -n >>> 28;
        return x * k / (1 + u) - l * x * x + s / 4 + (c - 'a') * Math.Sin(x) + w * 1e-3 * x + v * x + Math.Max(k, n) / 2 * x;
    }

    [Differentiable]
    public static double Constants(double x)
    {
        const double tiny = 1e-3;
        const int three = 3;
        double zero = default;
        return x * Half * Table[1] + Math.PI / x + tiny * Table[^1] * x * x / three + zero * x + Math.Tau * Math.E;
    }

    /// <summary>What looks like an identity is none for signed zeros and NaN.</summary>
    [Differentiable]
    public static double AlmostIdentities(double x)
    {
        double a = x + 0.0;
        double b = x * 1.0;
        double c = 0.0 - x;
        double d = -x;
        double e = x * -0.0;
        double f = x / 1.0 - 0.0;
        return 1 / a + 1 / b - 1 / c + 1 / d + e + 1 / f;
    }

    [Differentiable]
    public static double FractionalPart(double x) => (x - Math.Floor(x).Detach()) * x;

    /// <summary>One value with many uses, and one expression larger than a line.</summary>
    [Differentiable]
    public static double ManyUses(double x, double y)
    {
        double u = x * y;
        double v = u * u + u * x - u / (y + u * u + 1) + Math.Sin(u) * Math.Cos(u) + u * x * y * u + (u - x) * (u - y) * (u + x) * (u + y)
            + u / (2 + u * u) * (u * 3 - x / (1 + u * u * y * y)) - (x + y + u + x * x + y * y + u * u) / (1 + x * x * y * y * u * u);
        return v * u + v / (1 + v * v);
    }
}
