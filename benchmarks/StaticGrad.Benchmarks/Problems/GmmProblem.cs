using StaticGrad.Benchmarks.ByHand;
using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.Problems;

/// <summary>The mixture's log-likelihood on normal points.</summary>
public sealed class GmmProblem : Problem
{
    private const double Seed = 0.7;
    private const double WishartGamma = 0.9;
    private const int WishartM = 2;

    private readonly Leaf alphas;
    private readonly Leaf means;
    private readonly Leaf icf;
    private readonly double[] points;
    private readonly double wishartConstant;
    private double last;

    public GmmProblem(int d, int k, int n)
        : this(d, k, n, new RandomNumbers(seed: 1))
    {
    }

    private GmmProblem(int d, int k, int n, RandomNumbers random)
        : base(
            $"GMM d={d} K={k} n={n}",
            new Leaf("alphas", random.Normals(k)),
            new Leaf("means", random.Normals(k * d)),
            // Moderate factors: all components then matter to all points.
            new Leaf("icf", random.Normals(k * d * (d + 1) / 2, deviation: 0.2)))
    {
        (alphas, means, icf) = (Leaves[0], Leaves[1], Leaves[2]);
        points = random.Normals(n * d);
        wishartConstant = LogWishartNormaliser(d);
    }

    public override double Method()
        => last = Gmm.LogLikelihood(
            alphas.Values, means.Values, icf.Values, points, WishartGamma, WishartM, wishartConstant);

    public override double ByHand()
        => last = GmmByHand.LogLikelihoodBackward(
            alphas.Values,
            means.Values,
            icf.Values,
            points,
            WishartGamma,
            WishartM,
            wishartConstant,
            Seed,
            alphas.Gradient,
            means.Gradient,
            icf.Gradient);

#if GENERATED
    public override double Generated()
        => last = Gmm.LogLikelihoodBackward(
            alphas.Values,
            means.Values,
            icf.Values,
            points,
            WishartGamma,
            WishartM,
            wishartConstant,
            Seed,
            alphas.Gradient,
            means.Gradient,
            icf.Gradient);
#endif

    public override double SeededValue() => Seed * Method();

    public override double[] TakeResult()
    {
        double[] result = [last];
        last = double.NaN;
        return result;
    }

    /// <summary>ADBench's constant of the prior: N p (ln γ - ½ ln 2) - ln Γp(N/2), with N = p + m + 1.</summary>
    private static double LogWishartNormaliser(int p)
    {
        var degrees = p + WishartM + 1;
        var logGamma = 0.25 * p * (p - 1) * Math.Log(Math.PI);
        for (var j = 1; j <= p; j++)
        {
            logGamma += LogGammaOfHalf(degrees + 1 - j);
        }

        return degrees * p * (Math.Log(WishartGamma) - 0.5 * Math.Log(2)) - logGamma;
    }

    /// <summary>ln Γ(n/2), by the recurrence from Γ(½) = √π and Γ(1) = 1.</summary>
    private static double LogGammaOfHalf(int n)
    {
        var sum = n % 2 == 0 ? 0 : 0.5 * Math.Log(Math.PI);
        for (var half = n - 2; half > 0; half -= 2)
        {
            sum += Math.Log(0.5 * half);
        }

        return sum;
    }
}
