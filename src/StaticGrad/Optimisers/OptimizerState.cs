namespace StaticGrad;

/// <summary>
/// Goes through a model's parameters twice a step: the first time compares them with those of the first step and changes
/// nothing, the second time hands each to the rule with its own buffers. One object for all steps: nothing is allocated
/// after the first.
/// </summary>
internal sealed class OptimizerState(Optimizer rule, int buffers) : IParameterVisitor
{
    private readonly ParameterPath _path = new();
    private readonly List<ParameterState> _parameters = [];
    private bool _known;
    private bool _updating;
    private int _next;

    internal long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (var parameter in _parameters)
            {
                bytes += parameter.Bytes;
            }

            return bytes;
        }
    }

    internal void Forget()
    {
        _parameters.Clear();
        _known = false;
    }

    internal void BeginCheck()
    {
        if (!_known)
        {
            // A first step may have failed half-way.
            _parameters.Clear();
        }

        _updating = false;
        Rewind();
    }

    /// <summary>Ends the check, and makes the state at the first step.</summary>
    internal void BeginUpdate()
    {
        if (!_known)
        {
            foreach (var parameter in _parameters)
            {
                parameter.Allocate(buffers);
            }

            _known = true;
        }
        else if (_next < _parameters.Count)
        {
            throw Differs($"'{_parameters[_next].Name}', which the first step saw, is missing");
        }

        _updating = true;
        Rewind();
    }

    public void Enter(string member, int index) => _path.Enter(member, index);

    public void Leave() => _path.Leave();

    public void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient) =>
        Visit(parameter, value, (ReadOnlySpan<double>)gradient);

    public void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient) =>
        Visit(parameter, value, (ReadOnlySpan<float>)gradient);

    internal void Visit(ModelParameter parameter, Span<double> value, ReadOnlySpan<double> gradient)
    {
        if (_updating)
        {
            rule.Update(value, gradient, ((ParameterState<double>)_parameters[_next++]).Buffers);
        }
        else
        {
            Check<double>(parameter, value.Length, gradient.Length);
        }
    }

    internal void Visit(ModelParameter parameter, Span<float> value, ReadOnlySpan<float> gradient)
    {
        if (_updating)
        {
            rule.Update(value, gradient, ((ParameterState<float>)_parameters[_next++]).Buffers);
        }
        else
        {
            Check<float>(parameter, value.Length, gradient.Length);
        }
    }

    private void Rewind()
    {
        _path.Clear();
        _next = 0;
    }

    private void Check<T>(ModelParameter parameter, int values, int gradients)
        where T : unmanaged
    {
        if (values != gradients)
        {
            throw new ArgumentException(
                $"'{_path.Of(parameter)}' has {values} elements, and its gradient has {gradients}.", "gradient");
        }

        if (!_known)
        {
            _parameters.Add(new ParameterState<T>(_path.Of(parameter), values));
            return;
        }

        if (_next == _parameters.Count)
        {
            throw Differs($"'{_path.Of(parameter)}' was not there at the first step");
        }

        var known = _parameters[_next++];
        if (known is not ParameterState<T> || known.Length != values)
        {
            var type = typeof(T) == typeof(float) ? "float" : "double";
            throw Differs(
                $"'{_path.Of(parameter)}' has {values} elements of type {type}, "
                + $"and at the first step '{known.Name}' in its place had {known.Length} of type {known.TypeName}");
        }
    }

    private static InvalidOperationException Differs(string how) => new(
        $"The parameters are not those that this optimiser keeps its state for: {how}. Nothing was changed. "
        + "Use another optimiser, or Reset this one.");
}
