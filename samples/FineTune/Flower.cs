using System.Globalization;

namespace FineTune;

/// <summary>One row of the data: four measurements in centimetres and the species.</summary>
public sealed record Flower(double[] Measurements, int Species)
{
    /// <summary>Reads a row.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the message says where and what it is.</exception>
    public static Flower Parse(string line, string where)
    {
        var cells = line.Split(',');
        var measurements = new double[Iris.Columns];
        var species = Array.IndexOf(Iris.SpeciesNames, cells[^1]);
        var numbers = cells.Length == Iris.Columns + 1
            && Enumerable.Range(0, Iris.Columns).All(i =>
                double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out measurements[i]));
        return numbers && species >= 0
            ? new Flower(measurements, species)
            : throw new InvalidDataException($"{where}: four numbers and a species are expected; it is \"{line}\"");
    }
}
