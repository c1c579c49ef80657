using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// Replaces a view that is another under a new name or type (an argument of an inlined call, an array seen as a span) by the
/// original: later passes meet one view for one storage. Detached aliases stay: they differ in what flows through them.
/// </summary>
internal static class ViewAliases
{
    public static Block Run(Block block)
    {
        var originals = new Dictionary<int, Expr>();
        foreach (var statement in block.All())
        {
            if (statement is Assign { Target.Type.IsView: true } assign
                && (assign.Value is ViewCast cast ? cast.View : assign.Value) is VariableRef source)
            {
                originals[assign.Target.Id] = originals.TryGetValue(source.Variable.Id, out var original) ? original : source;
            }
        }

        return originals.Count == 0 ? block : Rewrite(block, originals);
    }

    private static Block Rewrite(Block block, Dictionary<int, Expr> originals) => block.Map(statement =>
        statement is Assign assign && originals.ContainsKey(assign.Target.Id)
            ? null
            : statement.WithBlocks(nested => Rewrite(nested, originals)).MapExpressions(expression => Rewrite(expression, originals)));

    private static Expr Rewrite(Expr expression, Dictionary<int, Expr> originals) =>
        expression.Substitute(variable => originals.TryGetValue(variable.Id, out var original) ? original : null);
}
