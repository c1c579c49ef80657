using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>Which arguments a call may write to, through any depth of calls.</summary>
internal sealed class Effects(IReadOnlyDictionary<string, MethodIr> methods)
{
    private Dictionary<string, HashSet<int>>? _written;

    /// <summary>Whether the call may write to its array or span argument of an index.</summary>
    public bool Writes(Call call, int index) =>
        methods.TryGetValue(call.Target.Key, out var callee)
            ? WrittenParameters(callee).Contains(index)
            : call.Arguments[index].Type.Shape is Shape.Array or Shape.Span or Shape.Object && !call.Target.TakesReadOnly(index);

    /// <summary>Whether the callee marks the parameter [Frozen]: the argument is a constant for it.</summary>
    public bool IsFrozen(Call call, int index) =>
        methods.TryGetValue(call.Target.Key, out var callee) && callee.Parameters[index].Frozen;

    public bool IsKnown(Call call) => methods.ContainsKey(call.Target.Key);

    /// <summary>The indices of the parameters whose elements the method may write.</summary>
    public HashSet<int> WrittenParameters(MethodIr method) => (_written ??= FindWritten())[method.Key];

    /// <summary>Calls may go round in circles: all methods start from nothing, until nothing is added to any.</summary>
    private Dictionary<string, HashSet<int>> FindWritten()
    {
        _written = methods.Values.ToDictionary(method => method.Key, _ => new HashSet<int>());
        var views = methods.Values.ToDictionary(method => method.Key, ViewsOf);
        bool changed;
        do
        {
            changed = false;
            foreach (var method in methods.Values)
            {
                var written = _written[method.Key];
                var before = written.Count;
                written.UnionWith(views[method.Key].Where(view => view.Call is null || Writes(view.Call, view.Index)).Select(view => view.Parameter));
                changed |= written.Count > before;
            }
        }
        while (changed);

        return _written;
    }

    /// <summary>Where parameters' elements are written or handed on: by a store, or as an argument of a call.</summary>
    private static List<(int Parameter, Call? Call, int Index)> ViewsOf(MethodIr method)
    {
        var roots = new Roots(method);
        var views = new List<(int, Call?, int)>();
        foreach (var statement in method.Body.All())
        {
            switch (statement)
            {
                case Store or AddTo:
                    Add(statement.Expressions()[0], null, 0);
                    break;
                case Assign { Value: Call call }:
                    AddArguments(call);
                    break;
                case Invoke { Call: Call call }:
                    AddArguments(call);
                    break;
            }
        }

        return views;

        void AddArguments(Call call)
        {
            for (var i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i].Type.IsView)
                {
                    Add(call.Arguments[i], call, i);
                }
            }
        }

        void Add(Expr view, Call? call, int index)
        {
            var root = roots.Of(view);
            for (var i = 0; i < method.Parameters.Count; i++)
            {
                if (method.Parameters[i].Variable.Id == (root.Owner ?? root.Variable).Id)
                {
                    views.Add((i, call, index));
                }
            }
        }
    }
}
