using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// Replaces a view that is another under a new name or type (an argument of an inlined call, an array seen as a span) by the
/// original: later passes meet one view for one storage. Detached aliases stay: they differ in what flows through them. Arrays
/// that may be null and that are seen as spans get a span of their own: what is null is then an empty span, as in C#.
/// </summary>
internal sealed class ViewAliases
{
    private readonly Dictionary<int, Variable> _originals = [];

    /// <summary>The span of each array that may be null and is seen as one: it stands for the array, or beside it.</summary>
    private readonly Dictionary<int, Variable> _spans = [];

    /// <summary>Of those, the arrays that are read as arrays too, or handed over as such: where one is null, that throws.</summary>
    private readonly HashSet<int> _arrays = [];

    private ViewAliases(Block block)
    {
        FindOriginals(block);
        if (_originals.Count > 0)
        {
            FindSpans(block);
        }
    }

    public static Block Run(Block block)
    {
        var aliases = new ViewAliases(block);
        return aliases._originals.Count == 0 ? block : aliases.Rewrite(block);
    }

    private void FindOriginals(Block block)
    {
        foreach (var statement in block.All())
        {
            if (statement is Assign { Target.Type.IsView: true } assign
                && (assign.Value is ViewCast cast ? cast.View : assign.Value) is VariableRef source)
            {
                _originals[assign.Target.Id] = OriginalOf(source.Variable);
            }
        }
    }

    private Variable OriginalOf(Variable view) => _originals.TryGetValue(view.Id, out var original) ? original : view;

    private void FindSpans(Block block)
    {
        var seen = MayBeMissing(block);
        foreach (var used in seen.Count == 0 ? [] : block.All().Where(statement => !IsAlias(statement)).SelectMany(statement => statement.Reads()))
        {
            if (!seen.TryGetValue(OriginalOf(used).Id, out var array))
            {
                continue;
            }

            if (used.Type.Shape == Shape.Array)
            {
                _arrays.Add(array.Id);
            }
            else if (!_spans.ContainsKey(array.Id) || used.Type.Shape == Shape.Span)
            {
                _spans[array.Id] = used with { Name = array.Name };
            }
        }
    }

    /// <summary>
    /// Arrays of models, static ones, and those detached. A new array is not null, and neither is a parameter: it is looked for
    /// on entry, or by <see cref="ArrayChecks"/>.
    /// </summary>
    private Dictionary<int, Variable> MayBeMissing(Block block)
    {
        var missing = new Dictionary<int, Variable>();
        foreach (var assign in block.All().OfType<Assign>().Where(assign => assign.Target.Type.Shape == Shape.Array))
        {
            if (assign.Value is Member or Item or StaticRead
                || (assign.Value is DetachOf { Operand: VariableRef operand } && missing.ContainsKey(OriginalOf(operand.Variable).Id)))
            {
                missing[assign.Target.Id] = assign.Target;
            }
        }

        return missing;
    }

    private bool IsAlias(Stmt statement) => statement is Assign assign && _originals.ContainsKey(assign.Target.Id);

    private Block Rewrite(Block block)
    {
        var output = new List<Stmt>();
        foreach (var statement in block.Statements.Where(statement => !IsAlias(statement)))
        {
            var rewritten = statement.WithBlocks(Rewrite).MapExpressions(expression => expression.Substitute(Original));
            if (rewritten is not Assign assign || !_spans.TryGetValue(assign.Target.Id, out var span))
            {
                output.Add(rewritten);
            }
            else if (_arrays.Contains(assign.Target.Id))
            {
                output.Add(assign);
                output.Add(new Assign(span, new ViewCast(assign.Target.Ref(), span.Type)) { Site = assign.Site });
            }
            else
            {
                output.Add(assign with { Target = span });
            }
        }

        return block.WithStatements(output);
    }

    private Expr? Original(Variable variable)
    {
        if (!_originals.TryGetValue(variable.Id, out var original))
        {
            return null;
        }

        return variable.Type.Shape != Shape.Array && _spans.TryGetValue(original.Id, out var span) ? span.Ref() : original.Ref();
    }
}
