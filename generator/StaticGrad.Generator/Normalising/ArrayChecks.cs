using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// An array argument becomes a span where callers share a derivative (<see cref="SharedForm"/>), and a missing array an empty one:
/// each is looked for where the method itself would find that it is missing, at the first element or length on each way. Seen as a
/// span by the method itself it is an empty one there too.
/// </summary>
internal sealed class ArrayChecks
{
    private readonly Roots _roots;
    private readonly HashSet<int> _parameters;

    private ArrayChecks(MethodIr method)
    {
        _roots = new Roots(method);
        _parameters = [.. method.Parameters
            .Where(parameter => parameter.Type.Shape == Shape.Array)
            .Select(parameter => parameter.Variable.Id)];
    }

    public static MethodIr Run(MethodIr method)
    {
        var checks = new ArrayChecks(method);
        return checks._parameters.Count == 0 ? method : method with { Body = checks.Visit(method.Body, []) };
    }

    /// <summary>The method itself, which is called by its own derivative too: its arguments are looked for on entry.</summary>
    public static MethodIr Without(MethodIr method) => method with { Body = Without(method.Body) };

    private static Block Without(Block block) => block.Map(statement =>
        statement is Invoke { Call: RuntimeCall { Function: Runtime.PresentArray } } ? null : statement.WithBlocks(Without));

    /// <param name="outside">The arrays that are known to be there.</param>
    private Block Visit(Block block, HashSet<int> outside)
    {
        var known = new HashSet<int>(outside);
        var output = new List<Stmt>();
        foreach (var statement in block.Statements)
        {
            foreach (var array in Read(statement).Where(array => known.Add(array.Id)))
            {
                output.Add(new Invoke(Runtime.Call(Runtime.PresentArray, IrType.Void, array.Ref())) { Site = statement.Site });
            }

            output.Add(statement.WithBlocks(inner => Visit(inner, known)));
        }

        return Block.Of(output);
    }

    /// <summary>The arguments of which the statement itself reads or writes an element, or takes the length.</summary>
    private IEnumerable<Variable> Read(Stmt statement)
    {
        var read = statement.Expressions().SelectMany(expression => expression.Parts())
            .Where(part => part is Load or Length)
            .Select(part => part.Operands()[0]);
        var written = statement is Store or AddTo ? statement.Expressions().Take(1) : [];
        return read.Concat(written).OfType<VariableRef>()
            .Where(view => view.Type.Shape == Shape.Array)
            .Select(view => _roots.TryFind(view.Variable)?.Variable)
            .OfType<Variable>()
            .Where(root => _parameters.Contains(root.Id));
    }
}
