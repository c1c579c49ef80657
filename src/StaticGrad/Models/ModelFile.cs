using System.Text.Json;

namespace StaticGrad;

/// <summary>One parameter of a file: its numbers are in the array of its type.</summary>
internal sealed record StoredParameter(string Name, int[] Shape, double[]? Doubles, float[]? Floats)
{
    internal string Describe() => ModelFile.Describe(Doubles is null ? ModelFile.FloatType : ModelFile.DoubleType, Shape);
}

/// <summary>The whole of a file, checked in itself: what it says of each parameter fits the numbers that it has for it.</summary>
internal static class ModelFile
{
    internal const string Format = "StaticGrad.Model";
    internal const int Version = 1;
    internal const string DoubleType = "double";
    internal const string FloatType = "float";

    private static readonly string[] FileMembers = ["format", "version", "parameters"];
    private static readonly string[] ParameterMembers = ["name", "type", "shape", "frozen", "values"];

    internal static string Describe(string type, ReadOnlySpan<int> shape) => $"{type}[{string.Join(", ", shape.ToArray())}]";

    /// <summary>Reads a document.</summary>
    /// <param name="parse">Parses it.</param>
    /// <returns>The parameters by name.</returns>
    /// <exception cref="ModelFormatException">It is not JSON, or not of this format.</exception>
    internal static Dictionary<string, StoredParameter> Read(Func<JsonDocument> parse)
    {
        JsonDocument document;
        try
        {
            document = parse();
        }
        catch (JsonException malformed)
        {
            throw new ModelFormatException($"The file is not JSON: {malformed.Message}", malformed);
        }

        using (document)
        {
            try
            {
                return ReadFile(document.RootElement);
            }
            catch (InvalidOperationException badText)
            {
                // An escaped half of a surrogate pair, or bytes that are not UTF-8: JSON to the parser, and not text.
                throw new ModelFormatException($"The file has a string that is not text: {badText.Message}", badText);
            }
        }
    }

    private static Dictionary<string, StoredParameter> ReadFile(JsonElement root)
    {
        const string place = "The file";
        var members = Members(root, place, FileMembers);
        var format = String(members["format"], place, "format");
        if (format != Format)
        {
            throw new ModelFormatException($"The file's format is '{format}', and '{Format}' is expected.");
        }

        if (members["version"].ValueKind != JsonValueKind.Number || !members["version"].TryGetInt32(out var version)
            || version != Version)
        {
            throw new ModelFormatException(
                $"The file's version is {members["version"].GetRawText()}, and this library reads version {Version}.");
        }

        var parameters = new Dictionary<string, StoredParameter>(StringComparer.Ordinal);
        var index = 0;
        foreach (var element in Array(members["parameters"], place, "parameters").EnumerateArray())
        {
            var parameter = ReadParameter(element, $"parameters[{index++}]");
            if (!parameters.TryAdd(parameter.Name, parameter))
            {
                throw new ModelFormatException($"The file has '{parameter.Name}' twice.");
            }
        }

        return parameters;
    }

    private static StoredParameter ReadParameter(JsonElement element, string place)
    {
        var members = Members(element, place, ParameterMembers);
        var name = String(members["name"], place, "name");
        place = $"'{name}'";
        var type = String(members["type"], place, "type");
        if (members["frozen"].ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw new ModelFormatException($"{place}: 'frozen' must be true or false.");
        }

        var shape = ReadShape(Array(members["shape"], place, "shape"), place, out var count);
        var values = Array(members["values"], place, "values");
        if (values.GetArrayLength() != count)
        {
            throw new ModelFormatException(
                $"{place} has {values.GetArrayLength()} values, and its shape [{string.Join(", ", shape)}] needs {count}.");
        }

        return type switch
        {
            DoubleType => new StoredParameter(name, shape, ReadDoubles(values, place), null),
            FloatType => new StoredParameter(name, shape, null, ReadFloats(values, place)),
            _ => throw new ModelFormatException($"{place} has the type '{type}'; '{DoubleType}' and '{FloatType}' are known."),
        };
    }

    private static int[] ReadShape(JsonElement element, string place, out long count)
    {
        var shape = new int[element.GetArrayLength()];
        var i = 0;
        count = 1;
        foreach (var length in element.EnumerateArray())
        {
            if (length.ValueKind != JsonValueKind.Number || !length.TryGetInt32(out shape[i]) || shape[i] < 0)
            {
                throw new ModelFormatException($"{place}: {length.GetRawText()} is not the length of a dimension.");
            }

            // No array is longer than an int; past it the product only has to stay wrong.
            count = Math.Min(count, int.MaxValue) * shape[i++];
        }

        return shape;
    }

    private static double[] ReadDoubles(JsonElement values, string place)
    {
        var numbers = new double[values.GetArrayLength()];
        var i = 0;
        foreach (var value in values.EnumerateArray())
        {
            // A number beyond the range is read as an infinity, which the format spells out.
            numbers[i++] = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
                ? number
                : NotFinite(value, place);
        }

        return numbers;
    }

    private static float[] ReadFloats(JsonElement values, string place)
    {
        var numbers = new float[values.GetArrayLength()];
        var i = 0;
        foreach (var value in values.EnumerateArray())
        {
            numbers[i++] = value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number)
                ? number
                : (float)NotFinite(value, place);
        }

        return numbers;
    }

    private static double NotFinite(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String when value.ValueEquals("NaN") => double.NaN,
        JsonValueKind.String when value.ValueEquals("Infinity") => double.PositiveInfinity,
        JsonValueKind.String when value.ValueEquals("-Infinity") => double.NegativeInfinity,
        _ => throw new ModelFormatException($"{place}: {value.GetRawText()} is not a number of its type."),
    };

    /// <summary>The known members of an object, each there exactly once; others are passed over.</summary>
    private static Dictionary<string, JsonElement> Members(JsonElement element, string place, string[] names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFormatException($"{place} is not a JSON object.");
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (names.Contains(property.Name) && !members.TryAdd(property.Name, property.Value))
            {
                throw new ModelFormatException($"{place} has '{property.Name}' twice.");
            }
        }

        return names.FirstOrDefault(name => !members.ContainsKey(name)) is { } missing
            ? throw new ModelFormatException($"{place} has no '{missing}'.")
            : members;
    }

    private static string String(JsonElement element, string place, string name) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new ModelFormatException($"{place}: '{name}' is not a string.");

    private static JsonElement Array(JsonElement element, string place, string name) =>
        element.ValueKind == JsonValueKind.Array
            ? element
            : throw new ModelFormatException($"{place}: '{name}' is not an array.");
}
