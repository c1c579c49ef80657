using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Simplify;

/// <summary>
/// Drops assignments that nothing reads. For the reverse sweep only: its loads cannot throw, so that dropping one is no
/// change; the forward sweep keeps every statement of the user's.
/// </summary>
internal static class DeadStores
{
    public static Block Run(Block block) => Visit(block, []);

    private static Block Visit(Block block, HashSet<int> live)
    {
        var output = new List<Stmt>();
        for (var i = block.Statements.Count - 1; i >= 0; i--)
        {
            if (Visit(block.Statements[i], live) is { } kept)
            {
                output.Add(kept);
            }
        }

        output.Reverse();
        return block.WithStatements(output);
    }

    private static Stmt? Visit(Stmt statement, HashSet<int> live)
    {
        switch (statement)
        {
            case Declare declare:
                return live.Remove(declare.Variable.Id) ? declare : null;

            case Assign { Target.Kind: not (VariableKind.Parameter or VariableKind.FrameField) } assign
                when !live.Contains(assign.Target.Id) && IsPure(assign.Value):
                return null;

            case Assign assign:
                live.Remove(assign.Target.Id);
                Read(assign, live);
                return assign;

            case Accumulate { Target.Kind: not (VariableKind.Parameter or VariableKind.FrameField) } accumulate
                when !live.Contains(accumulate.Target.Id):
                return null;

            case Accumulate accumulate:
                live.Add(accumulate.Target.Id);
                Read(accumulate, live);
                return accumulate;

            case If branch:
                var whenFalse = new HashSet<int>(live);
                var otherwise = Visit(branch.Else, whenFalse);
                var then = Visit(branch.Then, live);
                live.UnionWith(whenFalse);
                if (then.IsEmpty && otherwise.IsEmpty)
                {
                    return null;
                }

                Read(branch, live);
                return branch with { Then = then, Else = otherwise };

            case For or Loop or Sequel:
                return VisitLoop(statement, live);

            default:
                Read(statement, live);
                return statement;
        }
    }

    /// <summary>What an iteration reads is live at the end of the one before: repeated until nothing is added.</summary>
    private static Stmt? VisitLoop(Stmt loop, HashSet<int> live)
    {
        Stmt visited;
        int before;
        do
        {
            before = live.Count;
            visited = loop.WithBlocks(block =>
            {
                var inside = new HashSet<int>(live);
                var kept = Visit(block, inside);
                live.UnionWith(inside);
                return kept;
            });
        }
        while (live.Count != before);

        if (visited.Blocks().All(block => block.IsEmpty))
        {
            return null;
        }

        Read(visited, live);
        return visited;
    }

    private static void Read(Stmt statement, HashSet<int> live)
    {
        foreach (var variable in statement.Reads())
        {
            live.Add(variable.Id);
        }
    }

    private static bool IsPure(Expr value) => !value.Any(e =>
        e is Call or NewArray
        || (e is RuntimeCall call && call.Function is not (Runtime.Part or Runtime.Index or Runtime.Before)));
}
