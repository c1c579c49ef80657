namespace StaticGrad.Fuzz.Oracle;

/// <summary>A number with its derivatives along some directions; without them, a constant.</summary>
/// <param name="Value">The value; that of a float as a double.</param>
/// <param name="Rows">
/// Three rows of one entry a direction: the derivative; S, the sum over all paths of the absolute path products; and the part
/// of S whose paths pass through a float. Rounding errors of a derivative are in proportion to these sums, not to itself.
/// </param>
internal readonly record struct Num(double Value, double[]? Rows = null)
{
    public bool IsConstant => Rows is null;
}
