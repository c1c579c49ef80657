using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class BranchesSamples
{
    public static IEnumerable<Sample> All =>
    [
        At(nameof(Branches.IfElse), 2.0, 1.0),
        At(nameof(Branches.IfElse), 1.0, 2.0),
        .. new[] { -1.5, -0.4, 0.3, 0.8, 1.4 }.Select(x => At(nameof(Branches.Chain), x)),
        .. Signs.Select(sign => At(nameof(Branches.Conditional), sign.X * 1.2, sign.Y * 0.7)),
        At(nameof(Branches.Guarded), 0.0, 0.7) with { Gradient = [[0], [2]], NoDifferences = true },
        At(nameof(Branches.Guarded), 0.9, 0.7),
        At(nameof(Branches.Guarded), -0.9, 2.7),
        .. Signs.Select(sign => At(nameof(Branches.ConditionChanges), sign.X * 1.2, sign.Y * 0.7)),
        .. Signs.Select(sign => At(nameof(Branches.AssignsInConditions), sign.X * 1.2, sign.Y * 0.7)),
        At(nameof(Branches.AssignsInConditions), 0.4, 1.7),
        At(nameof(Branches.OneArmOnly), 1.2, 0.7),
        At(nameof(Branches.OneArmOnly), 1.2, -0.7),
        At(nameof(Branches.NotLess), 1.2, 0.7),
        At(nameof(Branches.NotLess), 0.2, 0.7),
        At(nameof(Branches.NotLess), double.NaN, 0.7) with { Gradient = [[4 * 0.7]], NoDifferences = true },
        At(nameof(Branches.Median), 1.2, 0.7, 2.0),
        At(nameof(Branches.Median), 3.2, 0.7, 2.0),
        At(nameof(Branches.Median), 3.2, 2.7, 2.0),
        .. new[] { -3, 0, 1, 2, 5, 6 }.Select(n => At(nameof(Branches.IntegerConditions), 1.3, n)),
    ];

    private static (int X, int Y)[] Signs => [(1, 1), (1, -1), (-1, 1), (-1, -1)];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Branches), method, arguments);
}
