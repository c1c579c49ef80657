using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>Copies of variables, and lengths of views: what reads them reads the original.</summary>
internal sealed partial class Folding
{
    /// <summary>A copy of a variable that nothing changes any more in this list of statements is the variable.</summary>
    private List<Stmt> MergeAliases(List<Stmt> statements)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Assign
                {
                    Target: { Kind: VariableKind.Temporary, Type.IsView: false } target,
                    Value: VariableRef { Variable: { Kind: not VariableKind.FrameField } source },
                }
                || target.Type != source.Type
                || _definitions[target.Id] != 1)
            {
                continue;
            }

            var rest = statements.Skip(i + 1).ToList();
            var (uses, isChanged) = UsesAndChanges(rest, target, source);
            if (isChanged || !_uses.TryGetValue(target.Id, out var all) || uses != all)
            {
                continue;
            }

            Stmt Rename(Stmt s) => s
                .WithBlocks(b => b.Map(Rename))
                .MapExpressions(e => e.Substitute(v => v.Id == target.Id ? source.Ref() : null));
            statements = [.. statements.Take(i), .. rest.Select(Rename)];
            i--;
        }

        return statements;
    }

    /// <summary>How often a copy is used in some statements, and whether they change what it copies.</summary>
    private static (int Uses, bool IsChanged) UsesAndChanges(List<Stmt> statements, Variable copy, Variable source)
    {
        var (uses, isChanged) = (0, false);
        foreach (var statement in statements)
        {
            uses += statement.Reads().Count(variable => variable.Id == copy.Id);
            isChanged |= statement.Targets().Any(variable => variable.Id == source.Id)
                || statement.Expressions().Any(e => e.Any(x => x is RefTo { Place: VariableRef place } && place.Variable.Id == source.Id));
            foreach (var block in statement.Blocks())
            {
                var inner = UsesAndChanges([.. block.Statements], copy, source);
                uses += inner.Uses;
                isChanged |= inner.IsChanged;
            }
        }

        return (uses, isChanged);
    }

    /// <summary>
    /// A copy of what nobody assigns again, or the length of a view: every use can name the original. The length of an array that
    /// may be null throws, so it stays where it is unless a loop follows at once.
    /// </summary>
    private bool IsCopy(Assign assign, Stmt? next) =>
        assign is { Target: { Kind: VariableKind.Temporary, Type.IsView: false } }
        && (assign.Value is Length { View: VariableRef view } ? view : assign.Value as VariableRef) is { } source
        && assign.Target.Type == assign.Value.Type
        && _definitions[assign.Target.Id] == 1
        && source.Variable.Kind is not VariableKind.FrameField
        && (!_definitions.TryGetValue(source.Variable.Id, out var count)
            || (count == 1 && source.Variable.Kind != VariableKind.Parameter))
        && (ThrowsOf(assign.Value) == Throws.Nothing || (next is For loop && loop.To.Equals(assign.Target.Ref())));

    private static bool IsUsedIn(Block block, int variable) =>
        block.All().Any(s => s.Reads().Any(v => v.Id == variable));

    private Block PropagateCopies(Block block)
    {
        // A snapshot that the reverse sweep reads in another block must stay.
        var copies = new Dictionary<int, Expr>();
        for (var i = 0; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is Assign assign && IsCopy(assign, i + 1 < block.Statements.Count ? block.Statements[i + 1] : null))
            {
                copies.Add(assign.Target.Id, assign.Value);
            }
        }

        foreach (var group in copies.Count == 0 ? [] : block.All()
            .SelectMany(s => s.Reads())
            .Where(v => copies.ContainsKey(v.Id))
            .GroupBy(v => v.Id)
            .Where(group => group.Count() != _uses[group.Key])
            .ToList())
        {
            copies.Remove(group.Key);
        }

        foreach (var unused in copies.Keys.Where(id => _uses.ContainsKey(id) && !IsUsedIn(block, id)).ToList())
        {
            copies.Remove(unused);
        }

        if (copies.Count == 0)
        {
            return block;
        }

        Expr Resolve(Expr value)
        {
            while (value is VariableRef reference && copies.TryGetValue(reference.Variable.Id, out var source))
            {
                value = source;
            }

            return value;
        }

        Block Replace(Block b) => b.Map(statement => statement is Assign assign && copies.ContainsKey(assign.Target.Id)
            ? null
            : statement.WithBlocks(Replace).MapExpressions(expression =>
                expression.Substitute(variable => copies.TryGetValue(variable.Id, out var source) ? Resolve(source) : null)));
        return Replace(block);
    }
}
