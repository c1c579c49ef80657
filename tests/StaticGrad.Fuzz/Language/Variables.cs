using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Language;

/// <summary>A name in a method, and its place in the frame.</summary>
internal abstract class Variable(string name, int slot)
{
    public string Name => name;

    public int Slot => slot;
}

internal sealed class NumberVariable(string name, int slot, bool isFloat, bool isAssignable = true) : Variable(name, slot)
{
    public bool IsFloat => isFloat;

    public bool IsAssignable => isAssignable;

    public Num Get(Machine machine) => machine.Frame.Numbers[Slot];

    public void Set(Machine machine, Num value) => machine.Frame.Numbers[Slot] = machine.Assigned(value);
}

internal sealed class IntegerVariable(string name, int slot, bool isAssignable = true) : Variable(name, slot)
{
    public bool IsAssignable => isAssignable;
}

internal sealed class TruthVariable(string name, int slot) : Variable(name, slot);

internal sealed class ViewVariable(string name, int slot, ViewKind kind, bool isFloat, Origin origin) : Variable(name, slot)
{
    public ViewKind Kind => kind;

    public bool IsFloat => isFloat;

    public Origin Origin => origin;
}

/// <summary>An array or span of ints.</summary>
internal sealed class IntegersVariable(string name, int slot, ViewKind kind, Origin origin) : Variable(name, slot)
{
    public ViewKind Kind => kind;

    public Origin Origin => origin;
}

internal sealed class ModelVariable(string name, int slot, ModelDefinition definition) : Variable(name, slot)
{
    public ModelDefinition Definition => definition;
}
