namespace FineTune;

/// <summary>Fisher's irises, split and standardised.</summary>
/// <param name="Training">Two thirds of each species.</param>
/// <param name="HeldOut">The rest: seen by no training.</param>
public sealed record Iris(LabelledFlowers Training, LabelledFlowers HeldOut)
{
    /// <summary>Measurements of a flower.</summary>
    public const int Columns = 4;

    /// <summary>The species; labels are places in this list.</summary>
    internal static string[] SpeciesNames { get; } = ["setosa", "versicolor", "virginica"];

    /// <summary>Loads the data, splits it at random, and standardises it by what the training part is like.</summary>
    /// <exception cref="InvalidDataException">The file is malformed; the message says where.</exception>
    public static Iris Load(int seed)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", "iris.csv");
        var flowers = File.ReadLines(path)
            .Select((line, i) => (Line: line, Where: $"{path}, line {i + 1}"))
            .Skip(1)
            .Select(row => Flower.Parse(row.Line, row.Where))
            .ToArray();

        new Random(seed).Shuffle(flowers);
        var training = new List<Flower>();
        var heldOut = new List<Flower>();
        foreach (var species in flowers.GroupBy(flower => flower.Species))
        {
            var ofSpecies = species.ToList();
            training.AddRange(ofSpecies.Take(ofSpecies.Count * 2 / 3));
            heldOut.AddRange(ofSpecies.Skip(ofSpecies.Count * 2 / 3));
        }

        var mean = new double[Columns];
        var deviation = new double[Columns];
        for (var i = 0; i < Columns; i++)
        {
            mean[i] = training.Average(flower => flower.Measurements[i]);
            deviation[i] = Math.Sqrt(training.Average(flower => Math.Pow(flower.Measurements[i] - mean[i], 2)));
        }

        LabelledFlowers Standardise(List<Flower> part) => new(
            [.. part.SelectMany(flower => flower.Measurements.Select((value, i) => (value - mean[i]) / deviation[i]))],
            [.. part.Select(flower => flower.Species)]);
        return new Iris(Standardise(training), Standardise(heldOut));
    }
}
