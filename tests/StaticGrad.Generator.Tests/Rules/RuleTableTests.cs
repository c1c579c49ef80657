using StaticGrad.Generator.Rules;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Rules;

/// <summary>Each row of the rule table, in each type that has the function, against numbers that do not come from it.</summary>
public sealed class RuleTableTests
{
    private static readonly double[][] RoundingPoints = [[-1.3], [0.7], [2.6]];

    private static readonly (string Text, double[][] Points)[] OperatorPoints =
    [
        ("x0 + x1", [[1.5, -2]]), ("x0 - x1", [[1.5, -2]]), ("x0 * x1", [[1.5, -2], [0, 3]]), ("x0 / x1", [[1.5, -2], [-7, 0.3]]),
        ("x0 % x1", [[7.3, 2], [-7.3, 2], [7.3, -2], [0.4, 3]]), ("-x0", [[1.5]]), ("+x0 * x0", [[-1.5]]),
    ];

    public static TheoryData<string> Functions => [.. RuleFunction.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Partials_are_those_of_differences(string name)
    {
        var function = RuleFunction.Of(name);
        foreach (var at in Points(function).Where(at => Fits(function, at)))
        {
            var (value, partials) = RulePrograms.Gradient(function, at);
            Assert.Equal(RulePrograms.Value(function, at), value);
            for (var i = 0; i < at.Length; i++)
            {
                if (RuleFunction.IsFloating(function.Parameters[i]))
                {
                    Agree(function, at, i, Numeric(function, at, i), partials[i]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Partials_at_kinks_are_those_of_the_row(string name)
    {
        var function = RuleFunction.Of(name);
        foreach (var kink in function.Row?.Kinks ?? [])
        {
            var (_, partials) = RulePrograms.Gradient(function, kink.At);
            for (var i = 0; i < kink.At.Length; i++)
            {
                if (RuleFunction.IsFloating(function.Parameters[i]))
                {
                    Agree(function, kink.At, i, kink.Partials[i], partials[i]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Partials_are_the_known_ones(string name)
    {
        var function = RuleFunction.Of(name);
        foreach (var (method, at, known) in KnownPartials.All)
        {
            if (method != function.Row?.Method || at.Length != function.Row.Arity)
            {
                continue;
            }

            var (_, partials) = RulePrograms.Gradient(function, at);
            for (var i = 0; i < at.Length; i++)
            {
                if (RuleFunction.IsFloating(function.Parameters[i]))
                {
                    Agree(function, at, i, known[i], partials[i]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void NaN_gives_NaN_where_it_does_in_PyTorch(string name)
    {
        var function = RuleFunction.Of(name);
        if (function.Row is { Arity: 1 } row && KnownPartials.NaNOfNaN.Contains(row.Method))
        {
            Assert.Equal(double.NaN, RulePrograms.Gradient(function, [double.NaN]).Partials[0]);
        }

        foreach (var (method, first, second) in KnownPartials.NaNOfPairs)
        {
            if (function.Row is { Arity: 2 } pair && pair.Method == method)
            {
                Assert.Equal(first, RulePrograms.Gradient(function, [double.NaN, 0.5]).Partials.Select(double.IsNaN));
                Assert.Equal(second, RulePrograms.Gradient(function, [0.5, double.NaN]).Partials.Select(double.IsNaN));
            }
        }
    }

    [Fact]
    public void Every_row_names_a_function_and_has_points()
    {
        Assert.All(RuleTable.Rows, row => Assert.True(RuleFunction.Methods(row).Any(), $"{row.Method}/{row.Arity} is no function"));
        Assert.All(RuleTable.Rows, row => Assert.True(row.IsRounding || row.Samples.Length > 0, row.Method));
        Assert.All(RuleTable.Rows, row => Assert.All(row.Samples, sample => Assert.Equal(row.Arity, sample.Length)));
        Assert.All(RuleTable.Rows, row => Assert.All(row.Kinks, kink => Assert.Equal(row.Arity, kink.At.Length)));
    }

    [Fact]
    public void Every_known_point_names_a_row()
    {
        var named = KnownPartials.All.Select(known => (known.Method, known.At.Length))
            .Concat(KnownPartials.MorePoints.Select(point => (point.Method, point.At.Length)))
            .Concat(KnownPartials.NaNOfNaN.Select(method => (method, 1)))
            .Concat(KnownPartials.NaNOfPairs.Select(pair => (pair.Method, 2)));
        Assert.Empty(named.Except(RuleTable.Rows.Select(row => (row.Method, row.Arity))));
    }

    private static IEnumerable<double[]> Points(RuleFunction function) => function.Row switch
    {
        null => OperatorPoints.Single(points => function.Name.EndsWith(": " + points.Text, StringComparison.Ordinal)).Points,
        { IsRounding: true } => RoundingPoints.Select(point => Padded(point, function.Parameters.Length)),
        { } row => row.Samples.Concat(KnownPartials.MorePoints
            .Where(point => point.Method == row.Method && point.At.Length == row.Arity)
            .Select(point => point.At)),
    };

    /// <summary>Digits of roundings: zero.</summary>
    private static double[] Padded(double[] point, int length) => [.. point, .. new double[length - point.Length]];

    /// <summary>Whether the point is not infinite as floats; the row's points are doubles.</summary>
    private static bool Fits(RuleFunction function, double[] at) =>
        function.Element == typeof(double) || at.All(value => float.IsFinite((float)value));

    /// <summary>By differences of the double version of the function: its partials are those of the float version.</summary>
    private static double Numeric(RuleFunction function, double[] at, int argument)
    {
        double[] point = function.Element == typeof(float) ? [.. at.Select(value => (double)(float)value)] : at;
        if (function.Row is { IsRounding: true })
        {
            return 1;
        }

        var inDouble = function.Element == typeof(double) ? function : DoubleVersion(function);
        return Ridders.Partial(x => RulePrograms.Value(inDouble, x), point, argument);
    }

    private static RuleFunction DoubleVersion(RuleFunction function) => RuleFunction.All.First(other =>
        other.Element == typeof(double)
        && other.Row == function.Row
        && (function.Row is not null || other.Body == function.Body)
        && Seeds(other) == Seeds(function));

    private static string Seeds(RuleFunction function) =>
        function.Name.Contains(" seeds ") ? function.Name[function.Name.IndexOf(" seeds ", StringComparison.Ordinal)..] : "";

    private static void Agree(RuleFunction function, double[] at, int argument, double expected, double actual)
    {
        // A float holds neither 1e-300 nor 1e300.
        if (function.Element == typeof(float))
        {
            expected = (float)expected;
        }

        var (relative, absolute) = function.Element == typeof(float) ? (1e-5, 1e-6) : (1e-8, 1e-13);
        if (Math.Abs(expected) is > 0 and < 1e-9 && double.IsFinite(expected))
        {
            // Small but not zero: relative only.
            absolute = 0;
        }

        var agrees = expected.Equals(actual) || expected == actual
            || Math.Abs(expected - actual) <= absolute + relative * Math.Abs(expected);
        Assert.True(agrees, FormattableString.Invariant(
            $"{function.Name} at ({string.Join(", ", at)}), partial {argument}: {actual:R} instead of {expected:R}"));
    }
}
