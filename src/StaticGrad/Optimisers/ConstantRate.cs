namespace StaticGrad;

/// <summary>The same rate at every step; for use inside <see cref="LinearWarmup"/>.</summary>
public sealed class ConstantRate : LearningRateSchedule
{
    private readonly double _rate;

    /// <summary>Makes the schedule.</summary>
    /// <param name="rate">The rate, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public ConstantRate(double rate) => _rate = HyperParameter.NonNegative(rate, nameof(rate));

    /// <inheritdoc/>
    protected override double Rate(int step) => _rate;
}
