namespace StaticGrad;

/// <summary>Checks of the numbers that optimisers and schedules are made with. Each refuses NaN.</summary>
internal static class HyperParameter
{
    /// <summary>A finite number, zero or more.</summary>
    internal static double NonNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"'{name}' must be finite and not negative.");

    /// <summary>From 0 to below 1.</summary>
    internal static double Fraction(double value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"'{name}' must be at least 0 and below 1.");

    /// <summary>One or more.</summary>
    internal static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' must be positive.");
}
