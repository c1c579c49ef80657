namespace StaticGrad;

/// <summary>
/// Multiplies the rate by a factor every so many steps: <c>initial · factor^⌊step/every⌋</c>.
/// Source: PyTorch's documentation of <c>StepLR</c>.
/// </summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly double _initial;
    private readonly int _every;
    private readonly double _factor;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initial">The rate of the first steps, zero or more.</param>
    /// <param name="every">How many steps have one rate, one or more.</param>
    /// <param name="factor">What the rate is multiplied by, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range or not finite.</exception>
    public StepDecay(double initial, int every, double factor = 0.1)
    {
        _initial = HyperParameter.NonNegative(initial, nameof(initial));
        _every = HyperParameter.Positive(every, nameof(every));
        _factor = HyperParameter.NonNegative(factor, nameof(factor));
    }

    /// <inheritdoc/>
    protected override double Rate(int step) => _initial * Math.Pow(_factor, step / _every);
}
