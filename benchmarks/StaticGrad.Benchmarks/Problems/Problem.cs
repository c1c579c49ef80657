namespace StaticGrad.Benchmarks.Problems;

/// <summary>An objective with synthetic data of one size: what is measured, and what is checked.</summary>
public abstract class Problem
{
    protected Problem(string name, params Leaf[] leaves)
    {
        Name = name;
        Leaves = leaves;
    }

    public string Name { get; }

    public IReadOnlyList<Leaf> Leaves { get; }

    public int ParameterCount => Leaves.Sum(leaf => leaf.Values.Length);

    /// <summary>The method itself; for a method that returns nothing, one of the numbers that it writes.</summary>
    public abstract double Method();

    /// <summary>The adjoint by hand, with the problem's seed: adds to the gradients; returns as <see cref="Method"/>.</summary>
    public abstract double ByHand();

#if GENERATED
    /// <summary>The generated adjoint, used as <see cref="ByHand"/> is.</summary>
    public abstract double Generated();
#endif

    /// <summary>The number whose gradient the adjoints compute: the result times the seed.</summary>
    public abstract double SeededValue();

    /// <summary>
    /// All that the last run returned or wrote, to be compared bit for bit; it is forgotten, so that the next run has to
    /// write all of it.
    /// </summary>
    public abstract double[] TakeResult();

    /// <summary>What an adjoint must leave in the cotangents of overwritten buffers: nothing but zeros.</summary>
    public virtual ReadOnlySpan<double> ConsumedCotangents => [];

    public void ClearGradients()
    {
        foreach (var leaf in Leaves)
        {
            Array.Clear(leaf.Gradient);
        }
    }

    /// <summary>A central difference by one parameter: two evaluations.</summary>
    public double CentralDifference(Leaf leaf, int index)
    {
        var at = leaf.Values[index];
        // Balances the truncation, O(h²), against the rounding, O(ε/h).
        var step = 6e-6 * Math.Max(1, Math.Abs(at));
        var above = at + step;
        var below = at - step;
        leaf.Values[index] = above;
        var valueAbove = SeededValue();
        leaf.Values[index] = below;
        var valueBelow = SeededValue();
        leaf.Values[index] = at;
        return (valueAbove - valueBelow) / (above - below);
    }

    /// <summary>Central differences by a few parameters, spread evenly over all.</summary>
    public double CentralDifferences(int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var (leaf, index) = Parameter((int)((long)i * ParameterCount / count));
            sum += CentralDifference(leaf, index);
        }

        return sum;
    }

    /// <summary>The parameter at an index over all leaves.</summary>
    public (Leaf Leaf, int Index) Parameter(int index)
    {
        foreach (var leaf in Leaves)
        {
            if (index < leaf.Values.Length)
            {
                return (leaf, index);
            }

            index -= leaf.Values.Length;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }
}
