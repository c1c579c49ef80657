using System.Globalization;
using System.Reflection;
using System.Text;
using StaticGrad.Fuzz.Checking;
using StaticGrad.Fuzz.Language;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Tests;

/// <summary>
/// Each function that has a rule, alone in a method, with all of its arguments or one of them active; compiled at once, so that
/// mutation testing (tests/StaticGrad.Mutation.Tests) knows of a wrong rule within seconds.
/// </summary>
public sealed class RuleTests
{
    private const double Factor = 16;

    /// <summary>A call to be differentiated in all arguments, or in the active one.</summary>
    private sealed record Call(string Name, Overload Overload, int? Integer, int? Active);

    /// <summary>A line of FarPartials.tsv; the function may be an operator.</summary>
    private sealed record FarPartial(string Type, string Function, string Integer, int Argument, double[] Point, double Partial)
    {
        public bool IsFloat => Type == "float";

        /// <summary>What is to be differentiated at its point.</summary>
        public (string Type, string Function, string Integer, int Arguments) Method => (Type, Function, Integer, Point.Length);
    }

    [Fact]
    public void Partials_are_those_of_the_oracle()
    {
        var calls = Calls().ToList();
        var type = Compiled(calls);
        List<string> wrong = [.. calls.SelectMany(call => Points(call).SelectMany(point => Differences(type, call, point)))];
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Where a partial is infinite or one-sided: what PyTorch gives, and for roots the limit.</summary>
    public static TheoryData<string, double[], int?, double[]> Poles => new()
    {
        { "Math.Pow", [0, -1], null, [double.NegativeInfinity, double.NegativeInfinity] },
        { "Math.Pow", [0, 0], null, [0, 0] },
        { "Math.Pow", [0, 2], null, [0, 0] },
        { "double.RootN", [0], 2, [double.PositiveInfinity] },
        { "double.RootN", [0], -2, [double.NegativeInfinity] },
        { "double.RootN", [double.PositiveInfinity], 2, [0] },
        { "double.RootN", [double.PositiveInfinity], -2, [0] },
        { "double.RootN", [double.NegativeInfinity], 3, [0] },
        { "double.RootN", [double.NegativeInfinity], 2, [double.NaN] },
        { "Math.Asinh", [double.NegativeInfinity], null, [0] },
        { "Math.CopySign", [double.NaN, -1], null, [double.NaN, 0] },
        { "Math.Sqrt", [0], null, [double.PositiveInfinity] },
        { "Math.Cbrt", [0], null, [double.PositiveInfinity] },
    };

    [Theory]
    [MemberData(nameof(Poles))]
    public void Poles_and_their_neighbours_are_those_of_PyTorch(string name, double[] point, int? integer, double[] expected)
    {
        var call = Calls().Single(call => call.Overload.Name == name && !call.Overload.IsFloat && call.Integer == integer
            && call.Overload.Function.Domains.Count == point.Length && (call.Active is null || point.Length == 1));
        Assert.Equal(expected, Gradient(Compiled([call]), call, point, seed: 1));
    }

    /// <summary>
    /// Very large and very small arguments whose partials are normal numbers (far.py: mpmath 1.3.0, diff with 1300 digits): nothing
    /// on the way to them overflows or underflows.
    /// </summary>
    [Fact]
    public void Partials_far_out_are_those_of_higher_precision()
    {
        var far = FarPartials().ToLookup(partial => partial.Method);
        var names = far.Select((method, i) => (method.Key, Name: FormattableString.Invariant($"Far{i}"))).ToDictionary();
        var type = Compiled(string.Concat(names.Select(method => FarMethod(method.Value, method.Key))));
        List<string> wrong = [];
        foreach (var partial in far.SelectMany(method => method))
        {
            var actual = Gradient(type, names[partial.Method], partial.IsFloat, partial.Point, partial.Point.Length, seed: 1)[partial.Argument];
            var bound = Factor * (partial.IsFloat ? 1.1920929e-7 : 2.220446049250313e-16) * Math.Abs(partial.Partial);
            if (!(Math.Abs(actual - partial.Partial) <= bound))
            {
                wrong.Add(FormattableString.Invariant(
                    $"{partial.Method} at ({string.Join(", ", partial.Point)}): partial {partial.Argument} is {actual:R}, expected {partial.Partial:R}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static IEnumerable<FarPartial> FarPartials()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "FarPartials.tsv")).Skip(1))
        {
            var row = line.Split('\t');
            double[] point = [.. row[4].Split(' ').Select(Number)];
            yield return new FarPartial(row[0], row[1], row[2], int.Parse(row[3], CultureInfo.InvariantCulture), point, Number(row[5]));
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string FarMethod(string name, (string Type, string Function, string Integer, int Arguments) method)
    {
        List<string> arguments = [.. Enumerable.Range(0, method.Arguments).Select(i => FormattableString.Invariant($"x{i}"))];
        var parameters = string.Join(", ", arguments.Select(argument => $"{method.Type} {argument}"));
        var overload = Overload.All.FirstOrDefault(candidate => candidate.IsFloat == (method.Type == "float")
            && candidate.Function.Name == method.Function && candidate.Function.Domains.Count == method.Arguments);
        if (method.Integer.Length > 0)
        {
            arguments.Add(method.Integer);
        }

        var value = overload is null ? string.Join($" {method.Function} ", arguments) : $"{overload.Name}({string.Join(", ", arguments)})";
        return $"    [Differentiable]\n    public static {method.Type} {name}({parameters}) => {value};\n";
    }

    /// <summary>Two results, and of each a share of its own in the gradient.</summary>
    [Theory]
    [InlineData("Math.SinCos", 1)]
    [InlineData("double.SinCosPi", Math.PI)]
    public void Sine_and_cosine_together_have_the_partials_of_each(string name, double unit)
    {
        var type = Compiled($$"""
                [Differentiable]
                public static double F(double x)
                {
                    var (s, c) = {{name}}(x);
                    return 2 * s + 3 * c;
                }

            """);
        foreach (var x in new[] { 0.25, -0.6875, 0 })
        {
            object[] arguments = [x, 0.0];
            type.GetMethods().Single(method => method.Name == "FBackward" && method.GetParameters().Length == 2).Invoke(null, arguments);
            var expected = unit * (2 * Math.Cos(unit * x) - 3 * Math.Sin(unit * x));
            Assert.Equal(expected, (double)arguments[1], 1e-13);
        }
    }

    private static IEnumerable<Call> Calls()
    {
        foreach (var (overload, at) in Overload.All.Select((overload, i) => (overload, i)))
        {
            foreach (var integer in overload.Function.IntegerArguments?.Select(n => (int?)n) ?? [null])
            {
                var arguments = overload.Function.Domains.Count;
                for (var active = arguments > 1 ? -1 : 0; active < arguments; active++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"R{at}_{(uint?)integer}_{active + 1}");
                    yield return new Call(name, overload, integer, active < 0 ? null : active);
                }
            }
        }
    }

    private static Type Compiled(IEnumerable<Call> calls)
    {
        var source = new StringBuilder();
        foreach (var call in calls)
        {
            var type = call.Overload.IsFloat ? "float" : "double";
            var names = call.Overload.Function.Domains.Select((_, i) => $"x{i}").ToList();
            var parameters = names.Select((name, i) => $"{(call.Active is { } active && active != i ? "[Frozen] " : "")}{type} {name}");
            IEnumerable<string> arguments = call.Integer is { } n ? names.Append(n.ToString(CultureInfo.InvariantCulture)) : names;
            source.Append(CultureInfo.InvariantCulture, $"    [Differentiable]\n    public static {type} {call.Name}({string.Join(", ", parameters)})")
                .Append(CultureInfo.InvariantCulture, $" => {call.Overload.Name}({string.Join(", ", arguments)});\n");
        }

        return Compiled(source.ToString());
    }

    private static Type Compiled(string methods)
    {
        var source = $"using System;\nusing StaticGrad;\npublic static partial class Calls\n{{\n{methods}}}\n";
        var (output, _) = Compilations.Drive(Compilations.Empty.AddSyntaxTrees(Compilations.Parse(source, "Calls")));
        var image = new MemoryStream();
        var emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return Assembly.Load(image.ToArray()).GetType("Calls")!;
    }

    /// <summary>Points inside of the domains; at kinks and ties too, where there are some.</summary>
    private static IEnumerable<double[]> Points(Call call)
    {
        var domains = call.Overload.Function.Domains;
        double[] sizes = call.Overload.Function.Piece is null ? [0.25, 0.6875] : [0.25, 0.6875, 0.5, 0];
        foreach (var size in sizes)
        {
            foreach (var sign in new[] { 1, -1 })
            {
                // The same size for all, and falling and rising sizes; with the same sign for all, and with turned ones.
                foreach (var step in new[] { 0, -0.125, 0.125 })
                {
                    yield return [.. domains.Select((domain, i) => Inside(domain, sign * (size + step * i)))];
                    yield return [.. domains.Select((domain, i) => Inside(domain, (i == 0 ? sign : -sign) * (size + step * i)))];
                }
            }
        }
    }

    private static double Inside(Domain domain, double x) => domain switch
    {
        Domain.Quarter => x / 4,
        Domain.Positive => Math.Abs(x) + 0.125,
        Domain.Negative => -Math.Abs(x) - 0.125,
        Domain.AboveOne => 1.25 + Math.Abs(x),
        Domain.AwayFromZero => x == 0 ? 0.5 : x,
        _ => x,
    };

    private static IEnumerable<string> Differences(Type type, Call call, double[] point)
    {
        var function = call.Overload.Function;
        double[] x = call.Integer is { } n ? [.. point, n] : point;
        double value;
        try
        {
            value = call.Overload.Value(x, isExact: false);
        }
        catch (ArgumentException)
        {
            yield break;
        }

        var partials = new DoubleDouble[3];
        function.Partials(x, value, partials);
        var size = function.Size?.Invoke(value) ?? 0;
        const double Seed = -1.5;
        var actual = Gradient(type, call, point, Seed);
        for (var i = 0; i < actual.Length; i++)
        {
            var expected = Seed * partials[call.Active ?? i].High;
            var bound = Factor * (call.Overload.IsFloat ? 1.1920929e-7 : 2.220446049250313e-16) * Math.Max(Math.Abs(expected), 1.5 * size);
            if (!(Math.Abs(actual[i] - expected) <= bound))
            {
                yield return FormattableString.Invariant(
                    $"{call.Overload.Label} at ({string.Join(", ", x)}): the gradient of argument {call.Active ?? i} is {actual[i]:R}, expected {expected:R}");
            }
        }
    }

    /// <summary>The gradients of the active arguments by the overload of Backward with a seed.</summary>
    private static double[] Gradient(Type type, Call call, double[] point, double seed) =>
        Gradient(type, call.Name, call.Overload.IsFloat, point, call.Active is null ? point.Length : 1, seed);

    private static double[] Gradient(Type type, string name, bool isFloat, double[] point, int gradients, double seed)
    {
        object Number(double x) => isFloat ? (object)(float)x : x;
        object[] arguments = [.. point.Select(Number), Number(seed), .. Enumerable.Repeat(Number(0), gradients)];

        // A method whose gradient is always zero is refused.
        type.GetMethods()
            .SingleOrDefault(method => method.Name == name + "Backward" && method.GetParameters().Length == arguments.Length)
            ?.Invoke(null, arguments);
        return [.. arguments[^gradients..].Select(gradient => Convert.ToDouble(gradient, CultureInfo.InvariantCulture))];
    }
}
