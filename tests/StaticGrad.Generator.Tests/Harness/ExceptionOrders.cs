using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>
/// Programs in which two expressions may throw: each kind of exception with each kind, in many places that two expressions can
/// have in a method. The derivative ends with the exception that the method ends with, and leaves in its buffers what the
/// method leaves.
/// </summary>
internal static partial class ExceptionOrders
{
    public static int Places => PlaceTexts.Length;

    /// <summary>
    /// Runs the programs of some places: of the pairs of kinds, every <paramref name="step"/>th, from one place to the next others.
    /// Compiled for debugging: in .NET 10 the optimizer of the run time moves checked arithmetic out of a loop, before what throws
    /// another exception.
    /// </summary>
    public static void Check(IEnumerable<int> places, int step)
    {
        var programs = places.Select(place => (Place: place, Pairs: Pairs(place, step).ToList())).ToList();
        var input = Programs.Compile([Common, .. programs.Select(program => Source(program.Place, program.Pairs))]);
        var run = GeneratorRun.Of(input.WithOptions(input.Options.WithOptimizationLevel(OptimizationLevel.Debug)));
        Assert.Null(run.Exception);
        var (count, wrong) = run.Call<(int, string)>("Check", "Outcomes");
        Assert.True(wrong == "", wrong);
        Assert.Equal(programs.Sum(program => program.Pairs.Count), count);
    }

    private static IEnumerable<(string First, string Second)> Pairs(int place, int step) =>
        from first in Enumerable.Range(0, Throwing.Length)
        from second in Enumerable.Range(0, Throwing.Length)
        where (first * Throwing.Length + second + place) % step == 0
        select (Throwing[first].Replace('#', 'p'), Throwing[second].Replace('#', 'q'));

    private static string Source(int place, IEnumerable<(string First, string Second)> pairs)
    {
        var methods = new StringBuilder();
        var all = new StringBuilder();
        var number = 0;
        foreach (var (first, second) in pairs)
        {
            var body = Regex.Replace(PlaceTexts[place], @"\b[AB]\b", match => match.Value == "A" ? $"({first})" : $"({second})");
            methods.Append(
                $$"""
                    [Differentiable]
                    public static double Of{{number}}({{Parameters}})
                    {
                        {{body}}
                    }


                """);
            all.Append($"        (\"{body}\", Of{number}, Of{number}Backward),\n");
            number++;
        }

        return $$"""
            using static Helpers;

            public static partial class Place{{place}}
            {
            {{methods}}    public static readonly (string, Check.Method, Check.Backward)[] All =
                [
            {{all}}    ];
            }
            """;
    }
}
