namespace StaticGrad;

/// <summary>Builds full names such as <c>layers[0].weights</c> while a model is visited.</summary>
internal sealed class ParameterPath
{
    private readonly List<(string Member, int Index)> _models = new(8);

    internal void Clear() => _models.Clear();

    internal void Enter(string member, int index) => _models.Add((member, index));

    internal void Leave() => _models.RemoveAt(_models.Count - 1);

    /// <summary>The full name of a parameter of the model that was entered last; allocates the string.</summary>
    internal string Of(ModelParameter parameter)
    {
        var own = Element(parameter.Name, parameter.Index);
        return _models.Count == 0
            ? own
            : string.Join('.', _models.Select(model => Element(model.Member, model.Index)).Append(own));
    }

    private static string Element(string name, int index) => index < 0 ? name : FormattableString.Invariant($"{name}[{index}]");
}
