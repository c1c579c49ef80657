using System.Numerics;
using System.Reflection;
using StaticGrad.Fuzz.Language;
using StaticGrad.Fuzz.Oracle;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Fuzz.Tests;

/// <summary>The oracle itself: it knows every function that has a rule, and its partials are right.</summary>
public sealed class OracleTests
{
    /// <summary>Functions of two results, which the fuzzer prints as a statement.</summary>
    private static readonly string[] Statements = ["SinCos", "SinCosPi"];

    [Fact]
    public void Every_rule_is_known()
    {
        var known = Overload.All.Select(overload => overload.Function.Name).Concat(Statements).ToHashSet();
        Assert.Equal([], RuleTable.Rows.Select(row => row.Method).Where(name => !known.Contains(name)));
    }

    public static TheoryData<string> Labels => [.. Overload.All.Where(overload => !overload.IsFloat).Select(overload => overload.Label)];

    [Theory]
    [MemberData(nameof(Labels))]
    public void Partials_are_central_differences(string label)
    {
        var overload = Overload.All.Single(candidate => !candidate.IsFloat && candidate.Label == label);
        var function = overload.Function;
        double[] x = [.. function.Domains.Select((domain, i) => Inside(domain, i)), .. function.IntegerArguments is { } n ? [n[0]] : Array.Empty<double>()];
        var partials = new double[3];
        function.Partials(x, overload.Value(x, isExact: true), partials);
        for (var i = 0; i < function.Domains.Count; i++)
        {
            const double H = 1e-6;
            double At(double move) => overload.Value([.. x.Select((value, j) => j == i ? value + move : value)], isExact: true);
            var numeric = (At(H) - At(-H)) / (2 * H);
            Assert.Equal(numeric, partials[i], 1e-6 * (1 + Math.Abs(numeric)));
        }
    }

    [Fact]
    public void A_sum_of_paths_is_carried_beside_the_derivative()
    {
        var machine = new Machine(directions: 1, retained: 0, checksOverflow: false);
        var x = machine.Leaf(3, 0, isFloat: false);

        // x·x - 6·x cancels to a derivative of 0 at 3; its paths are 3 + 3 + 6.
        var square = Arithmetic.Apply(machine, '*', x, x, isFloat: false);
        var six = Arithmetic.Apply(machine, '*', x, new Num(6), isFloat: false);
        var difference = Arithmetic.Apply(machine, '-', square, six, isFloat: false);
        Assert.Equal([0.0, 12.0, 0.0, 0.0], difference.Rows!);
    }

    /// <summary>The oracle's own rounding does not add up: 1/1.7⁵⁰⁰ is exact to its last bit.</summary>
    [Fact]
    public void A_long_chain_of_quotients_is_rounded_once()
    {
        const double Divisor = 1.7;
        const int Length = 500;
        var machine = new Machine(directions: 1, retained: 0, checksOverflow: false);
        var x = machine.Leaf(3, 0, isFloat: false);
        for (var i = 0; i < Length; i++)
        {
            x = Arithmetic.Apply(machine, '/', x, new Num(Divisor), isFloat: false);
        }

        // The double 1.7 is this integer over 2⁵², so the derivative is 2^(52·500) over its power.
        var power = BigInteger.Pow(new BigInteger(Math.ScaleB(Divisor, 52)), Length);
        const int Bits = 900;
        var exact = Math.ScaleB((double)((BigInteger.One << (52 * Length + Bits)) / power), -Bits);
        Assert.Equal(exact, x.Rows![0]);
    }

    private static double Inside(Domain domain, int i) => (0.3 + 0.1 * i) * (domain switch
    {
        Domain.Negative => -1,
        Domain.AboveOne => 5,
        Domain.Quarter => 0.5,
        _ => 1,
    });
}
