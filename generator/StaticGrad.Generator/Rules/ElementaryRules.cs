using static StaticGrad.Generator.Rules.RowBuilder;

namespace StaticGrad.Generator.Rules;

/// <summary>Exponentials, logarithms, trigonometric and hyperbolic functions.</summary>
internal static class ElementaryRules
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double Ln10 = 2.30258509299404568401799145468;

    private static readonly double[] Everywhere = [-2.3, -0.7, 0.4, 1.9];
    private static readonly double[] Positive = [0.2, 0.9, 3.7];
    private static readonly double[] InsideUnit = [-0.8, -0.1, 0.6];
    private static readonly double[] AboveOne = [1.1, 2.5, 7.0];

    public static readonly RuleRow[] Rows =
    [
        Unary("Exp", c => c.G * c.R, Everywhere),
        Unary("Exp2", c => c.G * c.R * Ln2, Everywhere),
        Unary("Exp10", c => c.G * c.R * Ln10, Everywhere),

        // Not G * (R + 1), which cancels where R is near -1.
        Unary("ExpM1", c => c.G * c.Call("Exp", c.X), Everywhere),
        Unary("Exp2M1", c => c.G * c.Call("Exp2", c.X) * Ln2, Everywhere),
        Unary("Exp10M1", c => c.G * c.Call("Exp10", c.X) * Ln10, Everywhere),
        Unary("Log", c => c.G / c.X, Positive, At([0], double.PositiveInfinity)),
        Binary("Log",
            c => c.G / (c.X * c.Call("Log", c.Y)),
            c => -(c.G * c.R / (c.Y * c.Call("Log", c.Y))),
            [0.5, 3.0], [2.0, 1.7], [4.0, 0.3]),
        Unary("Log2", c => c.G / (c.X * Ln2), Positive),
        Unary("Log10", c => c.G / (c.X * Ln10), Positive),
        Unary("LogP1", c => c.G / (1 + c.X), InsideUnit),
        Unary("Log2P1", c => c.G / ((1 + c.X) * Ln2), InsideUnit),
        Unary("Log10P1", c => c.G / ((1 + c.X) * Ln10), InsideUnit),
        Unary("Sin", c => c.G * c.Call("Cos", c.X), Everywhere),
        Unary("Cos", c => -(c.G * c.Call("Sin", c.X)), Everywhere),
        Unary("Tan", c => c.G * (1 + c.R * c.R), Everywhere),
        Unary("Asin", c => c.G / c.Call("Sqrt", (1 - c.X) * (1 + c.X)), InsideUnit, At([1], double.PositiveInfinity)),
        Unary("Acos", c => -(c.G / c.Call("Sqrt", (1 - c.X) * (1 + c.X))), InsideUnit, At([1], double.NegativeInfinity)),
        Unary("Atan", c => c.G / (1 + c.X * c.X), Everywhere),
        Unary("SinPi", c => c.G * Math.PI * c.Call("CosPi", c.X), Everywhere),
        Unary("CosPi", c => -(c.G * Math.PI * c.Call("SinPi", c.X)), Everywhere),
        Unary("TanPi", c => c.G * Math.PI * (1 + c.R * c.R), [-0.3, 0.1, 0.4]),
        Unary("AsinPi", c => c.G / (Math.PI * c.Call("Sqrt", (1 - c.X) * (1 + c.X))), InsideUnit),
        Unary("AcosPi", c => -(c.G / (Math.PI * c.Call("Sqrt", (1 - c.X) * (1 + c.X)))), InsideUnit),
        Unary("AtanPi", c => c.G / (Math.PI * (1 + c.X * c.X)), Everywhere),
        Unary("Sinh", c => c.G * c.Call("Cosh", c.X), Everywhere),
        Unary("Cosh", c => c.G * c.Call("Sinh", c.X), Everywhere),
        Unary("Tanh", c => c.G * (1 - c.R * c.R), Everywhere),

        // Beyond 1e9, in both types, the 1 no longer counts beside the square, which would overflow.
        Unary("Asinh",
            c => c.G / (c.Call("Abs", c.X) > c.Number(1e9)).Then(c.Call("Abs", c.X), c.Call("Sqrt", 1 + c.X * c.X)),
            [.. Everywhere, 2e9]),

        // Two roots, so that the derivative is NaN wherever the function is, and no square overflows.
        Unary("Acosh", c => c.G / (c.Call("Sqrt", c.X - 1) * c.Call("Sqrt", c.X + 1)), AboveOne, At([1], double.PositiveInfinity)),
        Unary("Atanh", c => c.G / ((1 - c.X) * (1 + c.X)), InsideUnit),

        // Divided twice by the hypotenuse: its square would overflow or vanish.
        Binary("Atan2",
            c => c.G * (c.Y / c.Call("Hypot", c.X, c.Y) / c.Call("Hypot", c.X, c.Y)),
            c => -(c.G * (c.X / c.Call("Hypot", c.X, c.Y) / c.Call("Hypot", c.X, c.Y))),
            [0.5, 1.2], [-0.4, 0.9], [2.0, -1.5], [1e200, 2e200]),
        Binary("Atan2Pi",
            c => c.G * (c.Y / c.Call("Hypot", c.X, c.Y) / (Math.PI * c.Call("Hypot", c.X, c.Y))),
            c => -(c.G * (c.X / c.Call("Hypot", c.X, c.Y) / (Math.PI * c.Call("Hypot", c.X, c.Y)))),
            [0.5, 1.2], [-0.4, 0.9], [2.0, -1.5]),
        TwoResults("SinCos", c => c.G * c.R2 - c.G2 * c.R, Everywhere),
        TwoResults("SinCosPi", c => (c.G * c.R2 - c.G2 * c.R) * Math.PI, Everywhere),
        Unary("DegreesToRadians", c => c.G * (Math.PI / 180), Everywhere),
        Unary("RadiansToDegrees", c => c.G * (180 / Math.PI), Everywhere),
    ];
}
