namespace StaticGrad;

/// <summary>
/// Compares a file with the model that it is loaded into, and only then fills the model: visit it once, call
/// <see cref="ThrowIfDifferent"/>, visit it again.
/// </summary>
internal sealed class ModelReader(Dictionary<string, StoredParameter> file) : IParameterVisitor
{
    private const int MostDifferences = 10;

    private readonly ParameterPath _path = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private bool _filling;

    /// <summary>Ends the comparison.</summary>
    /// <exception cref="ModelFormatException">The file is not one of this model; names what differs.</exception>
    internal void ThrowIfDifferent()
    {
        foreach (var name in file.Keys)
        {
            if (!_seen.Contains(name))
            {
                _differences.Add($"unexpected '{name}' ({file[name].Describe()})");
            }
        }

        if (_differences.Count > 0)
        {
            var more = _differences.Count > MostDifferences ? $"; and {_differences.Count - MostDifferences} more" : "";
            throw new ModelFormatException(
                $"The file does not fit the model, which was not changed: {string.Join("; ", _differences.Take(MostDifferences))}{more}.");
        }

        _filling = true;
    }

    public void Enter(string member, int index) => _path.Enter(member, index);

    public void Leave() => _path.Leave();

    public void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient)
    {
        var name = _path.Of(parameter);
        if (_filling)
        {
            file[name].Doubles.CopyTo(value);
        }
        else
        {
            Compare(name, parameter.Shape, ModelFile.DoubleType, value.Length, stored => stored.Doubles?.Length);
        }
    }

    public void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient)
    {
        var name = _path.Of(parameter);
        if (_filling)
        {
            file[name].Floats.CopyTo(value);
        }
        else
        {
            Compare(name, parameter.Shape, ModelFile.FloatType, value.Length, stored => stored.Floats?.Length);
        }
    }

    private void Compare(
        string name, ReadOnlySpan<int> shape, string type, int length, Func<StoredParameter, int?> storedLength)
    {
        if (!_seen.Add(name))
        {
            throw new InvalidOperationException($"The model shows two parameters as '{name}'.");
        }

        if (!file.TryGetValue(name, out var stored))
        {
            _differences.Add($"missing '{name}' ({ModelFile.Describe(type, shape)})");
        }
        else if (storedLength(stored) != length || !shape.SequenceEqual(stored.Shape))
        {
            _differences.Add(
                $"'{name}' is {stored.Describe()} in the file and {ModelFile.Describe(type, shape)} in the model");
        }
    }
}
