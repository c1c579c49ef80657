using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// The derivatives of methods that are called and not inlined: one for each method and choice of varied arguments, made once
/// and shared.
/// </summary>
internal sealed class CallDerivatives(IReadOnlyDictionary<string, MethodIr> methods)
{
    private readonly Dictionary<string, CallDerivative> _derivatives = [];
    private readonly Queue<CallDerivative> _pending = new();

    /// <summary>The derivatives that were asked for and not taken yet.</summary>
    public bool TryTake(out CallDerivative derivative)
    {
        derivative = _pending.Count > 0 ? _pending.Dequeue() : null!;
        return derivative is not null;
    }

    public IrType FrameTypeOf(Facts facts, Stmt statement) => Of(facts, statement).FrameType;

    /// <summary>The derivative that an active call uses.</summary>
    public CallDerivative Of(Facts facts, Stmt statement)
    {
        var call = Activity.CallOf(statement)!;
        var method = methods[call.Target.Key];
        var varied = call.Arguments
            .Select((argument, i) => !method.Parameters[i].Frozen && facts.Activity.IsVaried(statement, argument))
            .ToArray();
        var mask = string.Concat(varied.Select(v => v ? "1" : "0"));
        var id = method.Key + " " + mask;
        if (!_derivatives.TryGetValue(id, out var derivative))
        {
            var names = method.Parameters
                .Where((_, i) => varied[i])
                .Select(parameter => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1));
            var name = $"{method.Name}By{string.Concat(names)}_{StableHash.Of(id)}";
            derivative = new CallDerivative(method, varied, name, facts.Effects.WrittenParameters(method));
            _derivatives.Add(id, derivative);
            _pending.Enqueue(derivative);
        }

        return derivative;
    }
}

/// <param name="Method">The callee, linked.</param>
/// <param name="Varied">For each parameter, whether its argument depends on a leaf.</param>
/// <param name="Name">The class that holds both parts and the frame.</param>
/// <param name="Written">Indices of the array parameters that the method writes.</param>
internal sealed record CallDerivative(MethodIr Method, bool[] Varied, string Name, HashSet<int> Written)
{
    public IrType FrameType => new(ScalarType.Frame, Name: QualifiedName + ".Frame");

    public string ForwardName => QualifiedName + ".Forward";

    public string ReverseName => QualifiedName + ".Reverse";

    private string QualifiedName => Method.Home is { } home ? home.GlobalName + "." + Name : Name;

    /// <summary>Whether the reverse part takes a cotangent or gradient for the parameter.</summary>
    public bool HasAdjoint(int index) =>
        Method.Parameters[index].Type.HasFloatingElement
        && (Varied[index] || (Method.Parameters[index].Type.IsView && Written.Contains(index)));
}
