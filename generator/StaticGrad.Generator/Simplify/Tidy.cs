using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Simplify;

/// <summary>The order of the simplifying passes.</summary>
internal static class Tidy
{
    /// <summary>For a reverse sweep with everything that reads it.</summary>
    public static Block Reverse(Block block) => DeadStores.Run(Algebra.Run(ZeroPropagation.Run(block)));

    /// <summary>For a member's whole body.</summary>
    public static Block Whole(Block block) => Folding.Run(Paths.Run(block));
}
