using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>Who calls whom, in methods as they were lowered.</summary>
internal static class CallGraph
{
    public static IEnumerable<(Stmt Statement, Call Call)> CallsOf(MethodIr method) => method.Body.All()
        .Select(statement => (statement, Activity.CallOf(statement)))
        .Where(made => made.Item2 is not null)
        .Select(made => (made.statement, made.Item2!));

    /// <summary>The methods whose bodies become a part of the derivative. A constant call is made as it stands.</summary>
    public static List<MethodIr> Reached(IReadOnlyDictionary<string, MethodIr> methods, string root)
    {
        var reached = new List<MethodIr>();
        var seen = new HashSet<string> { root };
        var pending = new Queue<string>([root]);
        while (pending.Count > 0)
        {
            if (methods.TryGetValue(pending.Dequeue(), out var method))
            {
                reached.Add(method);
                foreach (var (_, call) in CallsOf(method).Where(made => !made.Call.Target.Constant && seen.Add(made.Call.Target.Key)))
                {
                    pending.Enqueue(call.Target.Key);
                }
            }
        }

        return reached;
    }
}
