using StaticGrad.Fuzz.Language;

namespace StaticGrad.Fuzz.Growing;

/// <summary>The variables that a statement of a method can name.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];

    /// <summary>How many variables the method has had: the size of its frame.</summary>
    public int Slots { get; private set; }

    public IReadOnlyList<TruthVariable> Truths => [.. _variables.OfType<TruthVariable>()];

    public IReadOnlyList<IntegerVariable> Integers => [.. _variables.OfType<IntegerVariable>()];

    public IReadOnlyList<IntegerVariable> AssignableIntegers => [.. Integers.Where(variable => variable.IsAssignable)];

    public IReadOnlyList<ViewVariable> Views => [.. _variables.OfType<ViewVariable>()];

    public IReadOnlyList<IntegersVariable> IntegerArrays => [.. _variables.OfType<IntegersVariable>()];

    public IReadOnlyList<ModelVariable> Models => [.. _variables.OfType<ModelVariable>()];

    public IReadOnlyList<NumberVariable> Numbers(bool isFloat) =>
        [.. _variables.OfType<NumberVariable>().Where(variable => variable.IsFloat == isFloat)];

    public IReadOnlyList<NumberVariable> Assignable(bool isFloat) =>
        [.. Numbers(isFloat).Where(variable => variable.IsAssignable)];

    public NumberVariable AddNumber(bool isFloat, bool isAssignable = true) =>
        Add(slot => new NumberVariable($"{(isFloat ? "f" : "x")}{slot}", slot, isFloat, isAssignable));

    public IntegerVariable AddInteger(bool isAssignable = true) => Add(slot => new IntegerVariable($"k{slot}", slot, isAssignable));

    public TruthVariable AddTruth() => Add(slot => new TruthVariable($"b{slot}", slot));

    public ViewVariable AddView(ViewKind kind, bool isFloat, Origin origin) =>
        Add(slot => new ViewVariable($"a{slot}", slot, kind, isFloat, origin));

    public IntegersVariable AddIntegers(ViewKind kind, Origin origin) => Add(slot => new IntegersVariable($"n{slot}", slot, kind, origin));

    public ModelVariable AddModel(ModelDefinition definition, string? name = null) =>
        Add(slot => new ModelVariable(name ?? $"m{slot}", slot, definition));

    /// <summary>A number that no variable of the method has in its name.</summary>
    public int Fresh() => Slots++;

    public int Mark() => _variables.Count;

    /// <summary>Forgets the variables since a mark: their block has ended.</summary>
    public void Restore(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);

    private T Add<T>(Func<int, T> make)
        where T : Variable
    {
        var variable = make(Slots++);
        _variables.Add(variable);
        return variable;
    }
}
