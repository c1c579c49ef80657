namespace StaticGrad;

/// <summary>
/// Compares gradients with central differences, with the defaults of PyTorch's <c>gradcheck</c>: step 1e-6, absolute
/// tolerance 1e-5, relative tolerance 1e-3. An element passes when
/// <c>|analytic - numeric| &lt;= AbsoluteTolerance + RelativeTolerance * |numeric|</c>.
/// </summary>
/// <remarks>
/// The numeric side is <c>(f(x + h) - f(x - h)) / 2h</c>, whose error is O(h²) + O(ε|f|/h): use double inputs. A point on a
/// kink, or with a branch between its two neighbours, can fail although the gradient is right.
/// </remarks>
public sealed class GradCheck
{
    /// <summary>The step <c>h</c> of the central difference, absolute. Must be positive and finite.</summary>
    public double Step { get; init; } = 1e-6;

    /// <summary>Absolute tolerance of an element.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-5;

    /// <summary>Relative tolerance of an element, of the numeric value.</summary>
    public double RelativeTolerance { get; init; } = 1e-3;

    /// <summary>Checks a derivative of a function of one number.</summary>
    /// <param name="function">The function.</param>
    /// <param name="derivative">Its derivative, for example <c>x => Model.FGradient(x).X</c>.</param>
    /// <param name="at">The point.</param>
    public static GradCheckResult Check(Func<double, double> function, Func<double, double> derivative, double at)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        return new GradCheck().Compare(x => function(x[0]), [at], [derivative(at)]);
    }

    /// <summary>Checks the gradient of a scalar function of an array.</summary>
    /// <param name="function">The function; it is called twice for each element, with changed copies of the point.</param>
    /// <param name="gradient">Its gradient, of the point's length, for example <c>x => Model.FGradient(x).X</c>.</param>
    /// <param name="at">The point; it is not changed.</param>
    /// <exception cref="ArgumentException">The gradient's length is not the point's.</exception>
    public static GradCheckResult Check(
        Func<double[], double> function, Func<double[], double[]> gradient, double[] at)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(at);
        return new GradCheck().Compare(function, at, gradient([.. at]));
    }

    /// <summary>Compares a gradient that was computed already with central differences, under this object's tolerances.</summary>
    /// <param name="function">The function; it is called twice for each element, with changed copies of the point.</param>
    /// <param name="at">The point; it is not changed.</param>
    /// <param name="gradient">The gradient to check, of the point's length.</param>
    /// <exception cref="ArgumentException">The gradient's length is not the point's, or <see cref="Step"/> is not positive.</exception>
    public GradCheckResult Compare(Func<double[], double> function, double[] at, ReadOnlySpan<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(at);
        if (gradient.Length != at.Length)
        {
            throw new ArgumentException(
                $"The gradient has {gradient.Length} elements and the point has {at.Length}.", nameof(gradient));
        }

        if (!(Step > 0) || double.IsInfinity(Step))
        {
            throw new ArgumentException($"The step must be positive and finite; it is {Step}.", nameof(Step));
        }

        var elements = new GradCheckElement[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            var numeric = CentralDifference(function, at, i);
            var error = Math.Abs(gradient[i] - numeric);
            // Equal infinities and a NaN on both sides agree; every other comparison with NaN fails.
            var passes = gradient[i].Equals(numeric)
                || error <= AbsoluteTolerance + RelativeTolerance * Math.Abs(numeric);
            elements[i] = new GradCheckElement(i, gradient[i], numeric, passes);
        }

        return new GradCheckResult(elements);
    }

    private double CentralDifference(Func<double[], double> function, double[] at, int i)
    {
        double[] moved = [.. at];
        moved[i] = at[i] + Step;
        var up = moved[i];
        var above = function(moved);

        // The function may write to its argument: start from the point again.
        moved = [.. at];
        moved[i] = at[i] - Step;
        var below = function(moved);

        // The step that was really taken: at[i] ± Step is rounded.
        return (above - below) / (up - (at[i] - Step));
    }
}

/// <summary>One element of a checked gradient.</summary>
/// <param name="Index">Its index in the point.</param>
/// <param name="Analytic">The gradient that was checked.</param>
/// <param name="Numeric">The central difference.</param>
/// <param name="Passes">Whether the two agree within the tolerances.</param>
public readonly record struct GradCheckElement(int Index, double Analytic, double Numeric, bool Passes);

/// <summary>What a gradient check found.</summary>
public sealed class GradCheckResult
{
    internal GradCheckResult(IReadOnlyList<GradCheckElement> elements) => Elements = elements;

    /// <summary>Each element, in the order of the point.</summary>
    public IReadOnlyList<GradCheckElement> Elements { get; }

    /// <summary>Whether every element agrees.</summary>
    public bool Passes => Elements.All(element => element.Passes);

    /// <summary>The element with the largest difference between the two sides (a NaN counts as largest); null when there is none.</summary>
    public GradCheckElement? Worst => Elements.Count == 0
        ? null
        : Elements.MaxBy(element => Difference(element));

    /// <summary>Throws when an element does not agree.</summary>
    /// <exception cref="GradCheckException">Names the worst element and both of its values.</exception>
    public void ThrowIfFailed()
    {
        if (!Passes)
        {
            throw new GradCheckException(ToString());
        }
    }

    /// <summary>One line: how many elements agree and, when some do not, the worst of them.</summary>
    public override string ToString()
    {
        var failed = Elements.Where(element => !element.Passes).ToList();
        if (failed.Count == 0)
        {
            return $"gradient check: {Elements.Count} of {Elements.Count} elements agree";
        }

        var worst = failed.MaxBy(Difference);
        return FormattableString.Invariant(
            $"gradient check: {failed.Count} of {Elements.Count} elements differ; the worst is element {worst.Index}: {worst.Analytic:R}, by central differences {worst.Numeric:R}");
    }

    private static double Difference(GradCheckElement element)
    {
        var difference = Math.Abs(element.Analytic - element.Numeric);
        return double.IsNaN(difference) && !element.Passes ? double.PositiveInfinity : difference;
    }
}

/// <summary>A gradient check failed.</summary>
public sealed class GradCheckException(string message) : Exception(message);
