namespace StaticGrad;

/// <summary>
/// Rises linearly to another schedule's first rate, then follows that schedule: <c>then.At(0) · (step + 1)/steps</c> while
/// step is below <c>steps</c>, afterwards <c>then.At(step - steps)</c>. No step has rate 0, and the last of the rise has the full rate.
/// </summary>
public sealed class LinearWarmup : LearningRateSchedule
{
    private readonly int _steps;
    private readonly LearningRateSchedule _then;

    /// <summary>Makes the schedule.</summary>
    /// <param name="steps">How many steps the rise takes, one or more.</param>
    /// <param name="then">What follows; its own steps count from 0 at the end of the rise.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is not positive.</exception>
    public LinearWarmup(int steps, LearningRateSchedule then)
    {
        ArgumentNullException.ThrowIfNull(then);
        _steps = HyperParameter.Positive(steps, nameof(steps));
        _then = then;
    }

    /// <inheritdoc/>
    protected override double Rate(int step) =>
        step < _steps ? _then.At(0) * (step + 1.0) / _steps : _then.At(step - _steps);
}
