using System.Reflection;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Tests.Rules;

/// <summary>One C# function that a row of the table covers, or an operator, with a program that differentiates it.</summary>
/// <param name="Name">For example <c>Math.Pow(double, double)</c>; for a function with two results, with the seeds behind it.</param>
/// <param name="Row">Its row; null for an operator.</param>
/// <param name="Element">double or float.</param>
/// <param name="Parameters">The parameters' types; an enumeration is not one, its argument stands in the call.</param>
/// <param name="Body">The body of a method with the parameters x0, x1 and so on.</param>
internal sealed record RuleFunction(string Name, RuleRow? Row, Type Element, Type[] Parameters, string Body)
{
    private static readonly (double, double)[] Seeds = [(1, 0), (0, 1), (2, -3)];

    private static readonly (string Text, int Arity)[] Operators =
    [
        ("x0 + x1", 2), ("x0 - x1", 2), ("x0 * x1", 2), ("x0 / x1", 2), ("x0 % x1", 2), ("-x0", 1), ("+x0 * x0", 1),
    ];

    public static IReadOnlyList<RuleFunction> All { get; } = [.. Functions(), .. OperatorFunctions()];

    public static RuleFunction Of(string name) => All.Single(function => function.Name == name);

    /// <summary>Every overload of every type that holds the row's method; found by reflection.</summary>
    public static IEnumerable<MethodInfo> Methods(RuleRow row) =>
        new[] { typeof(Math), typeof(MathF), typeof(double), typeof(float), typeof(Grad) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.Name == row.Method && !method.IsGenericMethod)
            .Where(method => method.GetParameters().Length == row.Arity)
            .Where(method => method.GetParameters().Any(parameter => IsFloating(parameter.ParameterType)));

    public static bool IsFloating(Type type) => type == typeof(double) || type == typeof(float);

    public static string Keyword(Type type) =>
        type == typeof(double) ? "double" : type == typeof(float) ? "float" : type == typeof(int) ? "int" : type.Name;

    private static IEnumerable<RuleFunction> Functions() =>
        from row in RuleTable.Rows
        from method in Methods(row)
        from function in Functions(row, method)
        select function;

    private static IEnumerable<RuleFunction> Functions(RuleRow row, MethodInfo method)
    {
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        var element = parameters.First(IsFloating);
        var container = IsFloating(method.DeclaringType!) ? Keyword(method.DeclaringType!) : method.DeclaringType!.Name;
        var name = $"{container}.{row.Method}({string.Join(", ", parameters.Select(Keyword))})";
        var arguments = parameters.Select((type, i) => type == typeof(MidpointRounding) ? "MidpointRounding.AwayFromZero" : "x" + i);
        var call = $"{container}.{row.Method}({string.Join(", ", arguments)})";
        parameters = [.. parameters.Where(type => !type.IsEnum)];
        if (row.Results == 2)
        {
            var suffix = element == typeof(float) ? "f" : "d";
            foreach (var (first, second) in Seeds)
            {
                var body = FormattableString.Invariant($"var (a, b) = {call}; return {first}{suffix} * a + {second}{suffix} * b;");
                yield return new(FormattableString.Invariant($"{name} seeds {first}, {second}"), row, element, parameters, body);
            }
        }
        else
        {
            // A rounding alone is nothing to differentiate.
            yield return new(name, row, element, parameters, row.IsRounding ? $"return {call} + x0;" : $"return {call};");
        }
    }

    private static IEnumerable<RuleFunction> OperatorFunctions() =>
        from element in new[] { typeof(double), typeof(float) }
        from op in Operators
        select new RuleFunction(
            $"{Keyword(element)}: {op.Text}", null, element, [.. Enumerable.Repeat(element, op.Arity)], $"return {op.Text};");
}
