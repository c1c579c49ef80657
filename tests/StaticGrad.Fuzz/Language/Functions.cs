using System.Reflection;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>A function in one of the classes that have it, for one type.</summary>
internal sealed class Overload
{
    private readonly Delegate _single;
    private readonly Delegate _double;

    private Overload(Function function, Type home, MethodInfo method, MethodInfo exact)
    {
        Function = function;
        IsFloat = method.ReturnType == typeof(float);
        Name = (home.Name switch { "Double" => "double", "Single" => "float", _ => home.Name }) + "." + function.Name;
        _single = Bind(method);
        _double = Bind(exact);
    }

    /// <summary>Every overload of every function.</summary>
    public static IReadOnlyList<Overload> All { get; } = [.. Functions.All.SelectMany(Of)];

    public static ILookup<bool, Overload> ByType { get; } = All.ToLookup(overload => overload.IsFloat);

    public Function Function { get; }

    public bool IsFloat { get; }

    public string Name { get; }

    /// <summary>Its name for the coverage: with the number of its arguments.</summary>
    public string Label => $"{Name}/{Function.Domains.Count + (Function.IntegerArguments is null ? 0 : 1)}";

    /// <summary>The value, by the very method that the program calls, or by its twin for doubles.</summary>
    public double Value(double[] x, bool isExact)
    {
        var function = isExact ? _double : _single;
        return function switch
        {
            Func<double, double> f => f(x[0]),
            Func<double, double, double> f => f(x[0], x[1]),
            Func<double, double, double, double> f => f(x[0], x[1], x[2]),
            Func<double, int, double> f => f(x[0], (int)x[1]),
            Func<float, float> f => f((float)x[0]),
            Func<float, float, float> f => f((float)x[0], (float)x[1]),
            Func<float, float, float, float> f => f((float)x[0], (float)x[1], (float)x[2]),
            Func<float, int, float> f => f((float)x[0], (int)x[1]),
            _ => throw new InvalidOperationException(Name),
        };
    }

    private static IEnumerable<Overload> Of(Function function)
    {
        foreach (var home in new[] { typeof(Math), typeof(MathF), typeof(double), typeof(float), typeof(Grad) })
        {
            foreach (var isFloat in new[] { false, true })
            {
                if (Method(home, function, isFloat) is { } method)
                {
                    var twin = home == typeof(MathF) ? typeof(Math) : home == typeof(float) ? typeof(double) : home;
                    yield return new Overload(function, home, method, Method(twin, function, isFloat: false)!);
                }
            }
        }
    }

    private static MethodInfo? Method(Type home, Function function, bool isFloat)
    {
        var type = isFloat ? typeof(float) : typeof(double);
        var parameters = Enumerable.Repeat(type, function.Domains.Count);
        if (function.IntegerArguments is not null)
        {
            parameters = parameters.Append(typeof(int));
        }

        var method = home.GetMethod(function.Name, BindingFlags.Public | BindingFlags.Static, [.. parameters]);
        return method?.ReturnType == type && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters)
            ? method
            : null;
    }

    private static Delegate Bind(MethodInfo method) => method.CreateDelegate(System.Linq.Expressions.Expression.GetFuncType(
        [.. method.GetParameters().Select(parameter => parameter.ParameterType), method.ReturnType]));
}

/// <summary>A call of a known function.</summary>
internal sealed class FunctionCall(Overload overload, Number[] arguments, int? integer) : Number(overload.IsFloat)
{
    public static Number Grow(Grower g, bool isFloat, int depth)
    {
        var overload = g.Choices.Of((IReadOnlyList<Overload>)[.. Overload.ByType[isFloat]]);
        var arguments = overload.Function.Domains.Select(domain => Argument(g, domain, isFloat, depth - 1)).ToArray();
        return new FunctionCall(
            overload, arguments, overload.Function.IntegerArguments is { } integers ? g.Choices.Of(integers) : null);
    }

    /// <summary>A number in a domain.</summary>
    public static Number Argument(Grower g, Domain domain, bool isFloat, int depth) => domain switch
    {
        Domain.Any => g.Number(isFloat, depth),
        Domain.AwayFromZero => Fitting.Fit(g, g.Choices.Among(Domain.Positive, Domain.Negative), g.Number(isFloat, depth)),
        _ => Fitting.Fit(g, domain, g.Number(isFloat, depth)),
    };

    public override Num Run(Machine machine)
    {
        var operands = new Num[arguments.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            operands[i] = arguments[i].Run(machine);
        }

        return Apply(machine, overload, operands, integer);
    }

    public static Num Apply(Machine machine, Overload overload, Num[] operands, int? integer)
    {
        var function = overload.Function;
        var x = new double[operands.Length + (integer is null ? 0 : 1)];
        for (var i = 0; i < operands.Length; i++)
        {
            x[i] = operands[i].Value;
        }

        if (integer is { } n)
        {
            x[^1] = n;
        }

        double value;
        try
        {
            value = overload.Value(x, machine.IsExact);
        }
        catch (ArgumentException)
        {
            // Bounds of Clamp that are the wrong way round.
            throw new ProgramException(typeof(ArgumentException));
        }

        if (function.Piece is { } piece)
        {
            machine.Mark(piece(x, value));
        }

        Span<DoubleDouble> partials = stackalloc DoubleDouble[3];
        function.Partials(x, value, partials);
        var size = function.Size?.Invoke(value) ?? 0;
        return operands.Length switch
        {
            1 => machine.Make(value, overload.IsFloat, new Partial(operands[0], partials[0], size)),
            2 => machine.Make(value, overload.IsFloat, new Partial(operands[0], partials[0]), new Partial(operands[1], partials[1])),
            _ => machine.Make(
                value, overload.IsFloat, new(operands[0], partials[0]), new(operands[1], partials[1]), new(operands[2], partials[2])),
        };
    }

    protected override string? Construct => null;

    protected override void PrintCore(SourceWriter writer)
    {
        writer.Functions.Add(overload.Label);
        writer.Write($"{overload.Name}({arguments}");
        writer.Append(integer is { } n ? $", {n})" : ")");
    }
}

/// <summary>Brings numbers into the domains of functions, by supported C#.</summary>
internal static class Fitting
{
    private static readonly string[] Squashes = ["Sin", "Cos", "Tanh"];

    public static Number Fit(Grower g, Domain domain, Number operand)
    {
        var (offset, scale) = domain switch
        {
            Domain.Positive => (1.5, 1.0),
            Domain.Negative => (-1.5, 1.0),
            Domain.AboveOne => (2.5, 1.0),
            Domain.Quarter => (0.0, 0.25),
            Domain.InsideUnit => (0.0, 0.875),
            _ => (0.0, 1.0),
        };
        var isFloat = operand.IsFloat;
        var name = g.Choices.Of(Squashes);
        var squash = Overload.ByType[isFloat].First(overload => overload.Function.Name == name);
        Number fitted = new FunctionCall(squash, [operand], null);
        fitted = scale == 1 ? fitted : new Arithmetic('*', new Literal(scale, isFloat), fitted);
        return offset == 0 ? fitted : new Arithmetic('+', new Literal(offset, isFloat), fitted);
    }
}
