using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering.OpaqueCalls;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// Elements and static fields that are passed by <c>in</c> to a method that may write to them: the method then sees its parameter change, while
/// generated code passes the value. Reads the methods as they were lowered, since a call that is written in place is gone.
/// </summary>
internal sealed class PassedPlaces
{
    private readonly IReadOnlyDictionary<string, MethodIr> _methods;
    private readonly Effects _effects;
    private readonly HeldArrays _held;
    private readonly Changes _changes;

    /// <summary>By method, pairs of its parameters and of static fields: of the first an element is passed to a call that writes the second.</summary>
    private readonly Dictionary<string, HashSet<(Origin Passed, Origin Written)>> _pairs;

    private PassedPlaces(IReadOnlyDictionary<string, MethodIr> methods, Changes changes)
    {
        _methods = methods;
        _changes = changes;
        _effects = new Effects(methods);
        _held = new HeldArrays(methods, _effects, changes);
        _pairs = methods.Keys.ToDictionary(key => key, _ => new HashSet<(Origin, Origin)>());
    }

    /// <summary>A parameter of a method, by its index, or a static field by its name.</summary>
    private readonly record struct Origin(int Parameter, string? Field);

    /// <summary>What to say of a method and of those that it calls. Its own parameters do not overlap: that is checked on entry.</summary>
    public static IReadOnlyCollection<Finding> Check(IReadOnlyDictionary<string, MethodIr> methods, Changes changes, string root) =>
        methods.Values.All(method => method.Places.Count == 0) ? [] : new PassedPlaces(methods, changes).FindingsFrom(root);

    private HashSet<Finding> FindingsFrom(string root)
    {
        var reached = CallGraph.Reached(_methods, root);
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

    private IEnumerable<Finding> Check(MethodIr method)
    {
        var roots = new Roots(method);
        var places = method.Places.ToLookup(place => place.Call);
        foreach (var (statement, call) in CallGraph.CallsOf(method))
        {
            var name = call.Target.QualifiedName.Replace("global::", "");
            foreach (var place in places[call])
            {
                if (MayWrite(method, call, place, roots))
                {
                    yield return Finding.Of(
                        RuleIds.UnsupportedConstruct,
                        place.Site,
                        $"an argument passed by 'in' to '{name}', which may write to it (copy it to a local first),");
                }
            }

            foreach (var (passed, written) in _effects.IsKnown(call) && !call.Target.Constant ? [.. _pairs[call.Target.Key]] : Array.Empty<(Origin, Origin)>())
            {
                if (MayShare(method, StorageOf(passed), StorageOf(written)))
                {
                    yield return Finding.Of(
                        RuleIds.UnsupportedConstruct,
                        statement.Site,
                        $"a call of '{name}', which passes an element of an array by 'in' where that array is written,");
                }
            }

            Storage StorageOf(Origin origin) =>
                origin.Field is { } field ? new Storage(null, field) : Storage.Of(roots.Of(call.Arguments[origin.Parameter]));
        }
    }

    private bool MayWrite(MethodIr method, Call call, PassedPlace place, Roots roots)
    {
        // Of a method that is not lowered nothing is known: it may write what is static. One that is writes no static field itself.
        if (place.View is StaticRead { QualifiedName: var field })
        {
            return !_effects.IsKnown(call) || _changes.Through(call, [field]);
        }

        var passed = Storage.Of(roots.Of(place.View));
        return (passed.Field is not null && (!_effects.IsKnown(call) || _changes.Through(call, [passed.Field, SideEffects.Items(place.View.Type.Element.ToCSharp())])))
            || WrittenBy(call, place.View.Type.Scalar, roots).ToList().Any(written => MayShare(method, passed, written));
    }

    /// <summary>The arrays of the element type that a call may write: its arguments, and static ones.</summary>
    private IEnumerable<Storage> WrittenBy(Call call, ScalarType element, Roots roots)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Arguments[i].Type is { IsView: true, IsObject: false } type && type.Scalar == element && _effects.Writes(call, i))
            {
                yield return Storage.Of(roots.Of(call.Arguments[i]));
            }
        }

        if (_effects.IsKnown(call))
        {
            foreach (var held in _held.Of(call.Target.Key).Where(held => held is { IsWritten: true, Field: not null } && held.Element == element))
            {
                yield return new Storage(null, held.Field!.QualifiedName);
            }
        }
    }

    /// <summary>What is behind a view; a static field is known by its name, since each read of it is a root.</summary>
    private readonly record struct Storage(Root? Root, string? Field)
    {
        public static Storage Of(Root root) =>
            root.Allocation is Assign { Value: StaticRead field } ? new Storage(null, field.QualifiedName) : new Storage(root, null);

        public bool IsNew => Root?.Allocation is Assign { Value: NewArray };

        public bool IsReturned => Root?.Allocation is Assign { Value: Call };

        public Origin? In(MethodIr method) =>
            Field is not null ? new Origin(-1, Field)
            : Root is { Owner: null, IsParameter: true } root ? new Origin(method.IndexOf(root.Variable), null)
            : null;
    }

    /// <summary>
    /// Whether two arrays may be one. A parameter and another, or a static array, are where a caller hands over one array
    /// twice: noted for it.
    /// </summary>
    private bool MayShare(MethodIr method, Storage one, Storage other)
    {
        if (one == other)
        {
            return true;
        }

        if (one.In(method) is { } passed && other.In(method) is { } written)
        {
            _pairs[method.Key].Add((passed, written));
            return false;
        }

        // A new array is no other, and an array that a call returns may be any.
        return !one.IsNew && !other.IsNew && (one.IsReturned || other.IsReturned);
    }
}
