using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>Which arguments a call may write to, through any depth of calls.</summary>
internal sealed class Effects(IReadOnlyDictionary<string, MethodIr> methods)
{
    private readonly Dictionary<string, HashSet<int>> _written = [];

    /// <summary>Whether the call may write to its array or span argument of an index.</summary>
    public bool Writes(Call call, int index) =>
        methods.TryGetValue(call.Target.Key, out var callee)
            ? WrittenParameters(callee).Contains(index)
            : call.Arguments[index].Type.Shape is Shape.Array or Shape.Span or Shape.Object;

    /// <summary>Whether the callee marks the parameter [Frozen]: the argument is a constant for it.</summary>
    public bool IsFrozen(Call call, int index) =>
        methods.TryGetValue(call.Target.Key, out var callee) && callee.Parameters[index].Frozen;

    public bool IsKnown(Call call) => methods.ContainsKey(call.Target.Key);

    /// <summary>The indices of the parameters whose elements the method may write.</summary>
    public HashSet<int> WrittenParameters(MethodIr method)
    {
        if (_written.TryGetValue(method.Key, out var known))
        {
            return known;
        }

        // Recursion: start from nothing and repeat until nothing is added.
        var written = _written[method.Key] = [];
        int before;
        do
        {
            before = written.Count;
            Collect(method, written);
        }
        while (written.Count != before);

        return written;
    }

    private void Collect(MethodIr method, HashSet<int> written)
    {
        var roots = new Roots(method);
        void Mark(Expr view)
        {
            var root = roots.Of(view);
            for (var i = 0; i < method.Parameters.Count; i++)
            {
                if (method.Parameters[i].Variable.Id == (root.Owner ?? root.Variable).Id)
                {
                    written.Add(i);
                }
            }
        }

        foreach (var statement in method.Body.All())
        {
            switch (statement)
            {
                case Store store:
                    Mark(store.View);
                    break;
                case AddTo add:
                    Mark(add.View);
                    break;
                case Assign { Value: Call call }:
                    MarkCall(call);
                    break;
                case Invoke { Call: Call call }:
                    MarkCall(call);
                    break;
            }
        }

        void MarkCall(Call call)
        {
            for (var i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i].Type.IsView && Writes(call, i))
                {
                    Mark(call.Arguments[i]);
                }
            }
        }
    }
}
