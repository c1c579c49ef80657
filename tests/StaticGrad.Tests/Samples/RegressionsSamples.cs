using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class RegressionsSamples
{
    private static readonly double[] Three = [1.3, -0.8, 0.6];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Regressions.CopyInAnArm), 1.3, 3),
        At(nameof(Regressions.ArgumentInAnArm), 1.3, 2),
        At(nameof(Regressions.IntegerArgumentInAnArm), 1.3, 3),
        At(nameof(Regressions.OldAndNewInHelper), Three, 1.4),
        At(nameof(Regressions.OldAndNew), Three, 1.4) with { Outputs = ["u"] },
        At(nameof(Regressions.NewElements), Three, 0.7) with { Outputs = ["u"] },
        At(nameof(Regressions.NewElementsInCall), Three, 0.7) with { Outputs = ["u"] },
        At(nameof(Regressions.ElementBeforeCall), Three, 0.7) with { Outputs = ["u"] },
        At(nameof(Regressions.ElementBeforeCallInLoop), Three, 0.7) with { Outputs = ["u"] },
        At(nameof(Regressions.TwoCalls), Three, 0.7) with { Outputs = ["u"] },
        At(nameof(Regressions.CallOnIterationArray), Three, 0.7),
        At(nameof(Regressions.ElementBeforeRecursion), Three, 2) with { Outputs = ["u"] },
        At(nameof(Regressions.FrameUsedAgain), 1.3, 3),
        At(nameof(Regressions.IntegersFromCall), Three),
        At(nameof(Regressions.IntegersFromCallInTurn), Three),
        At(nameof(Regressions.IntegersOfTheCaller), Three, new[] { 1 }),
        At(nameof(Regressions.AtTheLargest), 1.3),
        At(nameof(Regressions.WritesAndLeaves), 2.0, new[] { 0.0 }, 2) with { Outputs = ["b"] },
        At(nameof(Regressions.TargetBeforeCall), 1.3),
        At(nameof(Regressions.InitialisersInOrder), 1.3, 2),
        At(nameof(Regressions.RangeStartFirst), Three),
        At(nameof(Regressions.PlacesFirst), 1.3),
        At(nameof(Regressions.ArrayHandedOn), Three),
        At(nameof(Regressions.QuotedText), 1.7),
        At(nameof(Regressions.LengthOfAnIteration), 1.3, 5),
        At(nameof(Regressions.FilledTable), Three),
        At(nameof(Regressions.HugeLimit), 1.3),
        At(nameof(Regressions.HugeNest), 1.3),
        At(nameof(Regressions.ReturnedUnderNoGrad), 1.3, 0.7) with { NoDifferences = true },
        At(nameof(Regressions.ReturnedUnderNoGrad), 1.3, 1.7) with { NoDifferences = true },
        At(nameof(Regressions.BoundOfBits), 1.3, 6),
        At(nameof(Regressions.ConstantAdded), Three) with { Outputs = ["a"] },
        At(nameof(Regressions.ArrayForTwoCalls), 1.3),
        At(nameof(Regressions.SmallestBound), 1.3, 0),
        At(nameof(Regressions.SmallestBound), 1.3, int.MinValue),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Regressions), method, arguments);
}
