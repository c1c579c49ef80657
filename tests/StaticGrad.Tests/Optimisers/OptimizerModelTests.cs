using StaticGrad.Tests.Models;
using Xunit;

namespace StaticGrad.Tests.Optimisers;

public sealed class OptimizerModelTests
{
    private static readonly Func<Optimizer>[] All =
    [
        () => new Sgd(0.1), () => new Sgd(0.1, 0.9), () => new Sgd(0.1, 0.9, true, 0.01), () => new Adam(0.1), () => new AdamW(0.1),
    ];

    public static TheoryData<int> Optimisers => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void EveryTrainableNumberMovesAndNoFrozenOne(int index)
    {
        var (network, optimizer) = (new Network(), All[index]());
        var gradient = Ones(network);
        var before = State.Of(network);
        optimizer.Step(network, gradient);
        optimizer.Step(network, gradient);
        Assert.Equal(2, optimizer.StepCount);

        // In order of the state: the two numbers of Mean, and Unit, are frozen.
        var frozen = before.Zip(State.Of(network)).Select((pair, i) => (pair, i)).Where(x => x.pair.First == x.pair.Second);
        Assert.Equal([14, 15, 18], frozen.Select(x => x.i));
        Assert.Equal(1, gradient.Scale);

        var alone = new[] { 1.5 };
        var other = All[index]();
        other.Step(alone, new double[] { 1 });
        other.Step(alone, new double[] { 1 });
        Assert.Equal(alone[0], network.Scale);
    }

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void AStructChangesInPlaceAsItsNumbersDoAlone(int index)
    {
        var affine = new Affine { Slope = 2, Offset = 3, Unit = 4 };
        var gradient = new Affine.Gradient { Slope = 0.5, Offset = -0.5f };
        var (optimizer, forSlope, forOffset) = (All[index](), All[index](), All[index]());
        double[] slope = [2];
        float[] offset = [3];
        for (var step = 0; step < 3; step++)
        {
            optimizer.Step(ref affine, gradient);
            forSlope.Step(slope, [0.5]);
            forOffset.Step(offset, [-0.5f]);
        }

        Assert.Equal(new Affine { Slope = slope[0], Offset = offset[0], Unit = 4 }, affine);
        Assert.NotEqual(2, affine.Slope);
    }

    [Fact]
    public void StateIsForTrainablesAlone()
    {
        // 14 doubles and 5 floats; Mean and Unit are frozen.
        const int Buffer = 14 * sizeof(double) + 5 * sizeof(float);
        foreach (var (make, buffers) in All.Zip([0, 1, 1, 2, 2]))
        {
            var (network, optimizer) = (new Network(), make());
            Assert.Equal(0, optimizer.StateBytes);
            optimizer.Step(network, Ones(network));
            Assert.Equal(buffers * Buffer, optimizer.StateBytes);
            optimizer.Step(network, Ones(network));
            Assert.Equal(buffers * Buffer, optimizer.StateBytes);
            optimizer.Reset();
            Assert.Equal((0, 0), (optimizer.StateBytes, optimizer.StepCount));
        }
    }

