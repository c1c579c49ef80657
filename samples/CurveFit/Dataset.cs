using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CurveFit;

/// <summary>A NIST nonlinear regression set: observations, two starting points, and the certified parameters.</summary>
public sealed record Dataset(string Name, double[] X, double[] Y, IReadOnlyList<double[]> Starts, double[] Certified)
{
    /// <summary>Reads <c>name.csv</c> (observations) and <c>name.json</c> (starts, certified parameters).</summary>
    /// <exception cref="BadInputException">A file is missing, unreadable or malformed.</exception>
    public static Dataset Load(string folder, string name, int parameters)
    {
        var csv = Path.Combine(folder, name + ".csv");
        var json = Path.Combine(folder, name + ".json");
        var (x, y) = ParseObservations(csv, ReadText(csv));
        var nist = ParseJson(json, ReadText(json));

        if (x.Length != nist.Observations)
        {
            throw new BadInputException(csv, $"{x.Length} observations, but n_obs is {nist.Observations} in {json}");
        }

        if (x.Length < parameters)
        {
            throw new BadInputException(csv, $"{x.Length} observations cannot determine {parameters} parameters");
        }

        CheckNumbers(json, "start1", nist.Start1, parameters);
        CheckNumbers(json, "start2", nist.Start2, parameters);
        CheckNumbers(json, "certified", nist.Certified, parameters);
        return new Dataset(name, x, y, [nist.Start1, nist.Start2], nist.Certified);
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException(path, "there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, e.Message, e);
        }
    }

    private static (double[] X, double[] Y) ParseObservations(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines[0] != "y,x")
        {
            throw new BadInputException($"{path}, line 1", $"the header must be \"y,x\"; it is \"{lines[0]}\"");
        }

        var x = new double[lines.Length - 1];
        var y = new double[lines.Length - 1];
        for (var i = 0; i < x.Length; i++)
        {
            var line = lines[i + 1];
            var columns = line.Split(',');
            if (columns.Length != 2 || !TryParse(columns[0], out y[i]) || !TryParse(columns[1], out x[i]))
            {
                throw new BadInputException($"{path}, line {i + 2}", $"two numbers y,x are expected; it is \"{line}\"");
            }
        }

        return (x, y);
    }

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static NistFile ParseJson(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, NistJson.Default.NistFile)
                ?? throw new BadInputException(path, "an object is expected; it is null");
        }
        catch (JsonException e)
        {
            throw new BadInputException(path, e.Message, e);
        }
    }

    private static void CheckNumbers(string path, string property, double[] numbers, int count)
    {
        if (numbers.Length != count || !numbers.All(double.IsFinite))
        {
            throw new BadInputException(
                path, $"{property} must hold {count} finite numbers; it holds {string.Join(", ", numbers)}");
        }
    }
}

/// <summary>Input is missing or malformed. The message says which, where in it, and what is wrong.</summary>
public sealed class BadInputException(string where, string problem, Exception? inner = null)
    : Exception($"{where}: {problem}", inner);

/// <summary>What this program needs of a set's JSON file, in which numbers are strings ("1.9027818370E-01").</summary>
internal sealed record NistFile(
    [property: JsonPropertyName("n_obs")] int Observations,
    [property: JsonPropertyName("start1")] double[] Start1,
    [property: JsonPropertyName("start2")] double[] Start2,
    [property: JsonPropertyName("certified")] double[] Certified);

[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NistFile))]
internal sealed partial class NistJson : JsonSerializerContext;
