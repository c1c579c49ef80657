using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>Array parameters as spans: a derivative that callers share must take parts of pooled arrays.</summary>
internal static class SpanParameters
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
            return rewritten is Assign assign ? assign with { Target = Retyped(assign.Target) } : rewritten;
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
