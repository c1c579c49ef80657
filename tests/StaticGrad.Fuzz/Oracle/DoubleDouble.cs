namespace StaticGrad.Fuzz.Oracle;

/// <summary>
/// A number as the unevaluated sum of two doubles, about 32 digits (Dekker 1971; Hida, Li and Bailey, "Library for
/// double-double and quad-double arithmetic", 2007). What the oracle computes with it is exact to the last bit of a double also
/// after thousands of operations, so what is seen beside it is the rounding of the program under test alone.
/// </summary>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What it leaves.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static readonly DoubleDouble Pi = new(3.141592653589793, 1.2246467991473532e-16);
    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    public static readonly DoubleDouble Ln10 = new(2.302585092994046, -2.1707562233822494e-16);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var high = TwoSum(a.High, b.High);
        var low = TwoSum(a.Low, b.Low);
        var sum = Normal(high.High, high.Low + low.High);
        return Normal(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        var low = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normal(product, low + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - b * first;
        var second = rest.High / b.High;
        rest -= b * second;
        return Normal(first, second) + rest.High / b.High;
    }

    /// <summary>By one Newton step from the double, as the other roots and the logarithm.</summary>
    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        DoubleDouble root = Math.Sqrt(a.High);
        return root.High == 0 ? root : root + (a - root * root) / (2 * root);
    }

    public static DoubleDouble Cbrt(DoubleDouble a)
    {
        DoubleDouble root = Math.Cbrt(a.High);
        return root.High == 0 ? root : root + (a - root * root * root) / (3 * root * root);
    }

    public static DoubleDouble Log(DoubleDouble a)
    {
        DoubleDouble log = Math.Log(a.High);
        return double.IsFinite(log.High) ? log + (a * Exp(-log) - 1) : log;
    }

    /// <summary>By x = k·ln 2 + 2⁹·r and the Taylor series of exp(r) - 1, which is doubled nine times.</summary>
    public static DoubleDouble Exp(DoubleDouble x)
    {
        const int Doublings = 9;
        if (!(Math.Abs(x.High) < 700))
        {
            return Math.Exp(x.High);
        }

        var k = Math.Round(x.High / Ln2.High);
        var r = Scaled(x - k * Ln2, -Doublings);
        var less1 = r * (1 + Series(r, (term, n) => term * r / (n + 1)));
        for (var i = 0; i < Doublings; i++)
        {
            less1 = 2 * less1 + less1 * less1;
        }

        return Scaled(less1 + 1, (int)k);
    }

    public static DoubleDouble Pow(DoubleDouble x, DoubleDouble y) => Exp(y * Log(x));

    public static DoubleDouble Cosh(DoubleDouble x) => (Exp(x) + Exp(-x)) / 2;

    /// <summary>By its series where the exponentials cancel.</summary>
    public static DoubleDouble Sinh(DoubleDouble x) =>
        Math.Abs(x.High) < 0.5 ? Odd(x, x * x) : (Exp(x) - Exp(-x)) / 2;

    public static DoubleDouble Sin(DoubleDouble x) => OfQuarterTurns(x / (Pi / 2), x, 0);

    public static DoubleDouble Cos(DoubleDouble x) => OfQuarterTurns(x / (Pi / 2), x, 1);

    public static DoubleDouble SinPi(double x) => OfHalfTurns(Math.IEEERemainder(x, 2), 0);

    public static DoubleDouble CosPi(double x) => OfHalfTurns(Math.IEEERemainder(x, 2), 1);

    private static DoubleDouble OfHalfTurns(double turns, int quarters) => OfQuarterTurns(2 * turns, Pi * turns, quarters);

    /// <summary>The sine of an angle and some quarters, from its rest after whole quarters, at most π/4.</summary>
    private static DoubleDouble OfQuarterTurns(DoubleDouble turns, DoubleDouble angle, int quarters)
    {
        var whole = Math.Round(turns.High);
        var rest = angle - whole * (Pi / 2);
        var square = -(rest * rest);
        return (((long)whole + quarters) & 3) switch
        {
            0 => Odd(rest, square),
            1 => Even(square),
            2 => -Odd(rest, square),
            _ => -Even(square),
        };
    }

    /// <summary>x + x·s/3! + x·s²/5! + …: sine for s = -x², hyperbolic sine for x².</summary>
    private static DoubleDouble Odd(DoubleDouble x, DoubleDouble square) =>
        x * (1 + Series(square, (term, n) => term * square / (2 * n * (2 * n + 1))));

    /// <summary>1 + s/2! + s²/4! + …</summary>
    private static DoubleDouble Even(DoubleDouble square) => 1 + Series(square, (term, n) => term * square / (2 * n * (2 * n - 1)));

    /// <summary>The terms after the first, which is 1, until they no longer count.</summary>
    private static DoubleDouble Series(DoubleDouble argument, Func<DoubleDouble, double, DoubleDouble> next)
    {
        const int MostTerms = 40;
        DoubleDouble sum = 0;
        DoubleDouble term = 1;
        for (var n = 1; n < MostTerms && Math.Abs(term.High) > 1e-35 && argument.High != 0; n++)
        {
            term = next(term, n);
            sum += term;
        }

        return sum;
    }

    private static DoubleDouble Scaled(DoubleDouble x, int power) => new(Math.ScaleB(x.High, power), Math.ScaleB(x.Low, power));

    /// <summary>The sum of two numbers, and what its rounding left (Knuth, TAOCP 2, 4.2.2).</summary>
    private static DoubleDouble TwoSum(double a, double b)
    {
        var sum = a + b;
        var rounded = sum - a;
        return new(sum, (a - (sum - rounded)) + (b - rounded));
    }

    /// <summary>The same where the first is the larger (Dekker); an infinity leaves nothing.</summary>
    private static DoubleDouble Normal(double high, double low)
    {
        var sum = high + low;
        return double.IsFinite(high) ? new(sum, low - (sum - high)) : new(high, 0);
    }
}
