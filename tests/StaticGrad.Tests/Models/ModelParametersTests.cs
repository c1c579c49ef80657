using Xunit;

namespace StaticGrad.Tests.Models;

public sealed class ModelParametersTests
{
    // Scale, two layers of 6 + 3 and 3 + 1, slope and offset, a ragged array of 2 + 0 + 1.
    private const int Count = 1 + 9 + 4 + 2 + 3;

    [Fact]
    public void ForEachNamesEachTrainableParameter()
    {
        var (network, seen) = (new Network(), new List<string>());
        var gradient = new Network.Gradient(network);
        network.ForEach(
            gradient,
            (name, value, g) =>
            {
                seen.Add($"{name}:{value.Length}");
                value.Fill(1);
                g.Fill(2);
            },
            (name, value, g) =>
            {
                seen.Add($"{name}:{value.Length}f");
                value.Fill(3);
                g.Fill(4);
            });

        Assert.Equal(
            [
                "Scale:1", "Layers[0].Weights:6", "Layers[0].Bias:3f", "Layers[1].Weights:3", "Layers[1].Bias:1f",
                "Head.Slope:1", "Head.Offset:1f", "Ragged[0]:2", "Ragged[1]:0", "Ragged[2]:1",
            ],
            seen);
        Assert.Equal((1, 1, 3, 2, 4), (network.Scale, network.Head.Slope, network.Head.Offset, gradient.Scale, gradient.Head.Offset));
        Assert.Equal([0.25, -0.5], network.Mean);
    }

    [Fact]
    public void ForEachOfAStructWritesToIt()
    {
        var (affine, gradient) = (default(Affine), default(Affine.Gradient));
        ModelParameters.ForEach(
            ref affine, ref gradient, (_, value, g) => (value[0], g[0]) = (1, 2), (_, value, g) => (value[0], g[0]) = (3, 4));
        Assert.Equal((1, 3, 2, 4), (affine.Slope, affine.Offset, gradient.Slope, gradient.Offset));
    }

    [Fact]
    public void ForEachRefusesAParameterWithoutAction()
    {
        var (network, calls) = (new Network(), 0);
        var error = Assert.Throws<ArgumentException>(
            () => network.ForEach(new Network.Gradient(network), (_, _, _) => calls++));
        Assert.Contains("'Layers[0].Bias' is of type float", error.Message);
        Assert.Equal("floats", error.ParamName);
        Assert.Equal(0, calls);
    }

    [Fact]
    public void ForEachRefusesGradientsOfAnotherShape()
    {
        var network = new Network();
        var other = new Network.Gradient(new Network { Layers = [] });
        Assert.Throws<ArgumentException>(() => network.ForEach(other, (_, _, _) => { }, (_, _, _) => { }));
    }

    [Fact]
    public void AVectorRestoresEveryTrainableBit()
    {
        var network = new Network();
        network.Layers[0].Weights[0, 1] = -0.0;
        network.Layers[0].Bias[1] = float.Epsilon;
        network.Ragged[0][1] = double.NaN;
        var before = State.Of(network);
        Assert.Equal(Count, network.ParameterCount());

        var vector = new double[Count];
        network.CopyParametersTo(vector);
        Assert.Equal(1.5, vector[0]);
        Assert.Equal(0.1f, vector[7]);
        Assert.Equal([2, 0.5, 1, double.NaN, 3], vector[14..]);

        network.CopyParametersFrom(new double[Count]);
        Assert.Equal((0, 0, 10), (network.Scale, network.Head.Offset, network.Head.Unit));
        Assert.Equal([0.25, -0.5], network.Mean);
        network.CopyParametersFrom(vector);
        Assert.Equal(before, State.Of(network));
    }

    [Fact]
    public void AVectorRestoresAStruct()
    {
        var affine = new Affine { Slope = 1, Offset = 2, Unit = 3 };
        Assert.Equal(2, affine.ParameterCount());
        var vector = new double[2];
        affine.CopyParametersTo(vector);
        Assert.Equal([1, 2], vector);
        ModelParameters.CopyParametersFrom<Affine, Affine.Gradient>(ref affine, [5, 6]);
        Assert.Equal((5, 6, 3), (affine.Slope, affine.Offset, affine.Unit));
    }

    [Fact]
    public void ABoxedStructIsRefusedWhereItWouldBeWritten()
    {
        var affine = new Affine { Slope = 1 };
        Assert.Contains("Affine is a struct", Assert.Throws<ArgumentException>(() => affine.CopyParametersFrom([5, 6])).Message);
        Assert.Throws<ArgumentException>(() => ModelJson.LoadFromString(affine, ModelJson.SaveToString(affine)));
    }

    [Fact]
    public void GradientsComeInTheSameOrder()
    {
        var network = new Network();
        var gradient = new Network.Gradient(network) { Scale = 1 };
        gradient.Layers[0].Bias[0] = 2.5f;
        gradient.Head.Offset = 3;
        gradient.Ragged[2][0] = 4;
        var vector = new double[Count];
        network.CopyGradientsTo(gradient, vector);
        var expected = new double[Count];
        (expected[0], expected[7], expected[15], expected[18]) = (1, 2.5, 3, 4);
        Assert.Equal(expected, vector);
    }

    [Theory]
    [InlineData(Count - 1)]
    [InlineData(Count + 1)]
    [InlineData(0)]
    public void AVectorOfAnotherLengthIsRefused(int length)
    {
        var network = new Network();
        var before = State.Of(network);
        var vector = new double[length];
        vector.AsSpan().Fill(7);
        foreach (var copy in new Action[]
        {
            () => network.CopyParametersFrom(vector),
            () => network.CopyParametersTo(vector),
            () => network.CopyGradientsTo(new Network.Gradient(network), vector),
        })
        {
            var message = Assert.Throws<ArgumentException>(copy).Message;
            Assert.Contains($"The vector has {length} elements, and the model has {Count} trainable numbers.", message);
        }

        Assert.All(vector, x => Assert.Equal(7, x));
        Assert.Equal(before, State.Of(network));
    }
}
