namespace StaticGrad.Fuzz.Oracle;

/// <summary>A number with its derivatives along some directions; without them, a constant.</summary>
/// <param name="Value">The value; that of a float as a double.</param>
/// <param name="Rows">
/// Four rows of one entry a direction: the derivative; S, the sum over all paths of the absolute path products; the part of S
/// whose paths pass through a float; and what the derivative's double leaves of it (double-double arithmetic: in a long chain
/// of products the oracle's own rounding would be seen). Rounding errors are in proportion to S, not to the derivative.
/// </param>
internal readonly record struct Num(double Value, double[]? Rows = null)
{
    public bool IsConstant => Rows is null;
}
