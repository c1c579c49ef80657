using StaticGrad.Fuzz.Checking;
using StaticGrad.Fuzz.Choosing;
using StaticGrad.Fuzz.Growing;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Finds a small program that fails as a given one does.</summary>
internal static class Reducer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The smallest failing program found, with its failure and generated code; null when it does not fail alone.</summary>
    public static (RandomProgram Program, Failure Failure, string Generated)? Reduce(Plan plan, long index)
    {
        var (program, choices, _) = Suitable.Grow(plan, index);
        if (Check(program) is not { } first)
        {
            return null;
        }

        var smallest = (Program: program, first.Failure, first.Generated);
        new Shrinker(
            candidate =>
            {
                var replayed = new Choices(candidate);
                if (Suitable.TryGrow(replayed, program.Name, plan, program.ChecksOverflow) is { } smaller
                    && Check(smaller) is { } found
                    && found.Failure.Kind == first.Failure.Kind)
                {
                    smallest = (smaller, found.Failure, found.Generated);
                    return replayed;
                }

                return null;
            },
            Limit).Shrink(choices);
        return smallest;
    }

    private static (Failure Failure, string Generated)? Check(RandomProgram program)
    {
        var batch = new Batch([program]);
        batch.Check();
        return batch.Failures.TryGetValue(program.Name, out var failure)
            ? (failure, string.Join("\n", batch.Generated.Values))
            : null;
    }
}
