using static StaticGrad.Fuzz.Oracle.Domain;
using static StaticGrad.Fuzz.Oracle.Function;

namespace StaticGrad.Fuzz.Oracle;

/// <summary>Every function with a derivative, with its partials from the textbook and PyTorch's conventions at kinks.</summary>
internal static class Functions
{
    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln10 = Math.Log(10);

    public static IReadOnlyList<Function> All { get; } =
    [
        Unary("Exp", Small, (x, _) => Math.Exp(x)),
        Unary("Exp2", Small, (x, _) => Ln2 * Math.Pow(2, x)),
        Unary("Exp10", Small, (x, _) => Ln10 * Math.Pow(10, x)),
        Unary("ExpM1", Small, (x, _) => Math.Exp(x)),
        Unary("Exp2M1", Small, (x, _) => Ln2 * Math.Pow(2, x)),
        Unary("Exp10M1", Small, (x, _) => Ln10 * Math.Pow(10, x)),
        Unary("Log", Positive, (x, _) => 1 / x),
        Binary("Log", Positive, AboveOne, (x, b, _) => (1 / (x * Math.Log(b)), -Math.Log(x) / (b * Math.Log(b) * Math.Log(b)))),
        Unary("Log2", Positive, (x, _) => 1 / (x * Ln2)),
        Unary("Log10", Positive, (x, _) => 1 / (x * Ln10)),
        Unary("LogP1", InsideUnit, (x, _) => 1 / (1 + x)),
        Unary("Log2P1", InsideUnit, (x, _) => 1 / ((1 + x) * Ln2)),
        Unary("Log10P1", InsideUnit, (x, _) => 1 / ((1 + x) * Ln10)),
        Unary("Sin", Any, (x, _) => Math.Cos(x)),
        Unary("Cos", Any, (x, _) => -Math.Sin(x)),
        Unary("Tan", InsideUnit, (x, _) => 1 / (Math.Cos(x) * Math.Cos(x))),
        Unary("Asin", InsideUnit, (x, _) => 1 / Math.Sqrt((1 - x) * (1 + x))),
        Unary("Acos", InsideUnit, (x, _) => -1 / Math.Sqrt((1 - x) * (1 + x))),
        Unary("Atan", Any, (x, _) => 1 / (1 + x * x)),
        Unary("SinPi", Any, (x, _) => Math.PI * double.CosPi(x)),
        Unary("CosPi", Any, (x, _) => -Math.PI * double.SinPi(x)),
        Unary("TanPi", Quarter, (x, _) => Math.PI / (double.CosPi(x) * double.CosPi(x))),
        Unary("AsinPi", InsideUnit, (x, _) => 1 / (Math.PI * Math.Sqrt((1 - x) * (1 + x)))),
        Unary("AcosPi", InsideUnit, (x, _) => -1 / (Math.PI * Math.Sqrt((1 - x) * (1 + x)))),
        Unary("AtanPi", Any, (x, _) => 1 / (Math.PI * (1 + x * x))),
        Unary("Sinh", Small, (x, _) => Math.Cosh(x)),
        Unary("Cosh", Small, (x, _) => Math.Sinh(x)),
        Unary("Tanh", Any, (x, _) => 1 / (Math.Cosh(x) * Math.Cosh(x))) with { Size = r => 1 + r * r },
        Unary("Asinh", Any, (x, _) => 1 / Math.Sqrt(1 + x * x)),
        Unary("Acosh", AboveOne, (x, _) => 1 / Math.Sqrt((x - 1) * (x + 1))),
        Unary("Atanh", InsideUnit, (x, _) => 1 / ((1 - x) * (1 + x))),
        Binary("Atan2", Any, AwayFromZero, (y, x, _) => (x / (x * x + y * y), -y / (x * x + y * y))) with { Piece = Half },
        Binary("Atan2Pi", Any, AwayFromZero, (y, x, _) => (x / (x * x + y * y) / Math.PI, -y / (x * x + y * y) / Math.PI)) with { Piece = Half },
        Unary("DegreesToRadians", Any, (_, _) => Math.PI / 180),
        Unary("RadiansToDegrees", Small, (_, _) => 180 / Math.PI),
        Unary("Sqrt", Positive, (x, _) => 0.5 / Math.Sqrt(x)),
        Unary("Cbrt", AwayFromZero, (x, _) => Math.Cbrt(x) / (3 * x)),
        Binary("Pow", Positive, Small, (x, y, _) => (y * Math.Pow(x, y - 1), Math.Pow(x, y) * Math.Log(x))),
        Unary("RootN", Positive, (_, _) => 0) with
        {
            IntegerArguments = [2, 3, 5, -2],
            Partials = (x, r, d) => d[0] = r / (x[1] * x[0]),
        },
        Binary("Hypot", Any, AwayFromZero, (x, y, _) => (x / Math.Sqrt(x * x + y * y), y / Math.Sqrt(x * x + y * y))),
        Ternary("FusedMultiplyAdd", [Any, Any, Any], (x, y, _) => (y, x, 1)),
        Ternary("MultiplyAddEstimate", [Any, Any, Any], (x, y, _) => (y, x, 1)),
        Ternary("Lerp", [Any, Any, Any], (x, y, z) => (1 - z, z, y - x)),
        Unary("ScaleB", Any, (_, _) => 0) with
        {
            IntegerArguments = [1, -1, 2],
            Partials = (x, _, d) => d[0] = Math.ScaleB(1, (int)x[1]),
        },
        Binary("IEEERemainder", Any, AwayFromZero, (x, y, r) => (1, -Math.Round((x - r) / y))) with { Piece = Quotient },
        Binary("Ieee754Remainder", Any, AwayFromZero, (x, y, r) => (1, -Math.Round((x - r) / y))) with { Piece = Quotient },
        Unary("Abs", Any, (x, _) => Math.Sign(x)) with { Piece = (x, _) => x[0] == 0 ? Kink : Math.Sign(x[0]) },
        Unary("Relu", Any, (x, _) => x > 0 ? 1 : 0) with { Piece = (x, _) => x[0] == 0 ? Kink : Math.Sign(x[0]) },
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
        Binary("CopySign", Any, Any, (x, y, _) => (x == 0 ? 0 : double.IsNegative(x) == double.IsNegative(y) ? 1 : -1, 0)) with
        {
            Piece = (x, _) => x[0] == 0 ? Kink : 3 * Math.Sign(x[0]) + (double.IsNegative(x[1]) ? 1 : 0),
        },
        Rounding("Floor"),
        Rounding("Ceiling"),
        Rounding("Truncate"),
        Rounding("Round"),
        Rounding("Round") with { IntegerArguments = [1, 2] },
    ];

    private static long Quotient(double[] x, double r) => (long)Math.Round((x[0] - r) / x[1]);

    /// <summary>The angle jumps by a full turn where y passes zero behind the origin.</summary>
    private static long Half(double[] x, double _) => x[1] > 0 ? 2 : x[0] == 0 ? Kink : Math.Sign(x[0]);

    private static Function Choice(string name, Func<double, double> rank, bool larger) =>
        Binary(name, Any, Any, (x, y, _) => rank(x) == rank(y) ? (0.5, 0.5) : rank(x) > rank(y) == larger ? (1, 0) : (0, 1)) with
        {
            Piece = (x, _) => rank(x[0]) == rank(x[1]) ? Kink : rank(x[0]).CompareTo(rank(x[1])),
        };

    private static Function Clamp(string name) =>
        Ternary(name, [Any, Negative, Positive], (x, low, high) => (x < low || x > high ? 0 : 1, x < low ? 1 : 0, x > high ? 1 : 0)) with
        {
            Piece = (x, _) => x[0] < x[1] ? 1 : x[0] > x[2] ? 2 : 3,
        };

    private static Function Rounding(string name) =>
        Unary(name, Any, (_, _) => 0) with { Piece = (_, r) => (long)Math.Round(r * 1000) };
}
