using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// Gives every exit a place that the reverse sweep can find: an arm that always leaves takes the rest of its block as the
/// other arm, so that the branch's condition decides; what follows any other statement that may leave becomes a
/// <see cref="Sequel"/>, which knows whether it was reached. Drops what can never be reached.
/// </summary>
internal static class ExitNesting
{
    /// <summary>One guard after another nests as deep as there are guards; the passes behind this one recurse into them.</summary>
    private const int Deepest = 400;

    /// <exception cref="NestedTooDeepException">More guards follow one another than the passes can stand.</exception>
    public static Block Run(Block block) => Run(block, 0);

    private static Block Run(Block block, int depth)
    {
        if (depth > Deepest)
        {
            throw new NestedTooDeepException();
        }

        var output = new List<Stmt>();
        for (var i = 0; i < block.Statements.Count; i++)
        {
            var statement = Nest(block.Statements[i].WithBlocks(inner => Run(inner, depth + 1)));
            var rest = block.Statements.Skip(i + 1).ToList();
            if (statement.NeverCompletes() || rest.Count == 0)
            {
                output.Add(statement);
                break;
            }

            if (statement is If branch && statement.MayExit() && NestRest(branch, rest, depth + 1) is { } nested)
            {
                output.Add(nested);
                break;
            }

            output.Add(statement);
            if (statement.MayExit())
            {
                output.Add(new Sequel(Run(Block.Of(rest), depth + 1)));
                break;
            }
        }

        return Block.Of(output);
    }

    /// <summary>The continuing part of a loop is not reached by the iteration that leaves from the body.</summary>
    private static Stmt Nest(Stmt statement) =>
        statement is Loop { Continuing: { IsEmpty: false } continuing } loop && continuing.Statements[0] is not Sequel
            ? loop with { Continuing = Block.Of([new Sequel(continuing)]) }
            : statement;

    private static If? NestRest(If branch, List<Stmt> rest, int depth)
    {
        // An arm that only throws is never reversed: the rest may stay where it is.
        if (branch.Then.NeverCompletes() && LeavesQuietly(branch.Then) && !MayExit(branch.Else))
        {
            return branch with { Else = Run(Block.Of(branch.Else.Statements.Concat(rest)), depth) };
        }

        if (branch.Else.NeverCompletes() && LeavesQuietly(branch.Else) && !MayExit(branch.Then))
        {
            return branch with { Then = Run(Block.Of(branch.Then.Statements.Concat(rest)), depth) };
        }

        return null;
    }

    private static bool MayExit(Block block) => block.Statements.Any(statement => statement.MayExit());

    private static bool LeavesQuietly(Block block) => MayExit(block);
}

/// <summary>A method whose guards nest deeper than the stack of a compiler allows.</summary>
internal sealed class NestedTooDeepException : Exception
{
}
