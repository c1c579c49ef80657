namespace StaticGrad;

/// <summary>
/// Half a wave down from the initial rate to the last one:
/// <c>last + (initial - last)/2 · (1 + cos(π · step/steps))</c>, and <c>last</c> from <c>steps</c> on.
/// Source: PyTorch's documentation of <c>CosineAnnealingLR</c>, which does not stop there but rises again; Loshchilov and
/// Hutter, 2017.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private readonly double _initial;
    private readonly int _steps;
    private readonly double _last;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initial">The rate at step 0, zero or more.</param>
    /// <param name="steps">The step at which the last rate is reached, one or more.</param>
    /// <param name="last">The rate from then on, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range or not finite.</exception>
    public CosineDecay(double initial, int steps, double last = 0)
    {
        _initial = HyperParameter.NonNegative(initial, nameof(initial));
        _steps = HyperParameter.Positive(steps, nameof(steps));
        _last = HyperParameter.NonNegative(last, nameof(last));
    }

    /// <inheritdoc/>
    protected override double Rate(int step) => step >= _steps
        ? _last
        : _last + (_initial - _last) / 2 * (1 + Math.Cos(Math.PI * step / _steps));
}
