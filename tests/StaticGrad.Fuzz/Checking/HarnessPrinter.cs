using System.Globalization;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Checking;

/// <summary>What the harness of a program is asked to do.</summary>
internal enum Request
{
    /// <summary>Call the method itself.</summary>
    Value,

    /// <summary>Call FBackward with seed 1.</summary>
    Backward,

    /// <summary>Call FBackward with a seed.</summary>
    SeededBackward,

    /// <summary>Call FGradient and put what it returns where the gradients are.</summary>
    Gradient,

    /// <summary>Make the gradients of models, each a zero.</summary>
    MakeGradients,

    /// <summary>Take the gradients of models apart into arrays.</summary>
    ReadGradients,
}

/// <summary>
/// Prints a class beside each program that calls it with arguments out of arrays, so that one delegate type serves every
/// signature. Boxes and lists are made outside the calls whose allocation is counted.
/// </summary>
internal sealed class HarnessPrinter(RandomProgram program)
{
    public static string ClassName(string program) => program + "Harness";

    public static string Print(RandomProgram program) => new HarnessPrinter(program).Print();

    private string Print()
    {
        var writer = new SourceWriter();
        writer.Line($"using System;");
        writer.Line($"using System.Collections.Generic;");
        writer.Line($"public static class {ClassName(program.Name)}");
        writer.Braces(() =>
        {
            writer.Line($"public static double Run(int request, object[] a, object[] g, double seed)");
            writer.Braces(() => PrintRun(writer));
            foreach (var model in program.Models)
            {
                PrintMake(writer, model);
                PrintRead(writer, model);
            }
        });
        return writer.ToString();
    }

    private void PrintRun(SourceWriter writer)
    {
        if (program.HasStatics)
        {
            writer.Line($"{program.Name}.Reset();");
        }

        for (var i = 0; i < program.Arguments.Count; i++)
        {
            var parameter = program.Arguments[i];
            var at = i.ToString(CultureInfo.InvariantCulture);
            writer.Line($"var {Local(parameter)} = {(parameter.Variable is ModelVariable model
                ? $"Make{model.Definition.Name}((object[])a[{at}])"
                : $"(({ElementType(parameter)}[])a[{at}]){(parameter.Variable is ViewVariable or IntegersVariable ? "" : "[0]")}")};");
        }

        var leaves = program.Leaves.Select((leaf, i) => (Leaf: leaf, At: i.ToString(CultureInfo.InvariantCulture))).ToList();
        var gradients = string.Concat(leaves.Select(leaf => ", " + GradientArgument(leaf.Leaf, leaf.At)));
        var arguments = string.Join(", ", program.Entry.Parameters.Select(parameter => (parameter.IsIn ? "in " : "") + Local(parameter)));
        var method = program.Entry.This is { } self ? $"{Local(new Parameter(self))}.F" : $"{program.Name}.F";
        var isVoid = program.Entry.Result == ResultKind.None;
        writer.Line($"switch (request)");
        writer.Braces(() =>
        {
            Case(Request.Value, Returning(isVoid, $"{method}({arguments})"));
            Case(Request.Backward, Returning(isVoid, $"{method}Backward({arguments}{gradients})"));
            if (!isVoid)
            {
                var seed = program.Entry.IsFloat ? "(float)seed" : "seed";
                Case(Request.SeededBackward, Returning(isVoid, $"{method}Backward({arguments}, {seed}{gradients})"));
                Case(Request.Gradient, [
                    $"var r = {method}Gradient({arguments});",
                    .. leaves.Select(leaf => $"g[{leaf.At}] = {GradientResult(leaf.Leaf)};"),
                    .. program.Retained.Select((local, i) =>
                        $"g[{leaves.Count + i}] = new[] {{ r.{Pascal(local.Target.Name)} }};"),
                    "return r.Value;"]);
            }

            var models = leaves.Where(leaf => leaf.Leaf.Variable is ModelVariable).ToList();
            Case(Request.MakeGradients, [.. models.Select(leaf => $"g[{leaf.At}] = {NewGradient(leaf.Leaf)};"), "return 0;"]);
            Case(Request.ReadGradients, [.. models.SelectMany(leaf => ReadGradient(leaf.Leaf, leaf.At)), "return 0;"]);
            writer.Line($"default: throw new InvalidOperationException();");
        });

