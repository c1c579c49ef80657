namespace StaticGrad;

/// <summary>A value of the function on a line through the point.</summary>
/// <param name="Place">How far from the point, as rounding let it be.</param>
/// <param name="Value">The value; of a vector result, its product with the cotangent.</param>
internal readonly record struct Sample(double Place, double Value)
{
    /// <summary>The slope of the chord.</summary>
    internal double SlopeTo(Sample other) => (other.Value - Value) / (other.Place - Place);
}

/// <summary>The function along one element or one direction.</summary>
/// <param name="origin">Its value at the point.</param>
/// <param name="step">The step of the central difference, along the line.</param>
/// <param name="isSingle">Whether the element or the result is of single precision.</param>
/// <param name="at">Evaluates it at a distance from the point.</param>
internal sealed class CheckedLine(double origin, double step, bool isSingle, Func<double, Sample> at)
{
    internal Sample Origin { get; } = new(0, origin);

    internal double Step => step;

    internal bool IsSingle => isSingle;

    internal Sample At(double distance) => distance == 0 ? Origin : at(distance);

    internal double CentralDifference(double step) => At(-step).SlopeTo(At(step));
}
