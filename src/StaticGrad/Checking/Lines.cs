namespace StaticGrad;

/// <summary>The lines through the point that are compared: each element of each leaf, or some and a random direction.</summary>
internal sealed class Lines(
    GradCheck settings, CheckedLeaf[] leaves, CheckedFunction function, double[] cotangent, double[] value)
{
    /// <summary>A step is at least so many spacings of the number, or its rounding would be a part of the difference.</summary>
    private const int LeastSpacings = 4096;

    private readonly Random _random = new(settings.Seed);
    private readonly ElementCheck _check = new(settings);
    private readonly double _origin = Product(cotangent, value);

    internal GradCheckResult Check(double[][] gradients, IReadOnlyList<string> problems)
    {
        List<GradCheckElement> elements = [];
        var @unchecked = 0L;
        for (var k = 0; k < leaves.Length; k++)
        {
            var leaf = leaves[k];
            var gradient = gradients[k];
            if (leaf.Point.Length <= settings.MaxElements)
            {
                elements.AddRange(Enumerable.Range(0, leaf.Point.Length).Select(i => CheckElement(leaf, gradient, i)));
                continue;
            }

            elements.AddRange(Chosen(leaf.Point.Length).Select(i => CheckElement(leaf, gradient, i)));
            elements.Add(CheckDirection(leaf, gradient));
            @unchecked += leaf.Point.Length - settings.MaxElements;
        }

        return new GradCheckResult(elements, problems, @unchecked);
    }

    private GradCheckElement CheckElement(CheckedLeaf leaf, double[] gradient, int i)
    {
        var isSingle = function.IsSingle || leaf.IsSingle(i);
        var line = new CheckedLine(_origin, StepOf(leaf, i, isSingle), isSingle, by =>
        {
            var place = leaf.Move(i, by);
            return new Sample(place, Evaluate(leaf));
        });
        return _check.Check(line, gradient[i]) with { Leaf = leaf.Name, Name = leaf.NameOf(i), Index = i };
    }

    /// <summary>All elements at once, each by its own step and a random sign; the slope is that of a direction of length one.</summary>
    private GradCheckElement CheckDirection(CheckedLeaf leaf, double[] gradient)
    {
        var isSingle = function.IsSingle || Enumerable.Range(0, leaf.Point.Length).Any(leaf.IsSingle);
        var unit = settings.StepOf(isSingle);
        var direction = new double[leaf.Point.Length];
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] = StepOf(leaf, i, isSingle) / unit * (_random.Next(2) == 0 ? -1 : 1);
        }

        var norm = Math.Sqrt(Product(direction, direction));
        var line = new CheckedLine(_origin, unit * norm, isSingle, by =>
        {
            for (var i = 0; i < direction.Length; i++)
            {
                leaf.Move(i, by / norm * direction[i]);
            }

            return new Sample(by, Evaluate(leaf));
        });
        return _check.Check(line, Product(direction, gradient) / norm) with
        {
            Leaf = leaf.Name,
            Name = $"{leaf.Name} along a random direction",
            Index = -1,
        };
    }

    private double StepOf(CheckedLeaf leaf, int i, bool isSingle) =>
        Math.Max(settings.StepOf(isSingle), LeastSpacings * Numbers.Spacing(leaf.Point[i], isSingle));

    private double Evaluate(CheckedLeaf leaf)
    {
        double[] moved;
        try
        {
            moved = function.Evaluate();
        }
        finally
        {
            leaf.MoveBack();
        }

        return moved.Length == value.Length
            ? Product(cotangent, moved)
            : throw new InvalidOperationException(
                $"The function returned {moved.Length} elements near the point, and {value.Length} at the point.");
    }

    /// <summary>Distinct indices, in order: the first steps of a shuffle.</summary>
    private IEnumerable<int> Chosen(int length)
    {
        var indices = Enumerable.Range(0, length).ToArray();
        for (var i = 0; i < settings.MaxElements; i++)
        {
            var other = _random.Next(i, length);
            (indices[i], indices[other]) = (indices[other], indices[i]);
        }

        return indices.Take(settings.MaxElements).Order();
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
