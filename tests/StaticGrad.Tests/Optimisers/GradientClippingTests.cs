using StaticGrad.Tests.Models;
using Xunit;

namespace StaticGrad.Tests.Optimisers;

public sealed class GradientClippingTests
{
    [Fact]
    public void SpansOfEveryLength()
    {
        for (var length = 0; length <= 67; length++)
        {
            double[] gradient = [.. Enumerable.Range(0, length).Select(i => Math.Sin(i + 1) * 3)];
            var singles = gradient.Select(x => (float)x).ToArray();
            var norm = Math.Sqrt(gradient.Sum(x => x * x));
            var factor = Math.Min(1, 2 / (norm + 1e-6));
            var expected = gradient.Select(x => x * factor).ToArray();

            Assert.Equal(norm, GradientClipping.ByNorm(gradient, 2), 1e-12);
            Assert.Equal(norm, GradientClipping.ByNorm(singles, 2), 1e-5);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(expected[i], gradient[i], 1e-14);
                Assert.Equal(expected[i], singles[i], 1e-6);
            }
        }
    }

    [Fact]
    public void AClassAndAStruct()
    {
        var network = new Network();
        var gradient = new Network.Gradient(network) { Scale = 3 };
        gradient.Layers[1].Bias[0] = 4;
        Assert.Equal(5, GradientClipping.ByNorm(gradient, 1));
        Assert.Equal(3 / (5 + 1e-6), gradient.Scale, 1e-15);
        Assert.Equal(4 / (5 + 1e-6), gradient.Layers[1].Bias[0], 1e-7);

        var affine = new Affine.Gradient { Slope = -3, Offset = 4 };
        Assert.Equal(5, GradientClipping.ByNorm(ref affine, 2.5));
        Assert.Equal(-1.5, affine.Slope, 1e-6);
    }

    [Fact]
    public void ANormWithinLeavesEveryBit()
    {
        double[] gradient = [0.1, -0.2, double.Epsilon];
        GradientClipping.ByNorm(gradient, 1);
        GradientClipping.ByNorm(gradient, double.PositiveInfinity);
        Assert.Equal([0.1, -0.2, double.Epsilon], gradient);
        Assert.Equal(0, GradientClipping.ByNorm(new double[3], 0));
    }

    [Fact]
    public void NormsThatAreNotFiniteFollowPyTorch()
    {
        double[] infinite = [1, double.PositiveInfinity, -2];
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm(infinite, 1));
        Assert.Equal([0, double.NaN, 0], infinite.Select(x => x + 0));

        float[] undefined = [1, float.NaN];
        Assert.Equal(double.NaN, GradientClipping.ByNorm(undefined, 1));
        Assert.All(undefined, x => Assert.Equal(float.NaN, x));

        var affine = new Affine.Gradient { Slope = double.NaN, Offset = 1 };
        Assert.Equal(double.NaN, GradientClipping.ByNorm(ref affine, 1));
        Assert.Equal(float.NaN, affine.Offset);
    }

    /// <summary>Squares of floats would overflow in float.</summary>
    [Fact]
    public void LargeFloats() => Assert.Equal(1e30 * Math.Sqrt(20), GradientClipping.ByNorm(Enumerable.Repeat(1e30f, 20).ToArray(), 1), 1e24);

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void TheLargestNormIsChecked(double maxNorm)
    {
        var network = new Network();
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(new double[1], maxNorm));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(new float[1], maxNorm));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(new Network.Gradient(network), maxNorm));
        var affine = default(Affine.Gradient);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(ref affine, maxNorm));
    }
}
