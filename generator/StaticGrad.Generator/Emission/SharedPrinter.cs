using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Emission;

/// <summary>The class that holds the derivative of a called method: its frame, its forward part, its reverse part.</summary>
internal sealed class SharedPrinter(IReadOnlyList<string> lines)
{
    public string Print(SplitMethod split)
    {
        var writer = new CodeWriter();
        var method = split.Derivative.Method;
        writer.Line($"/// <summary>The derivative of <c>{Names.InDocumentation(method.Name)}</c> for its callers.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Open($"{method.Access} static class {split.Derivative.Name}");
        PrintFrame(writer, split);
        writer.Line();

        var taken = new HashSet<string>(method.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        var self = method.IsInstance ? Unique("self", taken) : "";
        string NameOf(Parameter parameter) => parameter.Passing == Passing.This ? self : Names.Escape(parameter.Name);
        var frameName = Unique("frame", taken);
        var frame = $"{split.FrameParameter.Type.ToCSharp()} {frameName}";
        var own = method.Parameters.Select(parameter => $"{ParameterType(parameter.Type)} {NameOf(parameter)}").ToList();
        var variables = method.Parameters.Select(parameter => (parameter.Variable, NameOf(parameter))).ToList();
        writer.Open($"internal static {method.Result.ToCSharp()} Forward({string.Join(", ", own.Concat([frame]))})");
        new BodyPrinter(writer, split.Forward, lines, [.. variables, (split.FrameParameter, frameName)], [], frameName).Print();
        writer.Close();
        writer.Line();

        var more = split.ReverseParameters.Select(parameter => (parameter.Variable, parameter.IsReference, Name: Unique(parameter.Variable.Name, taken))).ToList();
        var header = own
            .Concat(more.Select(p => $"{(p.IsReference ? "ref " : "")}{p.Variable.Type.ToCSharp()} {Names.Escape(p.Name)}"))
            .Concat([frame]);
        writer.Open($"internal static void Reverse({string.Join(", ", header)})");
        new BodyPrinter(
            writer,
            split.Reverse,
            lines,
            [.. variables, .. more.Select(p => (p.Variable, Names.Escape(p.Name))), (split.FrameParameter, frameName)],
            [],
            frameName).Print();
        writer.Close();
        writer.Close();
        return writer.ToString();
    }

    private static string ParameterType(IrType type) =>
        (type.Shape == Shape.Array ? type.WithShape(Shape.Span) : type).ToCSharp();

    private static void PrintFrame(CodeWriter writer, SplitMethod split)
    {
        writer.Open("internal sealed class Frame");
        foreach (var field in split.Frame)
        {
            var needsValue = field.Type.IsView || field.Type.Scalar == ScalarType.Frame;
            var type = field.Type.IsKeptCloser ? "object" : field.Type.ToCSharp();
            writer.Line($"internal {type} {FieldName(field)}{(needsValue ? " = null!" : "")};");
        }

        writer.Close();
    }

    /// <summary>Fields of a frame are numbered: several versions of one variable may be kept.</summary>
    public static string FieldName(Variable field) => field.Name + field.Id;

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = name + number;
        }

        return unique;
    }
}
