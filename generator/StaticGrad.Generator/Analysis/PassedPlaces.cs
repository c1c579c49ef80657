using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// Elements that are passed by <c>in</c> to a method that may write to them: the method then sees its parameter change, while
/// generated code passes the value. Reads the methods as they were lowered, since a call that is written in place is gone.
/// </summary>
internal sealed class PassedPlaces
{
    private readonly IReadOnlyDictionary<string, MethodIr> _methods;
    private readonly Effects _effects;

    /// <summary>By method, pairs of its parameters: of the first an element is passed to a call that writes the second.</summary>
    private readonly Dictionary<string, HashSet<(int Passed, int Written)>> _pairs;

    private PassedPlaces(IReadOnlyDictionary<string, MethodIr> methods)
    {
        _methods = methods;
        _effects = new Effects(methods);
        _pairs = methods.Keys.ToDictionary(key => key, _ => new HashSet<(int, int)>());
    }

    /// <summary>What to say of a method and of those that it calls. Its own parameters do not overlap: that is checked on entry.</summary>
    public static IReadOnlyCollection<Finding> Check(IReadOnlyDictionary<string, MethodIr> methods, string root) =>
        methods.Values.All(method => method.Places.Count == 0) ? [] : new PassedPlaces(methods).FindingsFrom(root);

    private HashSet<Finding> FindingsFrom(string root)
    {
        var reached = new List<MethodIr>();
        Reach(root, reached, []);
        var findings = new HashSet<Finding>();
        int before;
        do
        {
            before = _pairs.Values.Sum(pairs => pairs.Count);
            foreach (var method in reached)
            {
                findings.UnionWith(Check(method));
            }
        }
        while (_pairs.Values.Sum(pairs => pairs.Count) != before);

        return findings;
    }

    /// <summary>The methods whose bodies become a part of the derivative. A constant call is made as it stands.</summary>
    private void Reach(string key, List<MethodIr> reached, HashSet<string> seen)
    {
        if (seen.Add(key) && _methods.TryGetValue(key, out var method))
        {
            reached.Add(method);
            foreach (var (_, call) in CallsOf(method).Where(made => !made.Call.Target.Constant))
            {
                Reach(call.Target.Key, reached, seen);
            }
        }
    }

    private static IEnumerable<(Stmt Statement, Call Call)> CallsOf(MethodIr method) => method.Body.All()
        .Select(statement => (statement, Activity.CallOf(statement)))
        .Where(made => made.Item2 is not null)
        .Select(made => (made.statement, made.Item2!));

    private IEnumerable<Finding> Check(MethodIr method)
    {
        var roots = new Roots(method);
        var places = method.Places.ToLookup(place => place.Call);
        foreach (var (statement, call) in CallsOf(method))
        {
            var name = call.Target.QualifiedName.Replace("global::", "");
            foreach (var place in places[call])
            {
                for (var i = 0; i < call.Arguments.Count; i++)
                {
                    if (IsSameElement(call.Arguments[i], place.View) && _effects.Writes(call, i)
                        && MayShare(method, roots.Of(place.View), roots.Of(call.Arguments[i])))
                    {
                        yield return Finding.Of(
                            RuleIds.UnsupportedConstruct,
                            place.Site,
                            $"an argument passed by 'in' to '{name}', which may write to that element (copy it to a local first),");
                    }
                }
            }

            foreach (var (passed, written) in _methods.ContainsKey(call.Target.Key) && !call.Target.Constant ? [.. _pairs[call.Target.Key]] : Array.Empty<(int, int)>())
            {
                if (MayShare(method, roots.Of(call.Arguments[passed]), roots.Of(call.Arguments[written])))
                {
                    yield return Finding.Of(
                        RuleIds.UnsupportedConstruct,
                        statement.Site,
                        $"a call of '{name}', which passes an element of an array by 'in' where that array is written,");
                }
            }
        }
    }

    private static bool IsSameElement(Expr argument, Expr view) =>
        argument.Type is { IsView: true, IsObject: false } && argument.Type.Scalar == view.Type.Scalar;

    /// <summary>Whether two views may see one element. Two parameters do where a caller hands over one array twice: noted for it.</summary>
    private bool MayShare(MethodIr method, Root one, Root other)
    {
        if (one == other)
        {
            return true;
        }

        if (one.Owner is null && other.Owner is null && one.IsParameter && other.IsParameter)
        {
            _pairs[method.Key].Add((IndexOf(method, one), IndexOf(method, other)));
            return false;
        }

        // A new array is no other, and an array that a call returns may be any.
        return one.Allocation is not Assign { Value: NewArray } && other.Allocation is not Assign { Value: NewArray }
            && (IsReturned(one) || IsReturned(other) || (one.Allocation is Assign { Value: StaticRead read }
                && other.Allocation is Assign { Value: StaticRead again } && read == again));
    }

    private static bool IsReturned(Root root) => root.Allocation is Assign { Value: Call };

    private static int IndexOf(MethodIr method, Root root)
    {
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (method.Parameters[i].Variable.Id == root.Variable.Id)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"'{root.Name}' is no parameter of '{method.Name}'");
    }
}
