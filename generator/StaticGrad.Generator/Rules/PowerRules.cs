using static StaticGrad.Generator.Rules.RowBuilder;

namespace StaticGrad.Generator.Rules;

/// <summary>Powers, roots, products and remainders.</summary>
internal static class PowerRules
{
    public static readonly RuleRow[] Rows =
    [
        Unary("Sqrt", c => c.G / (2 * c.R), [0.3, 1.0, 5.5], At([0], double.PositiveInfinity)),
        Unary("Cbrt", c => c.G / (3 * (c.R * c.R)), [-2.0, 0.3, 5.5], At([0], double.PositiveInfinity)),
        Binary("Pow",
            c => c.Y.Is(0).Then(c.Zero, c.G * (c.Y * c.Call("Pow", c.X, c.Y - 1))),
            c => c.X.Is(0).Then(
                (c.Y < c.Zero).Then(c.G * (c.R * c.Call("Log", c.X)), c.Zero), c.G * (c.R * c.Call("Log", c.X))),
            [[0.5, 1.3], [2.0, -0.7], [3.1, 2.0]],
            At([0, 0], 0, 0), At([0, 1], 1, 0), At([0, 2], 0, 0), At([2, 0], 0, 0.693147180559945309), At([-2, 3], 12, double.NaN)),

        // r / (n * x), but n * x may overflow. Zero and the infinities, which are their own doubles, have the limit: ∞ or 0, as the root
        // or its reciprocal is, and NaN where the root is.
        new("RootN", 2,
            c =>
            [
                (c.X + c.X).Is(c.X).Then(
                    c.Argument(1).Is(1).Then(
                        c.G, (c.Argument(1) > c.Argument(1).Constant(1)).Then(c.G / c.Call("Abs", c.R), -(c.G * c.Call("Abs", c.R)))),
                    c.G * (c.R / c.Converted(1) / c.X)),
                null,
            ],
            [[2.0, 3], [0.4, 2], [-1.7, 5], [3.0, -2]],
            [
                At([0, 1], 1, 0), At([0, 2], double.PositiveInfinity, 0), At([0, 0], double.NaN, 0),
                At([0, -1], double.NegativeInfinity, 0), At([-0.0, -1], double.NegativeInfinity, 0),
                At([double.PositiveInfinity, 2], 0, 0),
            ]),
        Binary("Hypot", c => c.G * (c.X / c.R), c => c.G * (c.Y / c.R), [[3.0, 4.0], [-0.2, 0.5]], At([0, 0], double.NaN, double.NaN)),
        Ternary("FusedMultiplyAdd", c => c.G * c.Y, c => c.G * c.X, c => c.G, [1.5, -2.0, 0.3], [0.2, 0.7, 9.0]),
        Ternary("MultiplyAddEstimate", c => c.G * c.Y, c => c.G * c.X, c => c.G, [1.5, -2.0, 0.3]),
        Ternary("Lerp", c => c.G * (1 - c.Z), c => c.G * c.Z, c => c.G * (c.Y - c.X), [1.5, -2.0, 0.3]),
        new("ScaleB", 2, c => [c.Call("ScaleB", c.G, c.Argument(1)), null], [[1.5, 3], [-0.7, -2]], []),

        // x - y * n with n an integer: the rounding recovers it from the result. Two quotients, since x - r, where r has the other
        // sign, may overflow.
        Binary("IEEERemainder", c => c.G, c => -(c.G * c.Call("Round", c.X / c.Y - c.R / c.Y)), [7.3, 2.0], [-5.2, 1.5], [0.4, 3.0]),
        Binary("Ieee754Remainder", c => c.G, c => -(c.G * c.Call("Round", c.X / c.Y - c.R / c.Y)), [7.3, 2.0], [-5.2, 1.5]),
    ];
}
