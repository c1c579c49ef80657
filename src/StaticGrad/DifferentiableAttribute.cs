namespace StaticGrad;

/// <summary>
/// Marks a method whose derivative is generated at build time, beside it, in the same partial type:
/// <c>FGradient</c> (value and fresh gradients) and <c>FBackward</c> (accumulates into the caller's buffers).
/// </summary>
/// <remarks>
/// Every floating-point parameter that is not <see cref="FrozenAttribute">[Frozen]</see> is a leaf. Naming parameters
/// restricts the leaves to those: every other parameter is a constant of that derivative. The attribute may be repeated
/// with other leaves and another <see cref="Name"/>: one model, several freezes.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct,
    AllowMultiple = true,
    Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Every floating-point parameter that is not frozen is a leaf.</summary>
    public DifferentiableAttribute() => Leaves = [];

    /// <summary>Only the named parameters are leaves.</summary>
    /// <param name="leaves">Parameter names; write them with <c>nameof</c>. An unknown one is error SGRAD008.</param>
    public DifferentiableAttribute(params string[] leaves) => Leaves = leaves;

    /// <summary>The parameters that are leaves; empty for all that can be.</summary>
    public IReadOnlyList<string> Leaves { get; }

    /// <summary>Base name of the generated members: <c>NameGradient</c>, <c>NameBackward</c>. Default: the method's name.</summary>
    public string? Name { get; set; }

    /// <summary>Which derivatives are generated. Default: <see cref="Derivatives.Reverse"/>.</summary>
    public Derivatives Derivatives { get; set; } = Derivatives.Reverse;
}

/// <summary>The kinds of derivative that <see cref="DifferentiableAttribute"/> can ask for.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Reverse mode: <c>FGradient</c> and <c>FBackward</c>.</summary>
    Reverse = 1,

    /// <summary>Forward mode: <c>FJvp</c>. Reserved: asking for it is a build error in this version.</summary>
    Forward = 2,
}
