using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Simplify;

/// <summary>
/// Writes objects and places of scalars as paths, <c>model.Layers[i].Bias</c>, where they are used: they are assigned once, and
/// their indices do not change. An item that has to be looked up where the method does is a local of the forward sweep.
/// </summary>
internal static class Paths
{
    /// <summary>A whole body, or one of the sweeps.</summary>
    public static Block Run(Block block)
    {
        if (!block.All().OfType<Assign>().Any(IsPath))
        {
            return block;
        }

        var reverse = block.Statements.TakeWhile(statement => statement is not Heading).Count();
        var forward = Block.Of(block.Statements.Take(reverse));
        var locals = new HashSet<int>(forward.All().Select(LookedUp).OfType<Variable>().Select(variable => variable.Id));
        return Block.Of(Rewrite(forward, Of(forward, locals)).Statements.Concat(Rewrite(Block.Of(block.Statements.Skip(reverse)), Of(block)).Statements));
    }

    /// <summary>The paths of the variables that are none but a name for one.</summary>
    /// <param name="locals">Variables that stay variables.</param>
    public static Dictionary<int, Expr> Of(Block block, HashSet<int>? locals = null)
    {
        var paths = new Dictionary<int, Expr>();
        foreach (var assign in block.All().OfType<Assign>().Where(assign => IsPath(assign) && locals?.Contains(assign.Target.Id) != true))
        {
            paths[assign.Target.Id] = assign.Value.Along(paths);
        }

        return paths;
    }

    public static Expr Along(this Expr expression, IReadOnlyDictionary<int, Expr> paths) =>
        expression.Substitute(variable => paths.TryGetValue(variable.Id, out var path) ? path : null);

    public static bool IsPath(Assign assign) =>
        assign.Target.Type.Shape == Shape.Cell
        || (assign.Target is { Type.Shape: Shape.Object, Kind: VariableKind.Temporary } && assign.Value is not Call);

    /// <summary>The item that a statement says is looked up there.</summary>
    private static Variable? LookedUp(Stmt statement) =>
        statement is Invoke { Call: RuntimeCall { Function: Runtime.LookedUp } call } && call.Arguments[0] is VariableRef item ? item.Variable : null;

    private static Block Rewrite(Block block, Dictionary<int, Expr> paths) => block.Map(statement =>
        LookedUp(statement) is not null || (statement is Assign assign && paths.ContainsKey(assign.Target.Id))
            ? null
            : statement.WithBlocks(inner => Rewrite(inner, paths)).MapExpressions(expression => expression.Along(paths)));
}
