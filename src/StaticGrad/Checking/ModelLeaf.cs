namespace StaticGrad;

/// <summary>
/// A model: a class is moved in place; a struct in a box, together with the arrays and classes that it shares with the caller's.
/// Frozen members are never touched.
/// </summary>
internal sealed class ModelLeaf<T, TGradient> : CheckedLeaf<T, TGradient>
{
    private readonly IModel<TGradient> _model;
    private readonly List<Part> _parts;

    internal ModelLeaf(IModel<TGradient> model, string name, string parameter)
        : base(name)
    {
        _model = model;
        var seen = new Reader();
        model.VisitState(seen);
        _parts = seen.Parts;
        if (_parts.Count == 0)
        {
            throw new ArgumentException(
                $"'{name}' has no number that can be moved: all are frozen, or can only be set by a constructor (for those, "
                + $"make the number a leaf and the {typeof(T).Name} from it in the functions).",
                parameter);
        }

        Lay(seen.Numbers, part => part);
        ThrowIfNotFinite(parameter);
        var owners = Owners(seen.Numbers);
        Lay(seen.Numbers, part => owners[part]);
    }

    internal override object? Shared => typeof(T).IsValueType ? null : _model;

    internal override T Value
    {
        get
        {
            Write();
            return (T)_model;
        }
    }

    internal override bool IsSingle(int index) => PartOf(index).IsSingle;

    internal override string NameOf(int index)
    {
        var part = PartOf(index);
        var place = part.IsScalar ? "" : FormattableString.Invariant($"[{index - part.Start}]");
        return $"{Name}.{part.Name}{place}";
    }

    internal override void Restore()
    {
        base.Restore();
        Write();
    }

    private protected override double[] Flatten(TGradient gradient)
    {
        var adder = new Adder(this, new double[Point.Length]);
        try
        {
            _model.VisitParameters(adder, ref gradient);
        }
        catch (ArgumentException otherShape)
        {
            throw new ArgumentException(
                $"The gradient of '{Name}' has not its shape: {otherShape.Message}", nameof(gradient), otherShape);
        }

        return adder.Sums;
    }

    /// <summary>Gives each parameter its place in the row; those with one owner have one place.</summary>
    private void Lay(List<double[]> numbers, Func<int, int> ownerOf)
    {
        var starts = new Dictionary<int, int>();
        List<double> point = [];
        for (var i = 0; i < _parts.Count; i++)
        {
            if (!starts.TryGetValue(ownerOf(i), out var start))
            {
                start = point.Count;
                starts.Add(ownerOf(i), start);
                point.AddRange(numbers[i]);
            }

            _parts[i] = _parts[i] with { Start = start };
        }

        Point = [.. point];
        Current = [.. point];
    }

    /// <summary>
    /// The same array in two places is moved in both at once, so its two slots count together. Told by writing a number of its own to
    /// each place: of those with one storage, the last stays.
    /// </summary>
    private List<int> Owners(List<double[]> numbers)
    {
        var found = new Marker(writes: false);
        try
        {
            _model.VisitState(new Marker(writes: true));
            _model.VisitState(found);
        }
        finally
        {
            _model.VisitState(new Writer(numbers));
        }

        return found.Marks;
    }

    private void Write() => _model.VisitState(new Writer([.. _parts.Select(part => Current[part.Start..(part.Start + part.Length)])]));

    private Part PartOf(int index) => _parts.Find(part => index >= part.Start && index < part.Start + part.Length)!;

    /// <summary>A trainable parameter and where its numbers begin in the row.</summary>
    private sealed record Part(string Name, int Length, bool IsScalar, bool IsSingle, int Start = 0);

    /// <summary>Goes through the parameters that are not frozen, whatever their precision.</summary>
    private abstract class Visitor : IParameterVisitor
    {
        protected int Next { get; private set; } = -1;

        protected ParameterPath Path { get; } = new();

        public void Enter(string member, int index) => Path.Enter(member, index);

        public void Leave() => Path.Leave();

        public void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient)
        {
            if (!parameter.IsFrozen && value.Length > 0)
            {
                Next++;
                Visit(parameter, value, gradient, isSingle: false);
            }
        }

        public void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient)
        {
            if (parameter.IsFrozen || value.Length == 0)
            {
                return;
            }

            Next++;
            var numbers = Widened(value);
            Visit(parameter, numbers, Widened(gradient), isSingle: true);
            for (var i = 0; i < value.Length; i++)
            {
                // Also a NaN keeps its bits when nothing was written.
                if (BitConverter.DoubleToInt64Bits(numbers[i]) != BitConverter.DoubleToInt64Bits(value[i]))
                {
                    value[i] = (float)numbers[i];
                }
            }
        }

        protected abstract void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient, bool isSingle);

        private static double[] Widened(Span<float> singles)
        {
            var numbers = new double[singles.Length];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = singles[i];
            }

            return numbers;
        }
    }

    private sealed class Reader : Visitor
    {
        internal List<Part> Parts { get; } = [];

        internal List<double[]> Numbers { get; } = [];

        protected override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient, bool isSingle)
        {
            Parts.Add(new Part(Path.Of(parameter), value.Length, parameter.Shape.IsEmpty, isSingle));
            Numbers.Add(value.ToArray());
        }
    }

    private sealed class Writer(List<double[]> numbers) : Visitor
    {
        protected override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient, bool isSingle)
        {
            if (Next >= numbers.Count || value.Length != numbers[Next].Length)
            {
                throw new InvalidOperationException($"'{Path.Of(parameter)}' has another length than before the check.");
            }

            numbers[Next].CopyTo(value);
        }
    }

    private sealed class Marker(bool writes) : Visitor
    {
        internal List<int> Marks { get; } = [];

        protected override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient, bool isSingle)
        {
            if (writes)
            {
                value[0] = Next;
            }

            Marks.Add((int)value[0]);
        }
    }

    private sealed class Adder(ModelLeaf<T, TGradient> leaf, double[] sums) : Visitor
    {
        internal double[] Sums => sums;

        protected override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient, bool isSingle)
        {
            var start = leaf._parts[Next].Start;
            for (var i = 0; i < gradient.Length; i++)
            {
                sums[start + i] += gradient[i];
            }
        }
    }
}
