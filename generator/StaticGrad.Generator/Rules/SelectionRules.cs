using static StaticGrad.Generator.Rules.RowBuilder;

namespace StaticGrad.Generator.Rules;

/// <summary>Functions that choose among their arguments or round them. Ties and bounds follow PyTorch.</summary>
internal static class SelectionRules
{
    public static readonly RuleRow[] Rows =
    [
        // The last arm makes 0 of 0 and NaN of NaN.
        Unary("Abs", c => (c.X > c.Zero).Then(c.G, (c.X < c.Zero).Then(-c.G, c.G * c.X)), [-1.5, 0.7], At([0], 0)),
        Unary("Relu", c => (c.X > c.Zero).Then(c.G, (c.X < c.Zero).Then(c.Zero, c.G * c.X)), [-1.5, 0.7], At([0], 0)),
        Choice("Max", c => (c.X, c.Y)),
        Choice("Min", c => (c.Y, c.X)),
        Choice("MaxNative", c => (c.X, c.Y)),
        Choice("MinNative", c => (c.Y, c.X)),
        Choice("MaxMagnitude", c => (c.Call("Abs", c.X), c.Call("Abs", c.Y))),
        Choice("MinMagnitude", c => (c.Call("Abs", c.Y), c.Call("Abs", c.X))),
        NumberChoice("MaxNumber", c => (c.X, c.Y)),
        NumberChoice("MinNumber", c => (c.Y, c.X)),
        NumberChoice("MaxMagnitudeNumber", c => (c.Call("Abs", c.X), c.Call("Abs", c.Y))),
        NumberChoice("MinMagnitudeNumber", c => (c.Call("Abs", c.Y), c.Call("Abs", c.X))),
        Clamp("Clamp"),
        Clamp("ClampNative"),
        new("CopySign", 2,
            c =>
            [
                (c.X > c.Zero).Then(
                    c.G * c.Call("CopySign", c.Number(1), c.Y),
                    (c.X < c.Zero).Then(-(c.G * c.Call("CopySign", c.Number(1), c.Y)), c.G * c.X)),
                null,
            ],
            [[1.5, -2.0], [-0.7, 3.0], [-0.7, -3.0]], [At([0, 1], 0, 0), At([double.NaN, 1], double.NaN, 0)]),
        Rounding("Floor", 1),
        Rounding("Ceiling", 1),
        Rounding("Truncate", 1),
        Rounding("Round", 1),
        Rounding("Round", 2),
        Rounding("Round", 3),
    ];

    private static RuleRow Clamp(string method) => Ternary(
        method,
        c => ((c.X < c.Y) | (c.X > c.Z)).Then(c.Zero, c.G),
        c => (c.X < c.Y).Then(c.G, c.Zero),
        c => (c.X > c.Z).Then(c.G, c.Zero),
        [[0.5, 0.0, 1.0], [-0.5, 0.0, 1.0], [1.5, 0.0, 1.0]],
        At([0, 0, 1], 1, 0, 0),
        At([1, 0, 1], 1, 0, 0));

    /// <summary>The larger of a pair takes the gradient, a tie splits it; a NaN takes it from nobody.</summary>
    private static RuleRow Choice(string method, Func<RuleContext, (Term Own, Term Other)> ranks) => Binary(
        method,
        c =>
        {
            var (own, other) = ranks(c);
            return own.Is(other).Then(c.G * 0.5, (own < other).Then(c.Zero, c.G));
        },
        c =>
        {
            var (own, other) = ranks(c);
            return own.Is(other).Then(c.G * 0.5, (own > other).Then(c.Zero, c.G));
        },
        [[1.0, 2.0], [0.5, -0.4], [-3.0, 1.0]],
        At([1.5, 1.5], 0.5, 0.5));

    /// <summary>As <see cref="Choice"/>, but a NaN argument is passed over for the other.</summary>
    private static RuleRow NumberChoice(string method, Func<RuleContext, (Term Own, Term Other)> ranks) => Binary(
        method,
        c =>
        {
            var (own, other) = ranks(c);
            return own.Is(other).Then(c.G * 0.5, ((own > other) | c.Call("IsNaN", c.Y)).Then(c.G, c.Zero));
        },
        c =>
        {
            var (own, other) = ranks(c);
            return own.Is(other).Then(c.G * 0.5, ((own < other) | c.Call("IsNaN", c.X)).Then(c.G, c.Zero));
        },
        [[1.0, 2.0], [0.5, -0.4], [-3.0, 1.0]],
        At([1.5, 1.5], 0.5, 0.5), At([1.5, double.NaN], 1, 0), At([double.NaN, 1.5], 0, 1));

    private static RuleRow Rounding(string method, int arity) =>
        new(method, arity, _ => new Term?[arity], [], []) { IsRounding = true };
}
