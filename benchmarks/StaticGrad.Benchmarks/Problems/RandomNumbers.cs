namespace StaticGrad.Benchmarks.Problems;

/// <summary>Reproducible data: a fixed seed, and arrays of it.</summary>
internal sealed class RandomNumbers(int seed)
{
    private readonly Random random = new(seed);

    public int Next(int exclusiveMaximum) => random.Next(exclusiveMaximum);

    public double Uniform(double minimum, double maximum) => minimum + (maximum - minimum) * random.NextDouble();

    public double[] Uniforms(int count, double minimum, double maximum)
        => Fill(count, () => Uniform(minimum, maximum));

    public double[] Normals(int count, double deviation = 1) => Fill(count, () => deviation * Normal());

    private double Normal()
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Fill(int count, Func<double> next)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = next();
        }

        return numbers;
    }
}
