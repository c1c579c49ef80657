namespace Gan;

/// <summary>What a column was before it was standardised.</summary>
public readonly record struct Scale(string Name, double Mean, double Deviation)
{
    /// <summary>The mean and the standard deviation (of a sample) of a column.</summary>
    public static Scale Of(string name, IReadOnlyList<double> column)
    {
        var mean = column.Average();
        return new(name, mean, Math.Sqrt(column.Sum(value => (value - mean) * (value - mean)) / (column.Count - 1)));
    }

    /// <summary>In standard deviations from the mean.</summary>
    public double Standardise(double value) => (value - Mean) / Deviation;

    /// <summary>In the unit of the column.</summary>
    public double Restore(double standardised) => Mean + Deviation * standardised;
}
