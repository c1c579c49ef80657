using System.Reflection;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Tests.Rules;

/// <summary>Every floating-point function of the framework's four types is decided on.</summary>
public sealed class CoverageTests
{
    /// <summary>Functions that are refused (SGRAD102 or SGRAD101), with the reason.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["ReciprocalEstimate"] = "its accuracy depends on the machine: the value would not be 1/x",
        ["ReciprocalSqrtEstimate"] = "its accuracy depends on the machine",
        ["BitIncrement"] = "a step function on the grid of numbers",
        ["BitDecrement"] = "a step function on the grid of numbers",
    };

    /// <summary>Members that are not functions of floating-point mathematics, with the reason.</summary>
    private static readonly Dictionary<string, string> NotMathematics = new()
    {
        ["Parse"] = "reads text",
        ["TryParse"] = "reads text",
        ["CreateChecked"] = "a conversion from a generic type",
        ["CreateSaturating"] = "a conversion from a generic type",
        ["CreateTruncating"] = "a conversion from a generic type",
        ["ConvertToInteger"] = "a conversion to a generic integer",
        ["ConvertToIntegerNative"] = "a conversion to a generic integer",
    };

    private static readonly string[] TypeNames = ["System.Math", "System.MathF", "System.Double", "System.Single"];

    public static TheoryData<string> Types => [.. TypeNames];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_function_has_a_row_or_is_pure_or_is_refused(string type)
    {
        var undecided = FloatingFunctions(type).Where(method => !HasRow(method) && !IsPure(method))
            .Where(method => !Refused.ContainsKey(method.Name) && !NotMathematics.ContainsKey(method.Name))
            .Select(Describe)
            .ToList();
        Assert.True(undecided.Count == 0, "neither in the rule table nor refused: " + string.Join("; ", undecided));
    }

    [Fact]
    public void What_is_refused_exists_and_has_no_row()
    {
        var names = TypeNames.SelectMany(FloatingFunctions).Select(method => method.Name).ToHashSet();
        Assert.All(Refused.Keys, name => Assert.Contains(name, names));
        Assert.Empty(Refused.Keys.Concat(NotMathematics.Keys).Intersect(RuleTable.Rows.Select(row => row.Method)));
    }

    private static IEnumerable<MethodInfo> FloatingFunctions(string type) => Type.GetType(type, throwOnError: true)!
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName)
        .Where(method => RuleFunction.IsFloating(method.ReturnType)
            || method.GetParameters().Any(parameter => RuleFunction.IsFloating(parameter.ParameterType)));

    private static bool HasRow(MethodInfo method) =>
        RuleTable.TryFind(FullName(method), ParameterTypes(method), out var rule) && rule.Row is not null;

    /// <summary>A constant to differentiation, because of its result: the table agrees, and only for such.</summary>
    private static bool IsPure(MethodInfo method) =>
        RuleTable.TryFind(FullName(method), ParameterTypes(method), out var rule) && rule.Row is null
        && (method.ReturnType == typeof(bool) || method.ReturnType == typeof(int));

    private static string FullName(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    private static IrType[] ParameterTypes(MethodInfo method) => [.. method.GetParameters().Select(parameter =>
        parameter.ParameterType == typeof(double) ? IrType.Double
        : parameter.ParameterType == typeof(float) ? new IrType(ScalarType.Single)
        : IrType.Int32)];

    private static string Describe(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";
}
