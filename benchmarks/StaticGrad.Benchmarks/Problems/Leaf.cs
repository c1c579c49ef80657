namespace StaticGrad.Benchmarks.Problems;

/// <summary>Parameters that a problem is differentiated by, and the buffer that their gradient is added to.</summary>
public sealed class Leaf(string name, double[] values)
{
    public string Name { get; } = name;

    public double[] Values { get; } = values;

    public double[] Gradient { get; } = new double[values.Length];
}
