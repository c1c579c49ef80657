namespace StaticGrad.Fuzz.Choosing;

/// <summary>Makes a list of choices shorter and its numbers smaller, as long as what is wrong with the program stays.</summary>
/// <param name="fails">
/// Whether a program grown from these choices still fails in the same way, and the choices and spans that it really took.
/// </param>
internal sealed class Shrinker(Func<IReadOnlyList<int>, Choices?> fails, TimeSpan limit)
{
    private readonly DateTime _end = DateTime.UtcNow + limit;
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);

    public Choices Shrink(Choices failing)
    {
        var best = failing;
        for (var improved = true; improved && DateTime.UtcNow < _end;)
        {
            improved = false;
            foreach (var pass in new Func<Choices, IEnumerable<List<int>>>[] { WithoutSpans, WithSpansOfZeros, WithoutRuns, WithSmallerNumbers })
            {
                while (DateTime.UtcNow < _end && FirstThatFails(pass(best)) is { } smaller)
                {
                    best = smaller;
                    improved = true;
                }
            }
        }

        return best;
    }

    private Choices? FirstThatFails(IEnumerable<List<int>> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (DateTime.UtcNow > _end)
            {
                return null;
            }

            if (_tried.Add(string.Join(",", candidate)) && fails(candidate) is { } smaller)
            {
                return smaller;
            }
        }

        return null;
    }

    private static IEnumerable<(int Start, int End)> LargestFirst(Choices choices) =>
        choices.Spans.Where(span => span.End > span.Start).Distinct().OrderByDescending(span => span.End - span.Start);

    private static IEnumerable<List<int>> WithoutSpans(Choices choices) => LargestFirst(choices)
        .Select(span => choices.Taken.Take(span.Start).Concat(choices.Taken.Skip(span.End)).ToList());

    private static IEnumerable<List<int>> WithSpansOfZeros(Choices choices) => LargestFirst(choices)
        .Where(span => choices.Taken.Skip(span.Start).Take(span.End - span.Start).Any(choice => choice != 0))
        .Select(span => choices.Taken.Select((choice, i) => i >= span.Start && i < span.End ? 0 : choice).ToList());

    /// <summary>Spans do not nest as every program's structure does: runs of a few choices, wherever they are.</summary>
    private static IEnumerable<List<int>> WithoutRuns(Choices choices) =>
        from length in new[] { 8, 4, 2, 1 }
        from start in Enumerable.Range(0, Math.Max(0, choices.Taken.Count - length + 1))
        select choices.Taken.Take(start).Concat(choices.Taken.Skip(start + length)).ToList();

    private static IEnumerable<List<int>> WithSmallerNumbers(Choices choices) =>
        from position in Enumerable.Range(0, choices.Taken.Count)
        from smaller in new[] { 0, choices.Taken[position] / 2, choices.Taken[position] - 1 }.Distinct()
        where smaller >= 0 && smaller < choices.Taken[position]
        select choices.Taken.Select((choice, i) => i == position ? smaller : choice).ToList();
}
