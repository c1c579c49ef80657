using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests.Rules;

/// <summary>The derivatives of all functions of the table, compiled once, in one program.</summary>
internal static class RulePrograms
{
    private static readonly Lazy<Program> Compiled = new(Compile);

    /// <summary>Value and partials; an argument that is not a floating-point number has the partial NaN.</summary>
    public static (double Value, double[] Partials) Gradient(RuleFunction function, double[] at)
    {
        Assert.True(
            Compiled.Value.Calls.TryGetValue(function.Name, out var calls), $"no derivative was generated for {function.Name}");
        var numbers = calls.Gradient(at);
        return (numbers[0], numbers[1..]);
    }

    public static double Value(RuleFunction function, double[] at) => Compiled.Value.Calls[function.Name].Value(at);

    private static Program Compile()
    {
        var methods = new StringBuilder("public static partial class Rules\n{\n");
        for (var i = 0; i < RuleFunction.All.Count; i++)
        {
            var function = RuleFunction.All[i];
            var parameters = string.Join(", ", function.Parameters.Select((type, p) => $"{RuleFunction.Keyword(type)} x{p}"));
            methods.Append($"[Differentiable] public static {RuleFunction.Keyword(function.Element)} F{i}({parameters}) {{ {function.Body} }}\n");
        }

        var run = GeneratorRun.Of(methods.Append("}\n").ToString());
        Assert.Null(run.Exception);
        List<int> generated = [.. Enumerable.Range(0, RuleFunction.All.Count).Where(i => run.Files.ContainsKey($"Rules.F{i}.g.cs"))];
        var complete = GeneratorRun.Of((CSharpCompilation)run.Input.AddSyntaxTrees(Programs.Parse(Calls(generated), "Calls.cs")));
        var values = complete.Call<Func<double[], double>[]>("Calls", "Values");
        var gradients = complete.Call<Func<double[], double[]>[]>("Calls", "Gradients");
        return new Program(generated
            .Select((function, i) => (RuleFunction.All[function].Name, Calls: (values[i], gradients[i])))
            .ToDictionary(pair => pair.Name, pair => pair.Calls));
    }

    private static string Calls(List<int> functions)
    {
        string Arguments(int i) => string.Join(", ", RuleFunction.All[i].Parameters.Select((type, p) => $"({type})a[{p}]"));
        string Partials(int i) => string.Concat(RuleFunction.All[i].Parameters.Select((type, p) =>
            RuleFunction.IsFloating(type) ? $", g.X{p}" : ", double.NaN"));
        return "public static class Calls\n{\n"
            + "public static Func<double[], double>[] Values() => [\n"
            + string.Concat(functions.Select(i => $"a => Rules.F{i}({Arguments(i)}),\n"))
            + "];\npublic static Func<double[], double[]>[] Gradients() => [\n"
            + string.Concat(functions.Select(i => $"a => {{ var g = Rules.F{i}Gradient({Arguments(i)}); return [g.Value{Partials(i)}]; }},\n"))
            + "];\n}\n";
    }

    private sealed record Program(Dictionary<string, (Func<double[], double> Value, Func<double[], double[]> Gradient)> Calls);
}
