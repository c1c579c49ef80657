using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// Loads an element once where one statement list reads it again before anything could have changed it: one value to keep
/// and one adjoint instead of two.
/// </summary>
internal static class LoadReuse
{
    public static Block Run(Block block)
    {
        var definitions = new Dictionary<int, int>();
        foreach (var variable in block.All().SelectMany(statement => statement.Targets()))
        {
            definitions[variable.Id] = definitions.TryGetValue(variable.Id, out var count) ? count + 1 : 1;
        }

        return Visit(block, definitions);
    }

    private static Block Visit(Block block, Dictionary<int, int> definitions)
    {
        var output = new List<Stmt>();
        var known = new Dictionary<Load, Variable>();
        var replaced = new Dictionary<int, Expr>();
        foreach (var original in block.Statements)
        {
            var statement = Replace(original, replaced).WithBlocks(nested => Visit(nested, definitions));
            if (statement is Assign { Value: Load load, NoGrad: false } assign)
            {
                if (known.TryGetValue(load, out var earlier) && earlier.Type == assign.Target.Type)
                {
                    if (assign.Target.Kind == VariableKind.Temporary && definitions[assign.Target.Id] == 1)
                    {
                        replaced.Add(assign.Target.Id, earlier.Ref());
                    }
                    else
                    {
                        output.Add(assign with { Value = earlier.Ref() });
                    }

                    continue;
                }

                Forget(statement, known);
                if (assign.Target.Kind == VariableKind.Temporary && definitions[assign.Target.Id] == 1)
                {
                    known[load] = assign.Target;
                }
            }
            else
            {
                Forget(statement, known);
            }

            output.Add(statement);
        }

        return block.WithStatements(output);
    }

    private static Stmt Replace(Stmt statement, Dictionary<int, Expr> replaced) => replaced.Count == 0
        ? statement
        : statement
            .MapExpressions(e => e.Substitute(variable => replaced.TryGetValue(variable.Id, out var by) ? by : null))
            .WithBlocks(nested => nested.Map(inner => Replace(inner, replaced)));

    /// <summary>Drops what the statement, or anything inside it, may change.</summary>
    private static void Forget(Stmt statement, Dictionary<Load, Variable> known)
    {
        if (known.Count == 0)
        {
            return;
        }

        var all = new[] { statement }.Concat(statement.Blocks().SelectMany(block => block.All())).ToList();
        if (all.Any(s => s is Store or AddTo || s.Expressions().Any(e => e.Any(x => x is Call))))
        {
            known.Clear();
            return;
        }

        var assigned = new HashSet<int>(all.SelectMany(s => s.Targets()).Select(variable => variable.Id));
        foreach (var load in known.Keys.Where(load => load.Variables().Any(v => assigned.Contains(v.Id))).ToList())
        {
            known.Remove(load);
        }
    }
}
