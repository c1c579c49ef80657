using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Normalising;

/// <summary>Numbers the statements in order: an id is also a position, and a nested statement's lies behind its owner's.</summary>
internal static class Numbering
{
    public static Block Run(Block block)
    {
        var next = 1;
        return Number(block);

        Block Number(Block b)
        {
            var output = new List<Stmt>();
            foreach (var statement in b.Statements)
            {
                var numbered = statement with { Id = next++ };
                output.Add(numbered.WithBlocks(Number));
            }

            return Block.Of(output);
        }
    }
}
