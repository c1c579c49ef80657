using Gan;
using Gan.Networks;

namespace StaticGrad.Samples.Tests;

using Generator = Gan.Networks.Generator;

/// <summary>The game is won, is the same every time, and each step moves one player.</summary>
public sealed class GanTests
{
    private static readonly Dataset Data = Dataset.LoadFaithful();

    [Fact]
    public void The_data_are_those_of_the_geyser()
    {
        Assert.Equal(272, Data.Count);
        Assert.Equal(3.487783, Data.Scales[0].Mean, 6);
        Assert.Equal(1.141371, Data.Scales[0].Deviation, 6);
        Assert.Equal(70.897059, Data.Scales[1].Mean, 6);
        Assert.Equal(13.594974, Data.Scales[1].Deviation, 6);
    }

    [Fact]
    public void A_short_training_reaches_the_goal()
    {
        var result = new Training(Data, new Settings { Steps = 1500 }).Run();
        Assert.True(result.Improvement >= Report.Goal, $"{result.Improvement}");
    }

    [Fact]
    public void Two_runs_give_the_same_numbers()
    {
        var settings = new Settings { Steps = 200 };
        var (first, second) = (new Training(Data, settings).Run(), new Training(Data, settings).Run());
        Numbers.AssertSameBits(first.DiscriminatorLosses, second.DiscriminatorLosses);
        Numbers.AssertSameBits(first.GeneratorLosses, second.GeneratorLosses);
        Numbers.AssertSameBits(Numbers.Of(first.Generator), Numbers.Of(second.Generator));
        Numbers.AssertSameBits(first.Snapshots[^1].Points, second.Snapshots[^1].Points);
    }

    [Fact]
    public void Each_step_moves_one_player()
    {
        var (generator, discriminator, real, noise) = Players();
        var adam = new Adam();
        var before = Numbers.Of(generator);
        adam.Step(discriminator, Losses.DiscriminatorLossGradient(discriminator, generator, real, noise).Discriminator);
        Numbers.AssertSameBits(before, Numbers.Of(generator));

        before = Numbers.Of(discriminator);
        new Adam().Step(generator, Losses.GeneratorLossGradient(generator, discriminator, noise).Generator);
        Numbers.AssertSameBits(before, Numbers.Of(discriminator));
        Assert.Equal(2 * sizeof(double) * discriminator.ParameterCount(), adam.StateBytes);
    }

    [Fact]
    public void Gradients_are_those_of_central_differences()
    {
        var (generator, discriminator, real, noise) = Players();
        Numbers.CheckGradient(
            discriminator,
            () => Losses.DiscriminatorLoss(discriminator, generator, real, noise),
            Losses.DiscriminatorLossGradient(discriminator, generator, real, noise).Discriminator);
        Numbers.CheckGradient(
            generator,
            () => Losses.GeneratorLoss(generator, discriminator, noise),
            Losses.GeneratorLossGradient(generator, discriminator, noise).Generator);
    }

    [Fact]
    public void Energy_distance_of_two_points_is_twice_their_distance()
    {
        Assert.Equal(10, EnergyDistance.Between([0, 0], [3, 4]));
        Assert.Equal(0, EnergyDistance.Between(Data.Points, Data.Points), 12);
    }

    private static (Generator Generator, Discriminator Discriminator, double[] Real, double[] Noise) Players()
    {
        var random = new Random(5);
        var noise = new double[16 * Generator.NoiseSize];
        random.FillNormal(noise);
        return (new Generator(random), new Discriminator(random), Data.Points[..(16 * Dataset.Columns)], noise);
    }
}
