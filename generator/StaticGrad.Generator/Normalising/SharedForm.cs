using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// A method as callers share its derivative: array parameters as spans, for a caller may pass a part of a pooled array, and
/// without Retain, which speaks of a result that it does not have here.
/// </summary>
internal static class SharedForm
{
    public static MethodIr Run(MethodIr method)
    {
        var roots = new Roots(method);
        var parameters = new HashSet<int>(method.Parameters
            .Where(parameter => parameter.Type.Shape == Shape.Array)
            .Select(parameter => parameter.Variable.Id));
        Variable Retyped(Variable variable) =>
            variable.Type.Shape == Shape.Array && roots.TryFind(variable) is { } root && parameters.Contains(root.Variable.Id)
                ? variable with { Type = variable.Type.WithShape(Shape.Span) }
                : variable;
        Block Rewrite(Block block) => Block.Of(block.Statements.Select(statement =>
        {
            var rewritten = statement.WithBlocks(Rewrite).MapExpressions(e => e.Substitute(v => Retyped(v).Ref()));
            return rewritten is Assign assign
                ? assign with { Target = Retyped(assign.Target), Value = assign.Value is RetainOf retain ? retain.Operand : assign.Value }
                : rewritten;
        }));
        return method with
        {
            Parameters = method.Parameters
                .Select(parameter => parameter with { Variable = Retyped(parameter.Variable) })
                .ToEquatableArray(),
            Body = Rewrite(method.Body),
        };
    }
}
