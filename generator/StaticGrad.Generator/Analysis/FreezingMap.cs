using System.Globalization;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>What a derivative does with each part of its method, and what freezing took out of it.</summary>
/// <param name="Name">The base name of the generated members.</param>
/// <param name="Leaves">Parameters that have a gradient.</param>
/// <param name="Frozen">Floating-point parameters that have none: [Frozen], or left out of the attribute's list.</param>
/// <param name="Detached">The source lines with Detach.</param>
/// <param name="NoGradStatements">How many operations stand under NoGrad.</param>
/// <param name="Constants">Floating-point numbers among the locals that depend on no leaf.</param>
/// <param name="Size">The derivative as it is.</param>
/// <param name="Lifted">The derivative of the same method with nothing frozen; null when that has none, or nothing is frozen.</param>
internal sealed record FreezingMap(
    string Name,
    EquatableArray<string> Leaves,
    EquatableArray<string> Frozen,
    EquatableArray<string> Detached,
    int NoGradStatements,
    EquatableArray<string> Constants,
    DerivativeSize Size,
    DerivativeSize? Lifted)
{
    private const int LongestList = 8;

    public bool HasFreezes => Frozen.Count > 0 || Detached.Count > 0 || NoGradStatements > 0;

    /// <summary>Whether there is anything to say: a method that freezes nothing and keeps nothing needs no map.</summary>
    public bool SaysSomething => HasFreezes || Size.SavesAnything;

    /// <summary>The map as one line, its parts separated by semicolons.</summary>
    /// <param name="lineOf">What to call the place of a site.</param>
    public string Describe(Func<int, string> lineOf)
    {
        var parts = new List<string> { $"'{Name}' has gradients of {List(Leaves)}" };
        AddList(parts, "frozen", Frozen);
        AddList(parts, "detached", Detached);
        if (NoGradStatements > 0)
        {
            parts.Add($"under NoGrad: {Count(NoGradStatements, "operation")}");
        }

        AddList(parts, "constant", Constants);
        parts.Add($"{Count(Size.AdjointStatements, "operation")} with an adjoint");
        parts.Add("saves " + Size.DescribeSaved(lineOf));
        if (Lifted is { } lifted)
        {
            parts.Add($"with nothing frozen: {Count(lifted.AdjointStatements, "operation")} with an adjoint, saves "
                + lifted.DescribeSaved(lineOf));
        }

        return string.Join("; ", parts);
    }

    private static void AddList(List<string> parts, string what, EquatableArray<string> items)
    {
        if (items.Count > 0)
        {
            parts.Add($"{what}: {List(items)}");
        }
    }

    private static string List(EquatableArray<string> items) =>
        string.Join(", ", items.Take(LongestList))
        + (items.Count > LongestList ? string.Format(CultureInfo.InvariantCulture, " and {0} more", items.Count - LongestList) : "");

    internal static string Count(int count, string unit) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + unit + (count == 1 ? "" : "s");
}

/// <summary>How much there is of a derivative.</summary>
/// <param name="AdjointStatements">Operations of the method that the reverse sweep undoes; loops, branches and copies not counted.</param>
/// <param name="SavedBytes">What the reverse sweep reads of the values that the method computes outside of loops.</param>
/// <param name="Loops">For each loop that keeps something for each of its iterations.</param>
internal sealed record DerivativeSize(int AdjointStatements, int SavedBytes, EquatableArray<SavedInLoop> Loops)
{
    /// <summary>All loops together, one iteration of each.</summary>
    public int SavedBytesPerIteration => Loops.Sum(loop => loop.Bytes);

    public bool SavesAnything => SavedBytes > 0 || Loops.Count > 0;

    public string DescribeSaved(Func<int, string> lineOf)
    {
        var parts = Loops.Select(loop =>
            string.Join(" and ", loop.Parts()) + " in each iteration of the loop at " + lineOf(loop.Site)).ToList();
        if (SavedBytes > 0 || parts.Count == 0)
        {
            parts.Insert(0, SavedBytes == 0 ? "nothing" : FreezingMap.Count(SavedBytes, "byte") + " outside loops");
        }

        return string.Join(", ", parts);
    }
}

/// <summary>What one iteration of a loop, nested loops not included, leaves for the reverse sweep.</summary>
/// <param name="Site">The loop.</param>
/// <param name="Bytes">Saved numbers.</param>
/// <param name="Frames">Frames that calls keep: as large as what the callee saves.</param>
/// <param name="Arrays">Arrays that are made in the iteration and kept whole.</param>
internal sealed record SavedInLoop(int Site, int Bytes, int Frames, int Arrays)
{
    public IEnumerable<string> Parts()
    {
        if (Bytes > 0)
        {
            yield return FreezingMap.Count(Bytes, "byte");
        }

        if (Frames > 0)
        {
            yield return FreezingMap.Count(Frames, "frame") + " of calls";
        }

        if (Arrays > 0)
        {
            yield return FreezingMap.Count(Arrays, "array");
        }
    }
}