    [Fact]
    public void ResetStartsAnew()
    {
        var (adam, first, again) = (new Adam(0.1), new double[] { 1, 2 }, new double[] { 1, 2 });
        adam.Step(first, [3, -4]);
        adam.Reset();
        adam.Step(again, [3, -4]);
        Assert.Equal(first, again);
        adam.Reset();
        adam.Step(new float[5], new float[5]);
    }

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void LaterStepsAllocateNothing(int index)
    {
        var network = new Network();
        var gradient = Ones(network);
        var (affine, slopes) = (new Affine { Slope = 1 }, default(Affine.Gradient));
        var (numbers, numbersGradient) = (new double[100], new double[100]);
        var (singles, singlesGradient) = (new float[100], new float[100]);
        var (a, b, c, d) = (All[index](), All[index](), All[index](), All[index]());
        var schedule = new LinearWarmup(3, new CosineDecay(0.1, 10));
        var steps = 0;
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 8 && least != 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
            {
                schedule.Apply(a, steps++);
                a.Step(network, gradient);
                b.Step(ref affine, slopes);
                c.Step(numbers, numbersGradient);
                d.Step(singles, singlesGradient);
                GradientClipping.ByNorm(ref slopes, 1);
                GradientClipping.ByNorm(numbersGradient, 1);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void OtherParametersAtALaterStepAreRefused(int index)
    {
        AssertRefused(index, network => network.Ragged[2] = [1, 2], "'Ragged[2]' has 2 elements of type double");
        AssertRefused(index, network => network.Layers = [network.Layers[0], new Layer(2, 2)], "'Layers[1].Weights' has 4");
        AssertRefused(index, network => network.Layers = [network.Layers[0]], "'Head.Slope' has 1");
        AssertRefused(index, network => network.Ragged = [[1, 2], []], "'Ragged[2]', which the first step saw, is missing");
        AssertRefused(index, network => network.Ragged = [[1, 2], [], [3], [4]], "'Ragged[3]' was not there");
    }

    [Fact]
    public void AnotherTypeAtALaterStepIsRefused()
    {
        var adam = new Adam();
        adam.Step(new double[3], new double[3]);
        var numbers = new float[3];
        var error = Assert.Throws<InvalidOperationException>(() => adam.Step(numbers, [1, 1, 1]));
        Assert.Contains("'parameters' has 3 elements of type float", error.Message);
        Assert.Equal(new float[3], numbers);
        Assert.Equal(1, adam.StepCount);
    }

    [Fact]
    public void GradientsOfAnotherShapeAreRefused()
    {
        var (network, adam) = (new Network(), new Adam());
        var wrong = new Network.Gradient(new Network { Layers = [] });
        var half = Ones(network);
        half.Ragged[2] = [];
        var before = State.Of(network);
        Assert.Throws<ArgumentException>(() => adam.Step(network, wrong));
        Assert.Contains("'Ragged[2]' has 1 elements", Assert.Throws<ArgumentException>(() => adam.Step(network, half)).Message);
        Assert.Throws<ArgumentException>(() => adam.Step(new double[2], new double[3]));
        Assert.Equal(before, State.Of(network));
        Assert.Equal((0, 0), (adam.StepCount, adam.StateBytes));

        // A failed first step leaves nothing behind.
        adam.Step(network, Ones(network));
        Assert.Throws<ArgumentException>(() => adam.Step(network, half));
        adam.Step(network, Ones(network));
        Assert.Equal(2, adam.StepCount);
    }

    [Fact]
    public void NullsAreRefused()
    {
        var (network, adam) = (new Network(), new Adam());
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => adam.Step((Network)null!, Ones(network))).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentNullException>(() => adam.Step(network, (Network.Gradient)null!)).ParamName);
    }

    [Fact]
    public void AdamFindsTheMinimumOfRosenbrock()
    {
        var (x, adam) = (new double[] { -1.2, 1 }, new Adam(0.02));
        for (var step = 0; step < 5000; step++)
        {
            var (a, b) = (x[0], x[1]);
            adam.Step(x, [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)]);
        }

        Assert.Equal(1, x[0], 1e-3);
        Assert.Equal(1, x[1], 1e-3);
    }

    private static void AssertRefused(int index, Action<Network> change, string message)
    {
        var (network, optimizer) = (new Network(), All[index]());
        optimizer.Step(network, Ones(network));
        change(network);
        var before = State.Of(network);
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.Step(network, Ones(network)));
        Assert.Contains(message, error.Message);
        Assert.Equal(before, State.Of(network));
        Assert.Equal(1, optimizer.StepCount);
    }

    private static Network.Gradient Ones(Network network)
    {
        var gradient = new Network.Gradient(network);
        network.ForEach(gradient, (_, _, g) => g.Fill(1), (_, _, g) => g.Fill(1));
        return gradient;
    }
}
