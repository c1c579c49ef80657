using Xunit;

namespace StaticGrad.Tests.Optimisers;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Steps()
    {
        var schedule = new StepDecay(0.8, every: 3, factor: 0.5);
        Assert.Equal([0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2], Enumerable.Range(0, 7).Select(schedule.At));
        Assert.Equal(0, schedule.At(int.MaxValue));
    }

    [Fact]
    public void Cosine()
    {
        var schedule = new CosineDecay(1, steps: 4, last: 0.2);
        double[] expected = [1, 0.6 + 0.4 * Math.Sqrt(0.5), 0.6, 0.6 - 0.4 * Math.Sqrt(0.5), 0.2, 0.2];
        for (var step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step], schedule.At(step), 1e-15);
        }

        Assert.Equal(0.2, schedule.At(int.MaxValue));
    }

    [Fact]
    public void Warmup()
    {
        var schedule = new LinearWarmup(4, new StepDecay(0.8, every: 2, factor: 0.5));
        double[] expected = [0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2];
        for (var step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step], schedule.At(step), 1e-15);
        }

        Assert.Equal(0.5, new LinearWarmup(1, new ConstantRate(0.5)).At(0));
        Assert.Equal(0.5, new LinearWarmup(int.MaxValue, new ConstantRate(0.5)).At(int.MaxValue));
    }

    [Fact]
    public void ApplySetsTheRate()
    {
        var sgd = new Sgd(0.1);
        new StepDecay(1, 10).Apply(sgd, 10);
        Assert.Equal(0.1, sgd.LearningRate, 1e-16);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(1).Apply(sgd, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mine().Apply(sgd, 0));
        Assert.Equal(0.1, sgd.LearningRate, 1e-16);
        Assert.Throws<ArgumentNullException>(() => new ConstantRate(1).Apply(null!, 0));
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(double.PositiveInfinity, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearWarmup(0, new ConstantRate(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(-1));
        Assert.Throws<ArgumentNullException>(() => new LinearWarmup(1, null!));
    }

    private sealed class Mine : LearningRateSchedule
    {
        protected override double Rate(int step) => -1;
    }
}
