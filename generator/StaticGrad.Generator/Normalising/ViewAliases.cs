using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// Replaces a view that is another under a new name or type (an argument of an inlined call, an array seen as a span) by the
/// original: later passes meet one view for one storage. Detached aliases stay: they differ in what flows through them; and so does
/// a span of an array that may be null and is read as an array too.
/// </summary>
internal static class ViewAliases
{
    public static Block Run(Block block)
    {
        var originals = Originals(block, []);
        if (originals.Count == 0)
        {
            return block;
        }

        var (spans, both) = SeenAsSpans(block, originals);
        return Rewrite(block, both.Count == 0 ? originals : Originals(block, both), spans);
    }

    /// <param name="both">Arrays whose spans stay; what is another name for such a span is replaced by it.</param>
    private static Dictionary<int, Variable> Originals(Block block, HashSet<int> both)
    {
        var originals = new Dictionary<int, Variable>();
        foreach (var statement in block.All())
        {
            if (statement is Assign { Target.Type.IsView: true } assign
                && (assign.Value is ViewCast cast ? cast.View : assign.Value) is VariableRef source)
            {
                var original = originals.TryGetValue(source.Variable.Id, out var found) ? found : source.Variable;
                if (assign.Target.Type.Shape == Shape.Array || !both.Contains(original.Id))
                {
                    originals[assign.Target.Id] = original;
                }
            }
        }

        return originals;
    }

    /// <summary>
    /// Arrays of models, and static ones, that are seen as spans only, as such spans: what is null is then an empty span, as in C#.
    /// Of one that is also read as an array, what is null throws there, and is an empty span elsewhere. A new array is not null, and
    /// neither is a parameter: it is looked for on entry, or by <see cref="ArrayChecks"/>.
    /// </summary>
    private static (Dictionary<int, Variable> Spans, HashSet<int> Both) SeenAsSpans(Block block, Dictionary<int, Variable> originals)
    {
        var seen = MayBeMissing(block, originals);
        var (arrays, views) = (new HashSet<int>(), new HashSet<int>());
        foreach (var used in seen.Count == 0 ? [] : block.All().Where(statement => !IsAlias(statement, originals)).SelectMany(statement => statement.Reads()))
        {
            var original = originals.TryGetValue(used.Id, out var found) ? found : used;
            if (seen.TryGetValue(original.Id, out var span))
            {
                (used.Type.Shape == Shape.Array ? arrays : views).Add(original.Id);
                seen[original.Id] = used.Type.Shape == Shape.Span ? span with { Type = used.Type } : span;
            }
        }

        return (seen.Where(span => !arrays.Contains(span.Key)).ToDictionary(span => span.Key, span => span.Value), [.. arrays.Intersect(views)]);
    }

    /// <summary>The arrays that may be null, each as a span.</summary>
    private static Dictionary<int, Variable> MayBeMissing(Block block, Dictionary<int, Variable> originals)
    {
        var missing = new Dictionary<int, Variable>();
        foreach (var assign in block.All().OfType<Assign>().Where(assign => assign.Target.Type.Shape == Shape.Array))
        {
            if (assign.Value is Member or Item or StaticRead || (assign.Value is DetachOf { Operand: VariableRef operand } && Contains(operand.Variable)))
            {
                missing[assign.Target.Id] = assign.Target with { Type = assign.Target.Type.WithShape(Shape.ReadOnlySpan) };
            }
        }

        return missing;

        bool Contains(Variable array) => missing.ContainsKey(originals.TryGetValue(array.Id, out var original) ? original.Id : array.Id);
    }

    private static bool IsAlias(Stmt statement, Dictionary<int, Variable> originals) =>
        statement is Assign assign && originals.ContainsKey(assign.Target.Id);

    private static Block Rewrite(Block block, Dictionary<int, Variable> originals, Dictionary<int, Variable> spans)
    {
        return Rewritten(block);

        Block Rewritten(Block inner) => inner.Map(statement => IsAlias(statement, originals)
            ? null
            : Defined(statement.WithBlocks(Rewritten).MapExpressions(expression => expression.Substitute(Original))));

        Stmt Defined(Stmt statement) =>
            statement is Assign assign && spans.TryGetValue(assign.Target.Id, out var span) ? assign with { Target = span } : statement;

        Expr? Original(Variable variable) => !originals.TryGetValue(variable.Id, out var original) ? null
            : spans.TryGetValue(original.Id, out var span) ? span.Ref() : original.Ref();
    }
}
