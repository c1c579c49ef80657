using System.Globalization;

namespace Gan;

/// <summary>Points of the plane, each column standardised to mean 0 and standard deviation 1.</summary>
/// <param name="Points">The points, one after the other.</param>
/// <param name="Scales">The columns' names, means and standard deviations, as they were.</param>
public sealed record Dataset(double[] Points, IReadOnlyList<Scale> Scales)
{
    /// <summary>Coordinates of a point.</summary>
    public const int Columns = 2;

    /// <summary>How many points there are.</summary>
    public int Count => Points.Length / Columns;

    /// <summary>The eruptions of Old Faithful: minutes that each took, and minutes of waiting for the next.</summary>
    /// <exception cref="InvalidDataException">The file is malformed; the message says where.</exception>
    public static Dataset LoadFaithful()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", "faithful.csv");
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        var rows = lines.Skip(1).Select((line, i) => Parse(line, $"{path}, line {i + 2}")).ToList();
        Scale[] scales =
        [
            .. names.Select((name, column) => Scale.Of(name, [.. rows.Select(row => row[column])])),
        ];
        double[] points = [.. rows.SelectMany(row => row.Select((value, column) => scales[column].Standardise(value)))];
        return new Dataset(points, scales);
    }

    /// <summary>Copies points that are drawn with replacement, as many as <paramref name="batch"/> takes.</summary>
    public void Draw(Random random, Span<double> batch)
    {
        for (var i = 0; i < batch.Length; i += Columns)
        {
            Points.AsSpan(random.Next(Count) * Columns, Columns).CopyTo(batch[i..]);
        }
    }

    /// <summary>The energy distance between two random halves of the points: what chance alone makes of it.</summary>
    public double DistanceBetweenHalves(Random random)
    {
        var points = Points.Chunk(Columns).ToArray();
        random.Shuffle(points);
        double[] Flat(IEnumerable<double[]> half) => [.. half.SelectMany(point => point)];
        return EnergyDistance.Between(Flat(points.Take(Count / 2)), Flat(points.Skip(Count / 2)));
    }

    private static double[] Parse(string line, string where)
    {
        double[] row =
        [
            .. line.Split(',').Select(cell =>
                double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN),
        ];
        return row.Length == Columns && row.All(double.IsFinite)
            ? row
            : throw new InvalidDataException($"{where}: {Columns} numbers are expected; it is \"{line}\"");
    }
}
