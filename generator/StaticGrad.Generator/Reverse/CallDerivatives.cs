using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// The derivatives of methods that are called and not inlined: one for each method and choice of varied arguments, made once
/// and shared.
/// </summary>
/// <param name="root">The type of the generated members.</param>
internal sealed class CallDerivatives(IReadOnlyDictionary<string, MethodIr> methods, Container root)
{
    private readonly Dictionary<string, CallDerivative> _derivatives = [];
    private readonly Queue<CallDerivative> _pending = new();

    /// <summary>The derivatives that were asked for and not taken yet.</summary>
    public bool TryTake(out CallDerivative derivative)
    {
        derivative = _pending.Count > 0 ? _pending.Dequeue() : null!;
        return derivative is not null;
    }

    public IrType FrameTypeOf(Facts facts, Stmt statement) => Of(facts, statement).FrameTypeFrom(facts.Host);

    /// <summary>The derivative that an active call uses.</summary>
    public CallDerivative Of(Facts facts, Stmt statement)
    {
        var call = Activity.CallOf(statement)!;
        var method = methods[call.Target.Key];
        var varied = call.Arguments
            .Select((argument, i) => !method.Parameters[i].Frozen && facts.Activity.IsVaried(statement, argument))
            .ToArray();
        var mask = string.Concat(varied.Select(v => v ? "1" : "0"));
        var host = method.Home ?? facts.Host ?? root;
        var id = method.Key + " " + mask + " " + host.QualifiedName;
        if (!_derivatives.TryGetValue(id, out var derivative))
        {
            var names = method.Parameters
                .Where((_, i) => varied[i])
                .Select(parameter => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1));
            var name = $"{method.Name}By{string.Concat(names)}_{StableHash.Of(method.Key + " " + mask)}";
            derivative = new CallDerivative(method, varied, name, host, facts.Effects.WrittenParameters(method));
            _derivatives.Add(id, derivative);
            _pending.Enqueue(derivative);
        }

        return derivative;
    }
}

/// <param name="Method">The callee, linked.</param>
/// <param name="Varied">For each parameter, whether its argument depends on a leaf.</param>
/// <param name="Name">The class that holds both parts and the frame.</param>
/// <param name="Host">The type that it stands in.</param>
/// <param name="Written">Indices of the array parameters that the method writes.</param>
internal sealed record CallDerivative(MethodIr Method, bool[] Varied, string Name, Container Host, HashSet<int> Written)
{
    /// <summary>What it kept, as code in a type names it.</summary>
    public IrType FrameTypeFrom(Container? host) => new(ScalarType.Frame, Name: NameFrom(host) + ".Frame");

    /// <summary>The class, as code in a type names it.</summary>
    public string NameFrom(Container? host) => Host.Equals(host) ? Name : Host.GlobalName + "." + Name;

    /// <summary>Whether the reverse part takes a cotangent or gradient for the parameter.</summary>
    public bool HasAdjoint(int index) =>
        Method.Parameters[index].Type.HasFloatingElement
        && (Varied[index] || (Method.Parameters[index].Type.IsView && Written.Contains(index)));
}
