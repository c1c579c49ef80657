using StaticGrad;

namespace Gan.Networks;

/// <summary>Turns noise into points: 2 → 32 → 32 → 2.</summary>
[Differentiable]
public sealed partial class Generator(Random random)
{
    /// <summary>How many normal numbers make a point.</summary>
    public const int NoiseSize = 2;

    private readonly Dense _first = new(NoiseSize, 32, random);
    private readonly Dense _second = new(32, 32, random);
    private readonly Dense _last = new(32, Dataset.Columns, random, Dense.Linear);

    /// <summary>Writes the point that belongs to <paramref name="noise"/>.</summary>
    public void Generate(ReadOnlySpan<double> noise, Span<double> point)
    {
        double[] first = new double[_first.Outputs];
        double[] second = new double[_second.Outputs];
        _first.Apply(noise, first);
        _second.Apply(first, second);
        _last.Apply(second, point);
    }

    /// <summary>The points of many draws of noise, which stand one after the other.</summary>
    public double[] GenerateAll(ReadOnlySpan<double> noise)
    {
        var points = new double[noise.Length / NoiseSize * Dataset.Columns];
        for (var i = 0; i < noise.Length / NoiseSize; i++)
        {
            Generate(noise.Slice(i * NoiseSize, NoiseSize), points.AsSpan(i * Dataset.Columns, Dataset.Columns));
        }

        return points;
    }
}
