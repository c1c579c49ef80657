namespace StaticGrad;

/// <summary>
/// Declares a hand-written derivative rule for a method. Reserved: using it is a build error in this version (SGRAD101).
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The method's name; write it with <c>nameof</c>.</summary>
    public string Method { get; } = method;
}

/// <summary>
/// Recompute in the reverse sweep instead of saving. Reserved: using it is a build error in this version (SGRAD101).
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CheckpointAttribute : Attribute;
