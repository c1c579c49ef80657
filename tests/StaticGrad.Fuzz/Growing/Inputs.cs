using StaticGrad.Fuzz.Choosing;
using StaticGrad.Fuzz.Language;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Growing;

/// <summary>
/// Arguments of a method under test: an array for each parameter, of one element for a scalar; for a model, a list of the
/// arrays of its members, in their order. An empty list is a part that is missing, and an empty array of a model one that is.
/// </summary>
internal static class Inputs
{
    public static object[] Grow(Choices choices, Method entry) =>
    [
        .. entry.This is { } self ? [Model(choices, self.Definition)] : Array.Empty<object>(),
        .. entry.Parameters.Select(parameter => Argument(choices, parameter)),
    ];

    /// <summary>Moderate, not near zero, and with all its bits in use.</summary>
    public static double Value(Choices choices, bool isFloat)
    {
        var k = choices.Next(1200);
        var value = k < 600 ? 0.43717171 + k * 0.0031711 : -0.43717171 - (k - 600) * 0.0031711;
        return isFloat ? (float)value : value;
    }

    public static object Copy(object argument) => argument is object[] list
        ? list.Select(Copy).ToArray()
        : ((Array)argument).Clone();

    private static object Argument(Choices choices, Parameter parameter) => parameter.Variable switch
    {
        NumberVariable number => Numbers(choices, 1, number.IsFloat),
        ViewVariable view => Numbers(choices, choices.Among(3, 2, 4, 5, 3, 1, 3, 3), view.IsFloat),
        IntegersVariable => Enumerable.Range(0, choices.Among(3, 2, 4)).Select(_ => choices.Next(4)).ToArray(),
        TruthVariable => new[] { choices.Chance(50) },
        ModelVariable model => Model(choices, model.Definition),
        _ => new[] { choices.Next(4) },
    };

    private static Array Numbers(Choices choices, int count, bool isFloat)
    {
        Array numbers = isFloat ? new float[count] : new double[count];
        for (var i = 0; i < count; i++)
        {
            NumberArray.Put(numbers, i, Value(choices, isFloat));
        }

        return numbers;
    }

    private static object[] Model(Choices choices, ModelDefinition definition)
    {
        const int Length = ModelDefinition.Length;
        return [.. definition.Members.SelectMany(IEnumerable<object> (member) => member.Kind switch
        {
            MemberKind.Number => (object[])[Numbers(choices, 1, member.IsFloat)],
            MemberKind.Array => [Numbers(choices, Length, member.IsFloat)],
            MemberKind.Matrix => [Numbers(choices, Length * Length, member.IsFloat)],
            MemberKind.Jagged => [Numbers(choices, Length, member.IsFloat), Numbers(choices, Length, member.IsFloat)],
            MemberKind.Model => [Part(choices, member.Model!)],
            _ => [Part(choices, member.Model!), Part(choices, member.Model!)],
        })];
    }

    private static object[] Part(Choices choices, ModelDefinition definition) =>
        !definition.IsStruct && choices.Chance(8) ? [] : Model(choices, definition);

    /// <summary>Takes some arrays of models away.</summary>
    public static void RemoveArrays(Choices choices, Method entry, IReadOnlyList<object[]> points)
    {
        foreach (var point in points)
        {
            var arguments = point.AsEnumerable();
            if (entry.This is { } self)
            {
                RemoveArrays(choices, self.Definition, (object[])point[0]);
                arguments = arguments.Skip(1);
            }

            foreach (var (argument, parameter) in arguments.Zip(entry.Parameters))
            {
                if (parameter.Variable is ModelVariable model)
                {
                    RemoveArrays(choices, model.Definition, (object[])argument);
                }
            }
        }
    }

    private static void RemoveArrays(Choices choices, ModelDefinition definition, object[] parts)
    {
        var next = 0;
        foreach (var member in parts.Length == 0 ? [] : definition.Members)
        {
            for (var count = member.Parts; count > 0; count--, next++)
            {
                if (member.Model is { } inner)
                {
                    RemoveArrays(choices, inner, (object[])parts[next]);
                }
                else if (member.Kind != MemberKind.Number && choices.Chance(6))
                {
                    parts[next] = Numbers(choices, 0, member.IsFloat);
                }
            }
        }
    }

    /// <summary>Whether a part of some model is missing.</summary>
    public static bool HasMissing(object argument) => argument is object[] parts && (parts.Length == 0 || parts.Any(HasMissing));

    /// <summary>Whether an array of some model is.</summary>
    public static bool HasMissingArray(object argument) =>
        argument is object[] parts && parts.Any(part => part is object[] ? HasMissingArray(part) : ((Array)part).Length == 0);
}
