using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class StraightLineSamples
{
    public static IEnumerable<Sample> All =>
    [
        At(nameof(StraightLine.Polynomial), 1.5) with { Gradient = [[3 * 1.5 * 1.5 - 4 * 1.5 + 3]] },
        At(nameof(StraightLine.Rational), 1.3, -0.7),
        At(nameof(StraightLine.Signs), 1.3, -0.7, 2.1),
        At(nameof(StraightLine.Trigonometry), 0.4, 0.9),
        At(nameof(StraightLine.Hyperbolic), 0.4, 0.9),
        At(nameof(StraightLine.Powers), 1.3, 0.6),
        At(nameof(StraightLine.Logarithms), 1.3, 2.6),
        At(nameof(StraightLine.Exponentials), 0.37),
        At(nameof(StraightLine.Selections), 0.4, 0.9, 1.7),
        At(nameof(StraightLine.Selections), 2.4, -0.9, 1.7),
        At(nameof(StraightLine.Remainders), 7.3, 2.2),
        At(nameof(StraightLine.Remainders), -5.0, 1.7),
        At(nameof(StraightLine.SinCosPair), 0.8, 1.1),
        At(nameof(StraightLine.SineThenBoth), 0.8, 1.1),
        At(nameof(StraightLine.AnglesBesideLengths), 0.8, 1.1, -0.6),
        At(nameof(StraightLine.OnlyTheCosine), 0.8) with { Gradient = [[Math.Cos(0.8) - 0.8 * Math.Sin(0.8)]] },
        At(nameof(StraightLine.Reassigned), 1.2, 0.7),
        At(nameof(StraightLine.Swapped), 1.2, 0.7, -0.4),
        At(nameof(StraightLine.SquaresInPlace), 0.9),
        At(nameof(StraightLine.Integers), 1.2, 5, 17L, (byte)9),
        At(nameof(StraightLine.Integers), 1.2, -3, -6L, (byte)200),
        At(nameof(StraightLine.Constants), 1.7),
        At(nameof(StraightLine.AlmostIdentities), 1.7),
        At(nameof(StraightLine.AlmostIdentities), 0.0) with { NoDifferences = true, NoDual = true },
        At(nameof(StraightLine.AlmostIdentities), -0.0) with { NoDifferences = true, NoDual = true },
        At(nameof(StraightLine.AlmostIdentities), double.NaN) with { NoDifferences = true, NoDual = true },
        At(nameof(StraightLine.FractionalPart), 2.7) with { Gradient = [[2.7 + 0.7]] },
        At(nameof(StraightLine.ManyUses), 0.8, -1.1),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(StraightLine), method, arguments);
}
