using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class PositionsSamples
{
    public static IEnumerable<Sample> All =>
    [
        .. new[]
        {
            nameof(Positions.OfAStore), nameof(Positions.OfAPart), nameof(Positions.OfALength), nameof(Positions.OfAStart),
            nameof(Positions.OfAnEnd), nameof(Positions.OfAPointOnACircle),
        }.SelectMany(method => new[] { 0, 7 }.Select(n => At(method, 2.5, 0.8, n))),
        At(nameof(Positions.OfALoad), new[] { 0.4, 0.7, -0.2, 1.1, 0.6, 0.3 }, 2.5),
        At(nameof(Positions.OfNothingElse), 0.7, 4),
        At(nameof(Positions.OfElementsOnly), 0.7, 4),
        At(nameof(Positions.OfWhatACallReads), 0.7, 4),
        .. new[] { 0, 5 }.Select(n => At(nameof(Positions.OfNothingBefore), 2.5, 0.8, n)),
        At(nameof(Positions.BesideAConstant), 0.7, 1.3),
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Positions), method, arguments);
}
