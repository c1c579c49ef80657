using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>
/// Writes objects and places of scalars as paths, <c>model.Layers[i].Bias</c>, where they are used: they are assigned once, and
/// their indices do not change.
/// </summary>
internal static class Paths
{
    public static Block Run(Block block)
    {
        var paths = new Dictionary<int, Expr>();
        foreach (var assign in block.All().OfType<Assign>().Where(IsPath))
        {
            paths[assign.Target.Id] = assign.Value.Substitute(Resolve);
        }

        return paths.Count == 0 ? block : Rewrite(block);

        Expr? Resolve(Variable variable) => paths.TryGetValue(variable.Id, out var path) ? path : null;

        Block Rewrite(Block b) => b.Map(statement => statement is Assign assign && IsPath(assign)
            ? null
            : statement.WithBlocks(Rewrite).MapExpressions(expression => expression.Substitute(Resolve)));
    }

    private static bool IsPath(Assign assign) =>
        assign.Target.Type.Shape == Shape.Cell
        || (assign.Target is { Type.Shape: Shape.Object, Kind: VariableKind.Temporary } && assign.Value is not Call);
}
