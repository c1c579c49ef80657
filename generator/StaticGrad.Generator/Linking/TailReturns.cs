using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Linking;

/// <summary>Bodies whose returns all stand at the end of an arm: a return is then an assignment of the result.</summary>
internal static class TailReturns
{
    /// <summary>Stands for the result; no lowered variable has this id.</summary>
    public const int ResultId = 0;

    /// <summary>Whether every return is a tail; for a view, whether it is the only one and unconditional.</summary>
    public static bool Only(Block body, bool single)
    {
        var returns = body.All().Count(statement => statement is Return);
        return returns == CountTails(body)
            && (!single || (returns == 1 && body.Statements[body.Statements.Count - 1] is Return));
    }

    private static int CountTails(Block block)
    {
        if (block.IsEmpty)
        {
            return 0;
        }

        return block.Statements[block.Statements.Count - 1] switch
        {
            Return => 1,
            If branch => CountTails(branch.Then) + CountTails(branch.Else),
            _ => 0,
        };
    }

    /// <summary>The body with each return replaced by an assignment of variable <see cref="ResultId"/>.</summary>
    public static Block Replace(Block block) => Block.Of(block.Statements.SelectMany(Replace));

    private static IEnumerable<Stmt> Replace(Stmt statement)
    {
        if (statement is Return result)
        {
            // Returning a variable from a NoGrad block is no assignment there: what was computed outside keeps its gradient.
            return result.Value is { } value
                ? [new Assign(new Variable(ResultId, "result", value.Type, VariableKind.Temporary), value)
                {
                    Site = result.Site, Line = result.Line, NoGrad = result.NoGrad && value is not VariableRef,
                }]
                : [];
        }

        return [statement.WithBlocks(Replace)];
    }
}
