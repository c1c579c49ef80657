using StaticGrad.Fuzz.Checking;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>Prints programs for people.</summary>
internal static class Show
{
    /// <summary>As many failing programs of a kind are made small and printed; the others are listed by number.</summary>
    private const int MostOfAKind = 2;

    public static void Failures(Plan plan, BatchReport report)
    {
        var processLost = new[] { FailureKind.Hang, FailureKind.Crash };
        foreach (var kind in report.Failures.GroupBy(failure => failure.Value.Kind).Where(kind => !processLost.Contains(kind.Key)))
        {
            foreach (var (index, _) in kind.OrderBy(failure => failure.Key).Take(MostOfAKind))
            {
                One(plan, index);
            }
        }
    }

    /// <summary>Prints a program, made small when it fails; whether it is right.</summary>
    public static bool One(Plan plan, long index)
    {
        if (Reducer.Reduce(plan, index) is var (program, failure, generated))
        {
            Console.WriteLine($"==== seed {plan.Seed}, program {index}, reduced: {failure.Kind}: {failure.Message}");
            Console.WriteLine(program.Text);
            Console.WriteLine("---- generated");
            Console.WriteLine(generated);
            return false;
        }

        var (whole, _, _) = Suitable.Grow(plan, index);
        var batch = new Batch([whole]);
        batch.Check();
        Console.WriteLine($"==== seed {plan.Seed}, program {index}: right{(batch.Refusals.Count > 0 ? ", refused" : "")}");
        Console.WriteLine(whole.Text);
        Console.WriteLine("---- generated");
        Console.WriteLine(string.Join("\n", batch.Generated.Values));
        return true;
    }
}
