namespace StaticGrad.Tests.Duals;

/// <summary>Expressions and assignments without control flow.</summary>
public static partial class StraightLine
{
    private const double Half = 0.5;
    private static readonly Dual[] Table = [0.25, -1.5, 3];

    public static Dual Polynomial(Dual x) => x * x * x - 2 * x * x + 3 * x - 4;

    public static Dual Rational(Dual x, Dual y) => (x + y) / (x * y - 2) - x / y / (x - y);

    /// <summary>Signs and parentheses that a printer could get wrong.</summary>
    public static Dual Signs(Dual a, Dual b, Dual c) =>
        a - (b - c) - -c * -a + -(-b) - (-(a + b) - -(c / (a / (b / c)))) + (a + (b + (c + a))) * -1.5 - (a - -2.0);

    public static Dual Trigonometry(Dual x, Dual y)
    {
        Dual s = DualMath.Sin(x) * DualMath.Cos(y) + DualMath.Tan(x * y);
        s += DualMath.Asin(x / 3) - DualMath.Acos(y / 3) * DualMath.Atan(s);
        return DualMath.Atan2(s, x + y) + DualMath.Sinh(x) / DualMath.Cosh(y) - DualMath.Tanh(x - y);
    }

    public static Dual Hyperbolic(Dual x, Dual y) => DualMath.Asinh(x) * DualMath.Acosh(y + 1) + DualMath.Atanh(x / (1 + y));

    public static Dual Powers(Dual x, Dual y)
    {
        Dual p = DualMath.Pow(x, y) + DualMath.Pow(x, 3) - DualMath.Pow(2, y) + DualMath.Pow(x * y, -1.5);
        return p * DualMath.Sqrt(x) + DualMath.Cbrt(x - y) + Dual.Hypot(x, y) - Dual.RootN(x, 3);
    }

    public static Dual Logarithms(Dual x, Dual b) =>
        DualMath.Log(x, b) + DualMath.Log2(x) * DualMath.Log10(b) - Dual.LogP1(x) + DualMath.Log(x * b) / DualMath.Log(2, b);

    public static Dual Exponentials(Dual x) =>
        DualMath.Exp(-x * x) + Dual.Exp2(x) - Dual.Exp10(x / 2) * Dual.ExpM1(x) + Dual.SinPi(x) * Dual.CosPi(x / 3);

    public static Dual Selections(Dual x, Dual y, Dual z) =>
        DualMath.Max(x, y) * DualMath.Min(y, z) + DualMath.Clamp(x, y, z) - DualMath.Abs(y - z) * DualMath.CopySign(x, y.Detach())
        + DualMath.FusedMultiplyAdd(x, y, z) + Dual.Lerp(x, y, z) + DualMath.ScaleB(z, -2);

    public static Dual Remainders(Dual x, Dual y) => x % y + DualMath.IEEERemainder(x, y) * y - (-x) % (y + 0.5);

    public static Dual SinCosPair(Dual x, Dual y)
    {
        var (s, c) = DualMath.SinCos(x * y);
        Dual kept = s;
        (s, c) = DualMath.SinCos(c + s);
        var both = DualMath.SinCos(kept);
        return s * c + both.Sin / (2 + both.Cos);
    }

    public static Dual OnlyTheCosine(Dual x)
    {
        (_, Dual c) = DualMath.SinCos(x);
        return c * x;
    }

    /// <summary>Parameters are variables too.</summary>
    public static Dual Reassigned(Dual x, Dual y)
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

    public static Dual Swapped(Dual a, Dual b, Dual c)
    {
        (a, b) = (b, a * b);
        (a, b, c) = (c, a, b - c);
        return a * DualMath.Sin(b) + c / (a + 4);
    }

    public static Dual SquaresInPlace(Dual x)
    {
        Dual p = x;
        p = p * p;
        p = p * p + p;
        p = DualMath.Exp(-p) * p;
        return p = p / (1 + p);
    }

    /// <summary>Integers, shifts and bits around real numbers.</summary>
    public static Dual Integers(Dual x, int n, long m, byte b)
    {
        int k = (n << 2 | 1) ^ (n & 6);
        uint u = (uint)(n * 7) % 5u;
        long l = m / 3 - m % 4 + ~n;
        short s = (short)(b * 3 - (k >> 1));
        char c = (char)('a' + n % 3);
        ulong w = checked((ulong)(m * m)) >> 3;
        int v = -n >>> 28;
        return x * k / (1 + u) - l * x * x + s / 4 + (c - 'a') * DualMath.Sin(x) + w * 1e-3 * x + v * x + DualMath.Max(k, n) / 2 * x;
    }

    public static Dual Constants(Dual x)
    {
        const double tiny = 1e-3;
        const int three = 3;
        Dual zero = default;
        return x * Half * Table[1] + DualMath.PI / x + tiny * Table[^1] * x * x / three + zero * x + DualMath.Tau * DualMath.E;
    }

    /// <summary>What looks like an identity is none for signed zeros and NaN.</summary>
    public static Dual AlmostIdentities(Dual x)
    {
        Dual a = x + 0.0;
        Dual b = x * 1.0;
        Dual c = 0.0 - x;
        Dual d = -x;
        Dual e = x * -0.0;
        Dual f = x / 1.0 - 0.0;
        return 1 / a + 1 / b - 1 / c + 1 / d + e + 1 / f;
    }

    public static Dual FractionalPart(Dual x) => (x - DualMath.Floor(x).Detach()) * x;

    /// <summary>One value with many uses, and one expression larger than a line.</summary>
    public static Dual ManyUses(Dual x, Dual y)
    {
        Dual u = x * y;
        Dual v = u * u + u * x - u / (y + u * u + 1) + DualMath.Sin(u) * DualMath.Cos(u) + u * x * y * u + (u - x) * (u - y) * (u + x) * (u + y)
            + u / (2 + u * u) * (u * 3 - x / (1 + u * u * y * y)) - (x + y + u + x * x + y * y + u * u) / (1 + x * x * y * y * u * u);
        return v * u + v / (1 + v * v);
    }
}
