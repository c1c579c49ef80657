namespace StaticGrad;

/// <summary>One element of a checked gradient.</summary>
/// <param name="Index">
/// Its index in its leaf: 0 for a scalar, the place in the model's vector for a model (<see cref="ModelParameters"/>), -1 for a
/// random direction.
/// </param>
/// <param name="Analytic">The gradient that was checked; of a vector result, the product of the cotangent and the Jacobian.</param>
/// <param name="Numeric">
/// The same by differences: the central difference, a better one where that one is not good enough, or at the edge of the domain
/// the difference to the side that is finite.
/// </param>
/// <param name="Passes">
/// Whether the two agree within the tolerances; at a kink or jump, whether the gradient is one that the function can have there.
/// </param>
public readonly record struct GradCheckElement(int Index, double Analytic, double Numeric, bool Passes)
{
    /// <summary>The leaf that it belongs to, as the caller wrote it: <c>w</c>, <c>model</c>.</summary>
    public string Leaf { get; init; } = "at";

    /// <summary>Its full name: <c>w[3]</c>, <c>b</c>, <c>model.Layers[0].Weights[5]</c>.</summary>
    public string Name { get; init; } = FormattableString.Invariant($"at[{Index}]");

    /// <summary>What was found.</summary>
    public GradCheckOutcome Outcome { get; init; }

    /// <summary>The slope on the left side of the kink, jump or edge; NaN elsewhere, and where the function is not finite.</summary>
    public double LeftSlope { get; init; } = double.NaN;

    /// <summary>The slope on the right side of the kink, jump or edge; NaN elsewhere, and where the function is not finite.</summary>
    public double RightSlope { get; init; } = double.NaN;

    /// <summary>The step of the differences, which the point was moved to both sides.</summary>
    public double Step { get; init; }

    /// <summary>The error that this element was allowed.</summary>
    public double Tolerance { get; init; }

    /// <summary>Whether a kink, a jump or the edge of the domain is within a step of the point.</summary>
    public bool Straddles => Outcome is GradCheckOutcome.Kink or GradCheckOutcome.Jump or GradCheckOutcome.Edge;

    /// <summary><c>|Analytic - Numeric|</c>; NaN when one of them is.</summary>
    public double Error => Math.Abs(Analytic - Numeric);

    /// <summary><see cref="Error"/> by <c>|Numeric|</c>.</summary>
    public double RelativeError => Error / Math.Abs(Numeric);

    /// <summary>How bad it is, in tolerances. Every element that fails is worse than every one that passes.</summary>
    internal (bool Fails, double Error) Badness
    {
        get
        {
            var error = Error / Tolerance;
            return (!Passes, double.IsNaN(error) ? (Passes ? 0 : double.PositiveInfinity) : error);
        }
    }

    /// <summary>One line: name, both values and errors, and what the function does around the point.</summary>
    public override string ToString() => Outcome switch
    {
        GradCheckOutcome.Kink => Straddle("a kink or branch"),
        GradCheckOutcome.Jump => Straddle("a jump"),
        GradCheckOutcome.Edge => FormattableString.Invariant(
            $"{Name} is at the edge of the function's domain, which is not finite within {Step:G3} of the point: left slope {LeftSlope:G6}, right slope {RightSlope:G6}, gradient {Analytic:R}; move the point"),
        _ => FormattableString.Invariant(
            $"{Name}: {Analytic:R}, by central differences {Numeric:R} (absolute error {Error:G3}, relative {RelativeError:G3})"),
    };

    private string Straddle(string what) => FormattableString.Invariant(
        $"{Name} straddles {what} between x - {Step:G3} and x + {Step:G3}: left slope {LeftSlope:G6}, right slope {RightSlope:G6}, gradient {Analytic:R}; move the point");
}
