using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class ExitsSamples
{
    private static readonly double[] Mixed = [0.7, -1.2, 1.4, 0.9, -0.3, 2.2, 1.1, -0.8];

    public static IEnumerable<Sample> All =>
    [
        At(nameof(Exits.Guards), -1.0, 2.0) with { Gradient = [[0], [4]] },
        At(nameof(Exits.Guards), 1.0, -2.0) with { Gradient = [[0], [0]] },
        At(nameof(Exits.Guards), 6.0, 2.0) with { Gradient = [[2], [6]] },
        At(nameof(Exits.Guards), 1.5, 2.0) with { Gradient = [[13], [9]] },
        At(nameof(Exits.FirstRoot), Mixed, 1.1),
        At(nameof(Exits.FirstRoot), Mixed, 0.2),
        At(nameof(Exits.FirstRoot), new[] { 3.0, 1 }, 1.1),
        At(nameof(Exits.FirstRoot), Array.Empty<double>(), 1.1),
        .. new[] { 0.2, 1, 2, 4, 100 }.Select(limit => At(nameof(Exits.DeepReturn), Mixed, limit)),
        At(nameof(Exits.BreakAndContinue), Mixed, 1.1),
        At(nameof(Exits.BreakAndContinue), Mixed, -0.4),
        At(nameof(Exits.BreakAndContinue), new[] { 2.5, 1.0 }, -0.4),
        .. new[] { 0.1, 0.6, 1.1, 2.3, -0.7 }.Select(y => At(nameof(Exits.Maze), Mixed, y)),
        At(nameof(Exits.Maze), new[] { 4.0, 3, 2, 5, 1, 2 }, 0.9),
        At(nameof(Exits.Maze), new[] { 1.0, 1.2, 2, 1.1, 1, -2, 3 }, 0.4),
        .. new[] { 0, 1, 2, 5, 11 }.Select(n => At(nameof(Exits.ContinueInWhile), 1.2, n)),
        At(nameof(Exits.ReturnFromForever), 1.2, 0.95),
        At(nameof(Exits.ReturnFromForever), 1.2, 1.3),
        At(nameof(Exits.ReturnFromForever), 0.2, 0.3),
        At(nameof(Exits.ArrayBehindContinue), Mixed),
        At(nameof(Exits.ArrayBehindContinue), new[] { 0.2, 0.4, 0.6, 0.3, -0.1, 0.5 }),
        At(nameof(Exits.FlaggedOuter), Mixed, 1.1),
        At(nameof(Exits.FlaggedOuter), new[] { 0.7, 1.3, 0.8 }, 1.4),
        At(nameof(Exits.AllLeave), 3.0, 1.1),
        At(nameof(Exits.AllLeave), 1.5, 1.1),
        At(nameof(Exits.AllLeave), 0.5, 1.1),
        At(nameof(Exits.OnlyOnce), 1.2, 0.8),
        At(nameof(Exits.OnlyOnce), -1.2, 2.8),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Exits), method, arguments);
}
