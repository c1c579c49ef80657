using StaticGrad.Tests.Harness;
using StaticGrad.Tests.Programs;

namespace StaticGrad.Tests.Samples;

internal static class SignaturesSamples
{
    public static IEnumerable<Sample> All =>
    [
        At(nameof(Signatures.Modifiers), 1.5, 2.0, new[] { 0.3, 0.8 }),
        At(nameof(Signatures.GeneratedNames), 0.7, 1.2, -0.4, 0.9),
        At(nameof(Signatures.Keywords), 0.7, new[] { 0.3, 0.8 }, 2),
        At(nameof(Signatures.NamedArguments), 0.8, 1.3),
        At(nameof(Signatures.Overload), 0.8) with { Name = "OverloadScalar", Gradient = [[1.6]] },
        At(nameof(Signatures.OtherTypes), 0.8, true, 3L, 'c', 0.5f, new[] { 2, 5, 1 }, new[] { true, false, true }) with
        {
            // s = 2.4; s = 2 s + 1.6 = 6.4; s = 1.5 * 6.4 + 1.6.
            Gradient = [[1.5 * (2 * 3 + 2) + 2], [1.5 * 2 * 2.4 + 6.4]],
        },
        At(nameof(Signatures.Narrowed), 2.0, 3f, new[] { 0.5f, 1f }) with { Gradient = [[324], [216], [432, 324]] },
        Sample.At(typeof(Signatures.Nested), nameof(Signatures.Nested.Cube), 2.0) with { Gradient = [[12]] },
        Sample.At(typeof(InStruct), nameof(InStruct.Linear), 2.0, 4.0) with { Gradient = [[6], [1]] },
    ];

    private static Sample At(string method, params object?[] arguments) => Sample.At(typeof(Signatures), method, arguments);
}
