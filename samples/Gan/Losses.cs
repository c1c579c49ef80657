using Gan.Networks;
using StaticGrad;

namespace Gan;

/// <summary>The two losses of a generative adversarial network (Goodfellow and others, 2014), each over a batch.</summary>
public static partial class Losses
{
    /// <summary>
    /// The discriminator's: mean cross entropy of calling real points real and generated ones generated. Only its own
    /// parameters are leaves, and the generated point is detached: there is no generator in this derivative.
    /// </summary>
    /// <param name="discriminator">What is trained.</param>
    /// <param name="generator">Makes the generated points.</param>
    /// <param name="real">Real points, one after the other.</param>
    /// <param name="noise">As many draws of noise.</param>
    [Differentiable(nameof(discriminator))]
    public static double DiscriminatorLoss(
        Discriminator discriminator, Generator generator, ReadOnlySpan<double> real, ReadOnlySpan<double> noise)
    {
        int count = real.Length / Dataset.Columns;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double[] fake = new double[Dataset.Columns];
            generator.Generate(noise.Slice(i * Generator.NoiseSize, Generator.NoiseSize), fake);

            sum += SoftPlus(-discriminator.Logit(real.Slice(i * Dataset.Columns, Dataset.Columns)));
            sum += SoftPlus(discriminator.Logit(fake.Detach()));
        }

        return sum / count;
    }

    /// <summary>
    /// The generator's, the non-saturating one: mean cross entropy of the discriminator's calling generated points real.
    /// The discriminator is frozen: gradients flow through it to the generator, and it has none of its own.
    /// </summary>
    /// <param name="generator">What is trained.</param>
    /// <param name="discriminator">Judges the generated points.</param>
    /// <param name="noise">Draws of noise, one after the other.</param>
    [Differentiable(nameof(generator))]
    public static double GeneratorLoss(Generator generator, Discriminator discriminator, ReadOnlySpan<double> noise)
    {
        int count = noise.Length / Generator.NoiseSize;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double[] fake = new double[Dataset.Columns];
            generator.Generate(noise.Slice(i * Generator.NoiseSize, Generator.NoiseSize), fake);
            sum += SoftPlus(-discriminator.Logit(fake));
        }

        return sum / count;
    }

    /// <summary>log(1 + eˣ), which does not overflow.</summary>
    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
