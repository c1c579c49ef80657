using static StaticGrad.Fuzz.Oracle.Domain;
using static StaticGrad.Fuzz.Oracle.DoubleDouble;
using static StaticGrad.Fuzz.Oracle.Function;

namespace StaticGrad.Fuzz.Oracle;

/// <summary>Every function with a derivative, with its partials from the textbook and PyTorch's conventions at kinks.</summary>
internal static class Functions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Unary("Exp", Small, x => Exp(x)),
        Unary("Exp2", Small, x => Ln2 * Pow(2, x)),
        Unary("Exp10", Small, x => Ln10 * Pow(10, x)),
        Unary("ExpM1", Small, x => Exp(x)),
        Unary("Exp2M1", Small, x => Ln2 * Pow(2, x)),
        Unary("Exp10M1", Small, x => Ln10 * Pow(10, x)),
        Unary("Log", Positive, x => 1 / x),
        Binary("Log", Positive, AboveOne, (x, b) => (1 / (x * Log(b)), -Log(x) / (b * Log(b) * Log(b)))),
        Unary("Log2", Positive, x => 1 / (x * Ln2)),
        Unary("Log10", Positive, x => 1 / (x * Ln10)),
        Unary("LogP1", InsideUnit, x => 1 / (1 + x)),
        Unary("Log2P1", InsideUnit, x => 1 / ((1 + x) * Ln2)),
        Unary("Log10P1", InsideUnit, x => 1 / ((1 + x) * Ln10)),
        Unary("Sin", Any, x => Cos(x)),
        Unary("Cos", Any, x => -Sin(x)),
        Unary("Tan", InsideUnit, x => 1 / (Cos(x) * Cos(x))),
        Unary("Asin", InsideUnit, x => 1 / Sqrt((1 - x) * (1 + x))),
        Unary("Acos", InsideUnit, x => -1 / Sqrt((1 - x) * (1 + x))),
        Unary("Atan", Any, x => 1 / (1 + x * x)),
        Unary("SinPi", Any, x => Pi * CosPi(x.High)),
        Unary("CosPi", Any, x => -Pi * SinPi(x.High)),
        Unary("TanPi", Quarter, x => Pi / (CosPi(x.High) * CosPi(x.High))),
        Unary("AsinPi", InsideUnit, x => 1 / (Pi * Sqrt((1 - x) * (1 + x)))),
        Unary("AcosPi", InsideUnit, x => -1 / (Pi * Sqrt((1 - x) * (1 + x)))),
        Unary("AtanPi", Any, x => 1 / (Pi * (1 + x * x))),
        Unary("Sinh", Small, x => Cosh(x)),
        Unary("Cosh", Small, x => Sinh(x)),
        Unary("Tanh", Any, SquaredSecant) with { Size = r => 1 + r * r },
        Unary("Asinh", Any, x => 1 / Sqrt(1 + x * x)),
        Unary("Acosh", AboveOne, x => 1 / Sqrt((x - 1) * (x + 1))),
        Unary("Atanh", InsideUnit, x => 1 / ((1 - x) * (1 + x))),
        Binary("Atan2", Any, AwayFromZero, (y, x) => (x / (x * x + y * y), -y / (x * x + y * y))) with { Piece = Half },
        Binary("Atan2Pi", Any, AwayFromZero, (y, x) => (x / (x * x + y * y) / Pi, -y / (x * x + y * y) / Pi)) with { Piece = Half },
        Unary("DegreesToRadians", Any, _ => Pi / 180),
        Unary("RadiansToDegrees", Small, _ => 180 / Pi),
        Unary("Sqrt", Positive, x => 1 / (2 * Sqrt(x))),
        Unary("Cbrt", AwayFromZero, x => Cbrt(x) / (3 * x)),
        Binary("Pow", Positive, Small, (x, y) => (y * Pow(x, y - 1), Pow(x, y) * Log(x))),
        Unary("RootN", Positive, _ => 0) with
        {
            IntegerArguments = [2, 3, 5, -2],
            Partials = (x, _, d) => d[0] = Pow(x[0], 1 / (DoubleDouble)x[1]) / (x[1] * (DoubleDouble)x[0]),
        },
        Binary("Hypot", Any, AwayFromZero, (x, y) => (x / Sqrt(x * x + y * y), y / Sqrt(x * x + y * y))),
        Ternary("FusedMultiplyAdd", [Any, Any, Any], (x, y, _) => (y, x, 1)),
        Ternary("MultiplyAddEstimate", [Any, Any, Any], (x, y, _) => (y, x, 1)),
        Ternary("Lerp", [Any, Any, Any], (x, y, z) => (1 - z, z, y - x)),
        Unary("ScaleB", Any, _ => 0) with
        {
            IntegerArguments = [1, -1, 2],
            Partials = (x, _, d) => d[0] = Math.ScaleB(1, (int)x[1]),
        },
        Remainder("IEEERemainder"),
        Remainder("Ieee754Remainder"),
        Unary("Abs", Any, x => Math.Sign(x.High)) with { Piece = (x, _) => x[0] == 0 ? Kink : Math.Sign(x[0]) },
        Unary("Relu", Any, x => x.High > 0 ? 1 : 0) with { Piece = (x, _) => x[0] == 0 ? Kink : Math.Sign(x[0]) },
        Choice("Max", x => x, larger: true),
        Choice("Min", x => x, larger: false),
        Choice("MaxNative", x => x, larger: true),
        Choice("MinNative", x => x, larger: false),
        Choice("MaxNumber", x => x, larger: true),
        Choice("MinNumber", x => x, larger: false),
        Choice("MaxMagnitude", Math.Abs, larger: true),
        Choice("MinMagnitude", Math.Abs, larger: false),
        Choice("MaxMagnitudeNumber", Math.Abs, larger: true),
        Choice("MinMagnitudeNumber", Math.Abs, larger: false),
        Clamp("Clamp"),
        Clamp("ClampNative"),
        Binary("CopySign", Any, Any, (x, y) => (x.High == 0 ? 0 : double.IsNegative(x.High) == double.IsNegative(y.High) ? 1 : -1, 0)) with
        {
            Piece = (x, _) => x[0] == 0 ? Kink : 3 * Math.Sign(x[0]) + (double.IsNegative(x[1]) ? 1 : 0),
        },
        Rounding("Floor"),
        Rounding("Ceiling"),
        Rounding("Truncate"),
        Rounding("Round"),
        Rounding("Round") with { IntegerArguments = [1, 2] },
    ];

    /// <summary>1/cosh², by exponentials that don't overflow.</summary>
    private static DoubleDouble SquaredSecant(DoubleDouble x)
    {
        var small = Exp(-2 * (x.High < 0 ? -x : x));
        return 4 * small / ((1 + small) * (1 + small));
    }

    private static Function Remainder(string name) =>
        new(name, [Any, AwayFromZero], (x, r, d) => (d[0], d[1]) = (1, -Math.Round((x[0] - r) / x[1]))) { Piece = Quotient };

    private static long Quotient(double[] x, double r) => (long)Math.Round((x[0] - r) / x[1]);

    /// <summary>The angle jumps by a full turn where y passes zero behind the origin.</summary>
    private static long Half(double[] x, double _) => x[1] > 0 ? 2 : x[0] == 0 ? Kink : Math.Sign(x[0]);

    private static Function Choice(string name, Func<double, double> rank, bool larger) =>
        new(name, [Any, Any], (x, _, d) =>
            (d[0], d[1]) = rank(x[0]) == rank(x[1]) ? (0.5, 0.5) : rank(x[0]) > rank(x[1]) == larger ? (1, 0) : (0, 1))
        {
            Piece = (x, _) => rank(x[0]) == rank(x[1]) ? Kink : rank(x[0]).CompareTo(rank(x[1])),
        };

    private static Function Clamp(string name) =>
        new(name, [Any, Negative, Positive], (x, _, d) =>
            (d[0], d[1], d[2]) = (x[0] < x[1] || x[0] > x[2] ? 0 : 1, x[0] < x[1] ? 1 : 0, x[0] > x[2] ? 1 : 0))
        {
            Piece = (x, _) => x[0] < x[1] ? 1 : x[0] > x[2] ? 2 : 3,
        };

    private static Function Rounding(string name) =>
        Unary(name, Any, _ => 0) with { Piece = (_, r) => (long)Math.Round(r * 1000) };
}
