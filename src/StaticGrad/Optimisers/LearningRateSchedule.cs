namespace StaticGrad;

/// <summary>The learning rate as a function of the step. Schedules have no state: any step may be asked for at any time.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step (or epoch, if rates should change by epoch), from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Rate(step);
    }

    /// <summary>Sets an optimiser's learning rate to that of a step. Call it before the step.</summary>
    /// <param name="optimizer">Whose rate is set.</param>
    /// <param name="step">The step, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="step"/> is negative, or the rate is negative or not finite; the optimiser was not changed.
    /// </exception>
    public void Apply(Optimizer optimizer, int step)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.LearningRate = At(step);
    }

    /// <summary>The rate of a step that is not negative. Implement this for a schedule of your own.</summary>
    /// <param name="step">The step, from 0.</param>
    protected abstract double Rate(int step);
}
