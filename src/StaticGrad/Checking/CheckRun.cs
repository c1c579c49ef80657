namespace StaticGrad;

/// <summary>One check: evaluates the function and its gradient at the point, then compares them line by line.</summary>
internal sealed class CheckRun
{
    /// <summary>
    /// A second backward on the same buffers gets this multiple of the cotangent, so that what they hold then tells what went
    /// wrong: -2 times the gradient is right, -3 means replaced, 2 a seed that is not used, 1 both.
    /// </summary>
    private const double SecondSeed = -3;

    private readonly GradCheck _settings;
    private readonly CheckedLeaf[] _leaves;
    private readonly List<string> _problems = [];

    internal CheckRun(GradCheck? settings, CheckedLeaf[] leaves)
    {
        _settings = settings ?? new GradCheck();
        _leaves = leaves;
        _settings.ThrowIfNotUsable();
        for (var i = 0; i < leaves.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (leaves[i].Shared is { } shared && ReferenceEquals(shared, leaves[j].Shared))
                {
                    throw new ArgumentException(
                        $"'{leaves[j].Name}' and '{leaves[i].Name}' are the same object, whose numbers cannot be moved apart.");
                }
            }
        }
    }

    /// <summary>Runs the check; the leaves are put back whatever happens.</summary>
    /// <param name="function">The function.</param>
    /// <param name="backward">Gives each leaf its gradient for a cotangent; returns the value, or null where it has none.</param>
    /// <param name="start">Where backward adds to buffers: makes them zero.</param>
    internal GradCheckResult Compare(CheckedFunction function, Func<double[], double[]?> backward, Action? start = null)
    {
        if (start is null && !function.IsScalar)
        {
            throw new ArgumentException(
                $"The result is an array, and its gradient depends on a cotangent: use {nameof(GradCheck.CheckBackward)}.", nameof(function));
        }

        try
        {
            // A scalar's gradient comes first: its shape is judged before the function is evaluated.
            var cotangent = function.IsScalar ? [1] : Cotangent(function.Evaluate().Length);
            start?.Invoke();
            var returned = First(backward, cotangent, start is not null);
            var gradients = Gradients();
            var value = function.Evaluate();
            if (IsFinite(value) && IsDeterministic(value, function.Evaluate(), gradients, () =>
            {
                start?.Invoke();
                backward(cotangent);
            }))
            {
                CheckReturned(returned, value);
                if (start is not null)
                {
                    backward(Array.ConvertAll(cotangent, x => SecondSeed * x));
                    CheckAccumulation(gradients, function.IsSingle);
                }

                return new Lines(_settings, _leaves, function, cotangent, value).Check(gradients, _problems);
            }

            return new GradCheckResult([], _problems, 0);
        }
        finally
        {
            foreach (var leaf in _leaves)
            {
                leaf.Restore();
            }
        }
    }

    /// <summary>Where buffers are given, that of a model begins as null: what a generated backward throws then gets an explanation.</summary>
    private double[]? First(Func<double[], double[]?> backward, double[] cotangent, bool hasBuffers)
    {
        try
        {
            return backward(cotangent);
        }
        catch (Exception missing) when (missing is NullReferenceException or ArgumentNullException
            && hasBuffers && _leaves.FirstOrDefault(leaf => leaf.Shared is not null) is { } model)
        {
            throw new ArgumentException(
                $"The backward failed with a null. '{model.Name}' is a model, whose gradient begins as null: write 'gradient ??= new(model)' in the backward.",
                missing);
        }
    }

    /// <summary>Away from zero, so that no result goes unseen.</summary>
    private double[] Cotangent(int length)
    {
        var random = new Random(_settings.Seed);
        var cotangent = new double[length];
        foreach (ref var x in cotangent.AsSpan())
        {
            // Exact in single precision, also times the second seed.
            x = (1 + random.Next(256) / 256.0) * (random.Next(2) == 0 ? -0.5 : 0.5);
        }

        return cotangent;
    }

    private double[][] Gradients() => Array.ConvertAll(_leaves, leaf => leaf.Gradient);

    private bool IsFinite(double[] value)
    {
        var i = Array.FindIndex(value, x => !double.IsFinite(x));
        if (i >= 0)
        {
            _problems.Add(FormattableString.Invariant(
                $"the function is not finite at the point: {Result(value, i)} is {value[i]}; nothing was compared"));
        }

        return i < 0;
    }

    private bool IsDeterministic(double[] value, double[] again, double[][] gradients, Action backward)
    {
        if (value.Length != again.Length)
        {
            _problems.Add(FormattableString.Invariant(
                $"the function is not deterministic: two calls at the same point returned {value.Length} and {again.Length} elements; nothing was compared"));
            return false;
        }

        var i = Numbers.FirstDifference(value, again);
        if (i >= 0)
        {
            _problems.Add(FormattableString.Invariant(
                $"the function is not deterministic: two calls at the same point gave {value[i]:R} and {again[i]:R} for {Result(value, i)}; nothing was compared"));
            return false;
        }

        backward();
        for (var k = 0; k < _leaves.Length; k++)
        {
            i = Numbers.FirstDifference(gradients[k], _leaves[k].Gradient);
            if (i >= 0)
            {
                _problems.Add(FormattableString.Invariant(
                    $"the gradient is not deterministic: two calls at the same point gave {gradients[k][i]:R} and {_leaves[k].Gradient[i]:R} for {_leaves[k].NameOf(i)}; nothing was compared"));
                return false;
            }
        }

        return true;
    }

    private void CheckReturned(double[]? returned, double[] value)
    {
        if (returned is null)
        {
            return;
        }

        if (returned.Length != value.Length)
        {
            _problems.Add(FormattableString.Invariant(
                $"the gradient's call returned {returned.Length} elements, and the function {value.Length}"));
            return;
        }

        var i = Numbers.FirstDifference(returned, value);
        if (i >= 0)
        {
            _problems.Add(FormattableString.Invariant(
                $"the value that the gradient's call returned is not the function's: {returned[i]:R} instead of {value[i]:R} for {Result(value, i)}"));
        }
    }

    /// <summary>The buffers now hold what two calls added; <paramref name="once"/> is what the first did.</summary>
    private void CheckAccumulation(double[][] once, bool isSingle)
    {
        var worst = (Error: 1.0, Leaf: -1, Index: -1);
        for (var k = 0; k < _leaves.Length; k++)
        {
            for (var i = 0; i < once[k].Length; i++)
            {
                var expected = (1 + SecondSeed) * once[k][i];
                var error = Math.Abs(_leaves[k].Gradient[i] - expected)
                    / _settings.ToleranceOf(expected, isSingle || _leaves[k].IsSingle(i));
                if (error > worst.Error || double.IsNaN(error) && double.IsFinite(expected))
                {
                    worst = (double.IsNaN(error) ? double.PositiveInfinity : error, k, i);
                }
            }
        }

        if (worst.Leaf >= 0)
        {
            var leaf = _leaves[worst.Leaf];
            var first = once[worst.Leaf][worst.Index];
            var both = leaf.Gradient[worst.Index];
            var why = Math.Round(both / first, 2) switch
            {
                SecondSeed => "backward replaces it instead of adding",
                2 => "backward adds, but does not use its seed",
                1 => "backward replaces it, and does not use its seed",
                _ => "backward is not linear in its seed, or does not add",
            };
            _problems.Add(FormattableString.Invariant(
                $"the gradient of {leaf.NameOf(worst.Index)} is {first:R} after a call, and {both:R} instead of {(1 + SecondSeed) * first:R} after a second one with {SecondSeed} times the seed: {why}"));
        }
    }

    private static string Result(double[] value, int index) =>
        value.Length == 1 ? "the value" : FormattableString.Invariant($"element {index} of the result");
}
