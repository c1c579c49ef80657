namespace StaticGrad;

/// <summary>What a gradient check found.</summary>
public sealed class GradCheckResult
{
    internal GradCheckResult(IReadOnlyList<GradCheckElement> elements, IReadOnlyList<string> problems, long @unchecked)
    {
        Elements = elements;
        Problems = problems;
        Unchecked = @unchecked;
    }

    /// <summary>Each element that was checked, leaf by leaf, in order.</summary>
    public IReadOnlyList<GradCheckElement> Elements { get; }

    /// <summary>
    /// What is wrong beside the elements, in sentences: a function that is not deterministic or not finite at the point, a
    /// returned value that is not the function's, a backward that does not add or does not use its seed. Empty when all is well.
    /// </summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>How many elements <see cref="GradCheck.MaxElements"/> left out.</summary>
    public long Unchecked { get; }

    /// <summary>How many elements have a kink, a jump or the edge of the domain within a step of the point, passing or not.</summary>
    public int Straddles => Elements.Count(element => element.Straddles);

    /// <summary>Whether every element passes and there is no problem.</summary>
    public bool Passes => Problems.Count == 0 && Elements.All(element => element.Passes);

    /// <summary>
    /// The element with the largest error in units of its tolerance, of those that fail when some do; a NaN counts as largest.
    /// Null when there is none.
    /// </summary>
    public GradCheckElement? Worst => Elements.Count == 0 ? null : Elements.MaxBy(element => element.Badness);

    /// <summary>Throws when the check failed.</summary>
    /// <exception cref="GradCheckException">Its message is <see cref="ToString"/>.</exception>
    public void ThrowIfFailed()
    {
        if (!Passes)
        {
            throw new GradCheckException(ToString());
        }
    }

    /// <summary>One line: the problems, how many elements agree or differ, and the worst of them.</summary>
    public override string ToString()
    {
        List<string> parts = [.. Problems];
        var failed = Elements.Count(element => !element.Passes);
        var total = Elements.Count;
        if (failed > 0)
        {
            parts.Add(FormattableString.Invariant(
                $"{failed} of {total} elements {(failed == 1 ? "differs" : "differ")}; the worst is {Worst}"));
        }
        else if (Problems.Count == 0)
        {
            parts.Add(FormattableString.Invariant($"{total - Straddles} of {total} elements agree"));
            if (Straddles > 0)
            {
                var first = Elements.First(element => element.Straddles).Name;
                parts.Add(FormattableString.Invariant(
                    $"{Straddles} at a kink, jump or edge {(Straddles == 1 ? "has" : "have")} a gradient that is possible there ({first}{(Straddles == 1 ? "" : " first")})"));
            }
        }

        if (Unchecked > 0)
        {
            parts.Add(FormattableString.Invariant($"{Unchecked} were checked only along a random direction"));
        }

        return "gradient check: " + string.Join("; ", parts);
    }
}
