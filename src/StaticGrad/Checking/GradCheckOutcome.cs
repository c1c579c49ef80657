namespace StaticGrad;

/// <summary>What the check of one element found.</summary>
public enum GradCheckOutcome
{
    /// <summary>The gradient and the differences agree within the tolerances.</summary>
    Agrees,

    /// <summary>The function is smooth around the point, as far as its rounding lets one see, and the two sides differ.</summary>
    Differs,

    /// <summary>
    /// Between <c>x - h</c> and <c>x + h</c> the slope jumps: <c>Abs</c>, <c>Max</c>, <c>Relu</c>, arms of a branch that meet.
    /// </summary>
    Kink,

    /// <summary>Between <c>x - h</c> and <c>x + h</c> the value jumps, or its slope has no bound: arms of a branch that do not meet.</summary>
    Jump,

    /// <summary>The function is not finite at <c>x - h</c> or at <c>x + h</c>: the point is at the edge of its domain.</summary>
    Edge,
}
