using System.Text.Json;

namespace StaticGrad;

/// <summary>Writes each parameter that it is shown; the numbers stream out and are never all in memory as text.</summary>
internal sealed class ModelWriter(Utf8JsonWriter json) : IParameterVisitor
{
    private const int FlushAt = 1 << 16;

    private readonly ParameterPath _path = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    internal void Begin()
    {
        json.WriteStartObject();
        json.WriteString("format", ModelFile.Format);
        json.WriteNumber("version", ModelFile.Version);
        json.WriteStartArray("parameters");
    }

    internal void End()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    public void Enter(string member, int index) => _path.Enter(member, index);

    public void Leave() => _path.Leave();

    public void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient)
    {
        BeginParameter(parameter, ModelFile.DoubleType);
        foreach (var number in value)
        {
            if (double.IsFinite(number))
            {
                json.WriteNumberValue(number);
            }
            else
            {
                WriteNotFinite(number);
            }

            FlushIfLarge();
        }

        EndParameter();
    }

    public void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient)
    {
        BeginParameter(parameter, ModelFile.FloatType);
        foreach (var number in value)
        {
            if (float.IsFinite(number))
            {
                json.WriteNumberValue(number);
            }
            else
            {
                WriteNotFinite(number);
            }

            FlushIfLarge();
        }

        EndParameter();
    }

    private void BeginParameter(ModelParameter parameter, string type)
    {
        var name = _path.Of(parameter);
        if (!_names.Add(name))
        {
            throw new InvalidOperationException($"The model shows two parameters as '{name}'.");
        }

        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", type);
        json.WriteStartArray("shape");
        foreach (var length in parameter.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteBoolean("frozen", parameter.IsFrozen);
        json.WriteStartArray("values");
    }

    private void EndParameter()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteNotFinite(double number) =>
        json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");

    private void FlushIfLarge()
    {
        if (json.BytesPending > FlushAt)
        {
            json.Flush();
        }
    }
}
