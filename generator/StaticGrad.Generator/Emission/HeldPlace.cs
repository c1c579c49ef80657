using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Lowering;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Emission;

/// <summary>How generated code reaches a held array from the start of a method: where a part is missing, there is no array.</summary>
internal sealed class HeldPlace
{
    private readonly string _start;
    private readonly bool _isNeverNull;

    private HeldPlace(HeldArray array, string start, string startLabel, bool isNeverNull)
    {
        Array = array;
        _start = start;
        _isNeverNull = isNeverNull;
        Label = startLabel + string.Concat(array.Steps.Select(step => step.Kind switch
        {
            HeldStepKind.Member => "." + step.Name.TrimStart('@'),
            HeldStepKind.Item => "[]",
            _ => "",
        }));
    }

    public HeldArray Array { get; }

    /// <summary>What people call it.</summary>
    public string Label { get; }

    /// <summary>How many loops over items lead to it.</summary>
    public int Items => Array.Steps.Count(step => step.Kind == HeldStepKind.Item);

    /// <summary>Those that the derivative can name. What is written in one place and read in another is there once, as written.</summary>
    public static IReadOnlyList<HeldPlace> All(MethodIr method, IEnumerable<HeldArray> held, Container container) =>
    [
        .. held.Where(array => array.IsNamedBy(container.QualifiedName))
            .Select(array => Of(method, array))
            .OrderBy(place => !place.Array.IsWritten)
            .GroupBy(place => (place._start, place.Array.Steps))
            .Select(group => group.First())
            .OrderBy(place => place.Label, StringComparer.Ordinal),
    ];

    private static HeldPlace Of(MethodIr method, HeldArray array)
    {
        if (array.Field is { } field)
        {
            return new HeldPlace(array, field.QualifiedName, field.QualifiedName.Replace("global::", ""), field.Type.IsValueType);
        }

        var parameter = method.Parameters[array.Parameter];
        var name = parameter.Passing == Passing.This ? "this" : Names.Escape(parameter.Name);
        return new HeldPlace(array, name, name.TrimStart('@'), isNeverNull: true);
    }

    /// <summary>Writes the loops that lead to it, and what is to be done with each array inside of them.</summary>
    /// <param name="items">Names for the variables of the loops.</param>
    public void ForEach(CodeWriter writer, IReadOnlyList<string> items, Action<string> body)
    {
        var (place, isNeverNull, loops) = (_start, _isNeverNull, 0);
        foreach (var step in Array.Steps)
        {
            switch (step.Kind)
            {
                case HeldStepKind.Member:
                    place += (isNeverNull ? "." : "?.") + step.Name;
                    break;
                case HeldStepKind.Flat:
                    place = $"{Runtime.GridFlat}({place})";
                    break;
                default:
                    var type = step.Type.ToCSharp();
                    writer.Open($"foreach ({type} {items[loops]} in {place}{(isNeverNull ? "" : $" ?? global::System.Array.Empty<{type}>()")})");
                    place = items[loops++];
                    break;
            }

            isNeverNull = step.Type.IsValueType;
        }

        body(place);
        for (; loops > 0; loops--)
        {
            writer.Close();
        }
    }
}
