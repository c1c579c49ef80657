using StaticGrad.Benchmarks.ByHand;
using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.Problems;

/// <summary>
/// Cameras around a cloud of points. Its adjoints are vector-Jacobian products over all observations, with a seed of
/// random numbers: both reprojection errors and the weight's error of each observation.
/// </summary>
public sealed class BundleAdjustmentProblem : Problem
{
    private readonly Leaf cameras;
    private readonly Leaf points;
    private readonly Leaf weights;
    private readonly int[] observations;
    private readonly double[] features;
    private readonly double[] residuals;
    private readonly double[] seed;
    private readonly double[] residualsGradient;

    public BundleAdjustmentProblem(int cameras, int points, int observations)
        : this(cameras, points, observations, new RandomNumbers(seed: 3))
    {
    }

    private BundleAdjustmentProblem(int cameras, int points, int observations, RandomNumbers random)
        : base(
            $"BA cameras={cameras} points={points} observations={observations}",
            new Leaf("cameras", Cameras(cameras, random)),
            new Leaf("points", random.Uniforms(3 * points, -1, 1)),
            new Leaf("weights", random.Uniforms(observations, 0.5, 1.5)))
    {
        (this.cameras, this.points, weights) = (Leaves[0], Leaves[1], Leaves[2]);
        this.observations = Observations(cameras, points, observations, random);
        features = random.Normals(2 * observations, deviation: 100);
        residuals = new double[3 * observations];
        seed = random.Normals(3 * observations);
        residualsGradient = new double[3 * observations];
    }

    public override double Method()
    {
        BundleAdjustment.Residuals(
            cameras.Values, points.Values, weights.Values, observations, features, residuals);
        return residuals[0];
    }

    public override double ByHand()
    {
        // The adjoint consumes its seed, so each run gets a copy; the generated one pays the same.
        seed.CopyTo(residualsGradient, 0);
        BundleAdjustmentByHand.ResidualsBackward(
            cameras.Values,
            points.Values,
            weights.Values,
            observations,
            features,
            residuals,
            cameras.Gradient,
            points.Gradient,
            weights.Gradient,
            residualsGradient);
        return residuals[0];
    }

#if GENERATED
    public override double Generated()
    {
        seed.CopyTo(residualsGradient, 0);
        BundleAdjustment.ResidualsBackward(
            cameras.Values,
            points.Values,
            weights.Values,
            observations,
            features,
            residuals,
            cameras.Gradient,
            points.Gradient,
            weights.Gradient,
            residualsGradient);
        return residuals[0];
    }
#endif

    public override double SeededValue()
    {
        Method();
        var sum = 0.0;
        for (var i = 0; i < seed.Length; i++)
        {
            sum += seed[i] * residuals[i];
        }

        return sum;
    }

    public override double[] TakeResult()
    {
        double[] result = [.. residuals];
        Array.Fill(residuals, double.NaN);
        return result;
    }

    public override ReadOnlySpan<double> ConsumedCotangents => residualsGradient;

    /// <summary>Cameras some 5 in front of the points; the first does not rotate, which is a branch of its own.</summary>
    private static double[] Cameras(int count, RandomNumbers random)
    {
        var cameras = new double[count * BundleAdjustment.CameraSize];
        for (var i = 0; i < count; i++)
        {
            var angle = i == 0 ? 0 : 0.5;
            double[] camera =
            [
                .. random.Uniforms(3, -angle, angle),
                random.Uniform(-0.5, 0.5),
                random.Uniform(-0.5, 0.5),
                random.Uniform(-6, -4),
                random.Uniform(400, 600),
                .. random.Uniforms(2, -10, 10),
                random.Uniform(-0.1, 0.1),
                random.Uniform(-0.01, 0.01),
            ];
            camera.CopyTo(cameras, i * BundleAdjustment.CameraSize);
        }

        return cameras;
    }

    /// <summary>Pairs of camera and point in the order of the points, as in the BAL data sets.</summary>
    private static int[] Observations(int cameras, int points, int count, RandomNumbers random)
    {
        var observations = new int[2 * count];
        for (var i = 0; i < count; i++)
        {
            observations[2 * i] = random.Next(cameras);
            observations[2 * i + 1] = (int)((long)i * points / count);
        }

        return observations;
    }
}
