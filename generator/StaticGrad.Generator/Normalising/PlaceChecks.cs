using StaticGrad.Generator.Model;
using StaticGrad.Generator.Simplify;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// In C# a place in a span is checked before the value that is stored there is computed. Lowering says so before every value;
/// here stay the checks behind which something else could throw, or be written, before the store checks itself.
/// </summary>
internal sealed class PlaceChecks
{
    private readonly Throwing _throwing;

    private PlaceChecks(Block block) => _throwing = new Throwing(block);

    public static Block Run(Block block) => new PlaceChecks(block).Visit(block);

    private Block Visit(Block block)
    {
        var output = new List<Stmt>();
        for (var i = 0; i < block.Statements.Count; i++)
        {
            if (!(block.Statements[i] is Invoke { Call: RuntimeCall check } && IsCheck(check) && IsNeedless(check, block.Statements, i + 1)))
            {
                output.Add(block.Statements[i].WithBlocks(Visit));
            }
        }

        return block.WithStatements(output);
    }

    private static bool IsCheck(RuntimeCall call) => call.Function.StartsWith(Reverse.Runtime.InRange, StringComparison.Ordinal);

    private bool IsNeedless(RuntimeCall check, EquatableArray<Stmt> statements, int next)
    {
        for (; next < statements.Count; next++)
        {
            if (statements[next] is Store or AddTo)
            {
                var place = statements[next].Expressions();
                return place[0].Equals(check.Arguments[0]) && place[1].Equals(check.Arguments[1]) && IsQuiet(_throwing.Of(place[2]));
            }

            if (!IsQuiet(statements[next]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsQuiet(Throws throws) => throws is Throws.Nothing or Throws.Index;

    /// <summary>Nothing is written to memory, and nothing is thrown but what the check throws.</summary>
    private bool IsQuiet(Stmt statement) =>
        statement is Assign or AssignPair or If or For or Loop or Sequel or Break or Continue
        && IsQuiet(_throwing.Of(statement))
        && !statement.Expressions().Any(expression => expression.Any(part => part is Call))
        && statement.Blocks().All(block => block.Statements.All(IsQuiet));
}
