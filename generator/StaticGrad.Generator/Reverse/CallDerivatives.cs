using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// The derivatives of methods that are called and not inlined: one for each method and what gradients do at its arguments, made once
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

    public IrType FrameTypeOf(Facts facts, Stmt statement)
    {
        var derivative = Of(facts, statement);
        var type = derivative.FrameTypeFrom(facts.Host);
        return facts is { IsSplit: true, Host: { } host }
            ? type with { IsKeptCloser = !Keeper.AllowAll(derivative.Keepers, CallDerivative.KeepersOf(facts.Method, host)) }
            : type;
    }

    /// <summary>The derivative that a call is made through.</summary>
    public CallDerivative Of(Facts facts, Stmt statement)
    {
        var call = Activity.CallOf(statement)!;
        var method = methods[call.Target.Key];
        var flows = call.Arguments.Select((_, i) => facts.FlowOf(statement, call, i)).ToArray();
        var mask = string.Concat(flows.Select(flow => (int)flow));
        var host = method.Home ?? facts.Host ?? root;
        var id = method.Key + " " + mask + " " + host.QualifiedName;
        if (!_derivatives.TryGetValue(id, out var derivative))
        {
            var names = method.Parameters
                .Where((_, i) => flows[i] == Flow.Varied)
                .Select(parameter => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1));
            var by = string.Concat(names);
            var name = $"{method.Name}{(by.Length == 0 ? "" : "By" + by)}_{StableHash.Of(method.Key + " " + mask)}";
            derivative = new CallDerivative(method, flows, name, host, facts.Effects.WrittenParameters(method));
            _derivatives.Add(id, derivative);
            _pending.Enqueue(derivative);
        }

        return derivative;
    }
}

/// <param name="Method">The callee, linked.</param>
/// <param name="Flows">For each parameter, what gradients do at its argument.</param>
/// <param name="Name">The class that holds both parts and the frame.</param>
/// <param name="Host">The type that it stands in.</param>
/// <param name="Written">Indices of the array parameters that the method writes.</param>
internal sealed record CallDerivative(MethodIr Method, Flow[] Flows, string Name, Container Host, HashSet<int> Written)
{
    public IReadOnlyCollection<Keeper> Keepers => KeepersOf(Method, Host);

    /// <summary>What keeps the derivative of a method in a type, and its frame, from others.</summary>
    public static IReadOnlyCollection<Keeper> KeepersOf(MethodIr method, Container host) => method.Access == "internal"
        ? host.Keepers
        : [.. host.Keepers, new Keeper(host.GlobalName, AlsoHeirs: method.Access != "private")];

    /// <summary>What it kept, as code in a type names it.</summary>
    public IrType FrameTypeFrom(Container? host) => new(ScalarType.Frame, Name: NameFrom(host) + ".Frame");

    /// <summary>The class, as code in a type names it.</summary>
    public string NameFrom(Container? host) => Host.Equals(host) ? Name : Host.GlobalName + "." + Name;

    /// <summary>Whether the reverse part takes a cotangent or gradient for the parameter.</summary>
    public bool HasAdjoint(int index) => Method.Parameters[index].Type.HasFloatingElement && Flows[index] switch
    {
        Flow.Constant => Method.Parameters[index].Type.IsView && Written.Contains(index),
        Flow.Detached => false,
        _ => true,
    };

    /// <summary>Ids of the parameters that are handed over in one of the ways.</summary>
    public HashSet<int> ParametersWith(params Flow[] ways) =>
        new(Method.Parameters.Where((_, i) => ways.Contains(Flows[i])).Select(parameter => parameter.Variable.Id));
}
