using System.Globalization;
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
        var partials = new DoubleDouble[3];
        function.Partials(x, overload.Value(x, isExact: true), partials);
        for (var i = 0; i < function.Domains.Count; i++)
        {
            const double H = 1e-6;
            double At(double move) => overload.Value([.. x.Select((value, j) => j == i ? value + move : value)], isExact: true);
            var numeric = (At(H) - At(-H)) / (2 * H);
            Assert.Equal(numeric, partials[i].High, 1e-6 * (1 + Math.Abs(numeric)));
        }
    }

    /// <summary>
    /// Function and argument, the point, and the partial as two doubles. The file was made by numerical differentiation of the
    /// functions themselves (mpmath 1.3.0, diff with 150 digits), so it shares no formula with the oracle.
    /// </summary>
    public static TheoryData<string, string, double, double> References
    {
        get
        {
            var data = new TheoryData<string, string, double, double>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Partials.tsv")).Skip(1))
            {
                var row = line.Split('\t');
                data.Add(row[0], row[1], Number(row[2]), Number(row[3]));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Partials_have_twice_the_digits_of_a_double(string function, string point, double high, double low)
    {
        var parts = function.Split('/', ':');
        double[] x = [.. point.Split(' ').Select(Number)];
        var partials = new DoubleDouble[3];
        Functions.All
            .Single(candidate => candidate.Name == parts[0] && candidate.Domains.Count == int.Parse(parts[1], CultureInfo.InvariantCulture))
            .Partials(x, double.NaN, partials);
        var difference = partials[int.Parse(parts[2], CultureInfo.InvariantCulture)] - new DoubleDouble(high, low);

        // Of 32 digits the reduction of an angle loses as many as it has before the point.
        Assert.InRange(Math.Abs(difference.High / high), 0, 1e-28);
    }

    /// <summary>Every function whose partial is not exact in doubles has a reference.</summary>
    [Fact]
    public void Every_function_of_analysis_has_a_reference()
    {
        string[] exact =
        [
            "FusedMultiplyAdd", "MultiplyAddEstimate", "Lerp", "ScaleB", "IEEERemainder", "Ieee754Remainder", "Abs", "Relu", "Max", "Min",
            "MaxNative", "MinNative", "MaxNumber", "MinNumber", "MaxMagnitude", "MinMagnitude", "MaxMagnitudeNumber", "MinMagnitudeNumber",
            "Clamp", "ClampNative", "CopySign", "Floor", "Ceiling", "Truncate", "Round",
        ];
        var referenced = References.Select(row => ((string)row[0]).Split(':')[0]).ToHashSet();
        Assert.Equal(
            [],
            Functions.All
                .Where(function => !exact.Contains(function.Name))
                .Select(function => FormattableString.Invariant($"{function.Name}/{function.Domains.Count}"))
                .Where(name => !referenced.Contains(name)));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

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
