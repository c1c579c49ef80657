namespace FineTune;

/// <summary>Flowers and their classes for one task.</summary>
/// <param name="X">Standardised measurements, flower by flower.</param>
/// <param name="Labels">The class of each flower, from 0.</param>
public sealed record LabelledFlowers(double[] X, int[] Labels)
{
    /// <summary>How many flowers there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The measurements of one flower.</summary>
    public ReadOnlySpan<double> Measurements(int flower) => X.AsSpan(flower * Iris.Columns, Iris.Columns);

    /// <summary>The same flowers for a task that joins classes.</summary>
    public LabelledFlowers Relabel(Func<int, int> label) => this with { Labels = [.. Labels.Select(label)] };

    /// <summary>The first flowers of each class.</summary>
    public LabelledFlowers Few(int ofEach)
    {
        int[] kept = [.. Enumerable.Range(0, Count).GroupBy(i => Labels[i]).SelectMany(ofClass => ofClass.Take(ofEach))];
        return new([.. kept.SelectMany(i => Measurements(i).ToArray())], [.. kept.Select(i => Labels[i])]);
    }
}
