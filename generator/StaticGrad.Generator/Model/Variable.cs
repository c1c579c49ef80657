namespace StaticGrad.Generator.Model;

internal enum VariableKind
{
    Parameter,

    /// <summary>A local that the user named.</summary>
    Local,

    /// <summary>An intermediate that a pass named.</summary>
    Temporary,

    /// <summary>A field of the frame that a forward part fills and its reverse part reads.</summary>
    FrameField,
}

/// <summary>A variable; <see cref="Id"/> is unique in its method and stands for it in every table.</summary>
internal sealed record Variable(int Id, string Name, IrType Type, VariableKind Kind)
{
    public bool Equals(Variable? other) =>
        other is not null && Id == other.Id && Name == other.Name && Type == other.Type && Kind == other.Kind;

    public override int GetHashCode() => Id;

    public override string ToString() => $"{Name}#{Id}";
}

/// <summary>Hands out variables with fresh ids for one method.</summary>
internal sealed class VariableFactory(int next)
{
    public int Next { get; private set; } = next;

    public Variable Create(string name, IrType type, VariableKind kind = VariableKind.Temporary) =>
        new(Next++, name, type, kind);
}
