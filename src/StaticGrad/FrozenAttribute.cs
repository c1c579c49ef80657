namespace StaticGrad;

/// <summary>
/// Holds a value constant for differentiation, as <c>requires_grad=False</c> does in PyTorch: it gets no gradient and no
/// slot, nothing is saved for its own sake, and gradients still flow through operations on it to other inputs.
/// On a method: its result is a constant for its callers.
/// </summary>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method,
    Inherited = false)]
public sealed class FrozenAttribute : Attribute;