        void Case(Request request, IReadOnlyList<string> lines)
        {
            writer.Line($"case {(int)request}:");
            writer.Braces(() =>
            {
                foreach (var line in lines)
                {
                    writer.Line($"{line}");
                }
            });
        }
    }

    private static string[] Returning(bool isVoid, string call) => isVoid ? [call + ";", "return 0;"] : [$"return {call};"];

    private static string Local(Parameter parameter) => parameter.Variable.Name == "this" ? "self" : parameter.Variable.Name;

    private static string ElementType(Parameter parameter) => parameter.Variable switch
    {
        ViewVariable view => TypeNames.Of(view.IsFloat),
        IntegersVariable => "int",
        _ => parameter.Type,
    };

    private string GradientArgument(Parameter leaf, string at) => leaf.Variable switch
    {
        ModelVariable { Definition: { IsStruct: true } definition } =>
            $"ref (({GradientType(definition)}[])g[{at}])[0]",
        ModelVariable model => $"({GradientType(model.Definition)})g[{at}]",
        ViewVariable view => $"({TypeNames.Of(view.IsFloat)}[])g[{at}]",
        _ => $"ref (({leaf.Type}[])g[{at}])[0]",
    };

    private static string GradientResult(Parameter leaf)
    {
        var property = $"r.{Pascal(leaf.Variable.Name)}";
        return leaf.Variable is ViewVariable or ModelVariable { Definition.IsStruct: false } ? property : $"new[] {{ {property} }}";
    }

    private string NewGradient(Parameter leaf)
    {
        var definition = ((ModelVariable)leaf.Variable).Definition;
        var made = $"new {GradientType(definition)}({Local(leaf)})";
        return definition.IsStruct ? $"new[] {{ {made} }}" : made;
    }

    private IEnumerable<string> ReadGradient(Parameter leaf, string at)
    {
        var definition = ((ModelVariable)leaf.Variable).Definition;
        var gradient = definition.IsStruct ? $"(({GradientType(definition)}[])g[{at}])[0]" : $"({GradientType(definition)})g[{at}]";
        return [$"var o{at} = new List<Array>();", $"Read{definition.Name}({gradient}, o{at});", $"g[{at}] = o{at}.ToArray();"];
    }

    private string GradientType(ModelDefinition definition) => $"{program.Name}.{definition.Name}.Gradient";

    private void PrintMake(SourceWriter writer, ModelDefinition model)
    {
        var next = 0;
        var members = model.Members.Select(member => $"{member.Name} = {Make(member, ref next)}").ToList();
        writer.Line($"private static {program.Name}.{model.Name} Make{model.Name}(object[] d) => {(model.IsStruct ? "" : "d.Length == 0 ? null! : ")}new() {{ {string.Join(", ", members)} }};");
    }

    private static string Make(Member member, ref int next)
    {
        var type = TypeNames.Of(member.IsFloat);
        return member.Kind switch
        {
            MemberKind.Number => $"(({type}[])d[{next++}])[0]",
            MemberKind.Array => Made(type, next++),
            MemberKind.Matrix => Matrix(type, next++),
            MemberKind.Jagged => $"[{Made(type, next++)}, {Made(type, next++)}]",
            MemberKind.Model => $"Make{member.Model!.Name}((object[])d[{next++}])",
            _ => $"[Make{member.Model!.Name}((object[])d[{next++}]), Make{member.Model!.Name}((object[])d[{next++}])]",
        };
    }

    private static string Made(string type, int at) => $"(({type}[])d[{at}]).Length == 0 ? null! : ({type}[])d[{at}]";

    private static string Matrix(string type, int at)
    {
        var cells = Enumerable.Range(0, 4).Select(i => $"(({type}[])d[{at}])[{i}]").ToList();
        return $"(({type}[])d[{at}]).Length == 0 ? null! : new[,] {{ {{ {cells[0]}, {cells[1]} }}, {{ {cells[2]}, {cells[3]} }} }}";
    }

    private void PrintRead(SourceWriter writer, ModelDefinition model)
    {
        writer.Line($"private static void Read{model.Name}({program.Name}.{model.Name}.Gradient r, List<Array> o)");
        writer.Braces(() =>
        {
            if (!model.IsStruct)
            {
                writer.Line($"if (r is null) return;");
            }

            foreach (var member in model.Members.Where(member => !member.IsFrozen))
            {
                var slot = $"r.{member.Name}";
                writer.Line($"{member.Kind switch
                {
                    MemberKind.Number => $"o.Add(new[] {{ {slot} }});",
                    MemberKind.Array => $"if ({slot} is not null) o.Add({slot});",
                    MemberKind.Matrix => $"if ({slot} is not null) o.Add(new[] {{ {slot}[0, 0], {slot}[0, 1], {slot}[1, 0], {slot}[1, 1] }});",
                    MemberKind.Jagged => $"if ({slot}[0] is not null) o.Add({slot}[0]); if ({slot}[1] is not null) o.Add({slot}[1]);",
                    MemberKind.Model => $"Read{member.Model!.Name}({slot}, o);",
                    _ => $"Read{member.Model!.Name}({slot}[0], o); Read{member.Model!.Name}({slot}[1], o);",
                }}");
            }
        });
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
