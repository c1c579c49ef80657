using Xunit;

namespace StaticGrad.Tests.Optimisers;

public sealed class OptimizerFormulaTests
{
    private static readonly Dictionary<string, (Func<Optimizer> Optimizer, Func<Reference> Reference)> Cases = new()
    {
        ["Sgd"] = (() => new Sgd(0.1), () => new Reference.OfSgd(0, false, 0)),
        ["Sgd, decay"] = (() => new Sgd(0.1, weightDecay: 0.02), () => new Reference.OfSgd(0, false, 0.02)),
        ["Sgd, momentum"] = (() => new Sgd(0.1, 0.9), () => new Reference.OfSgd(0.9, false, 0)),
        ["Sgd, momentum, decay"] = (() => new Sgd(0.1, 0.9, weightDecay: 0.02), () => new Reference.OfSgd(0.9, false, 0.02)),
        ["Sgd, Nesterov"] = (() => new Sgd(0.1, 0.8, true), () => new Reference.OfSgd(0.8, true, 0)),
        ["Sgd, Nesterov, decay"] = (() => new Sgd(0.1, 0.8, true, 0.02), () => new Reference.OfSgd(0.8, true, 0.02)),
        ["Adam"] = (() => new Adam(), () => new Reference.OfAdam(0.9, 0.999, 1e-8, 0, false)),
        ["Adam, decay"] = (
            () => new Adam(0.1, 0.8, 0.95, 1e-6, 0.02), () => new Reference.OfAdam(0.8, 0.95, 1e-6, 0.02, false)),
        ["AdamW"] = (() => new AdamW(), () => new Reference.OfAdam(0.9, 0.999, 1e-8, 1e-2, true)),
        ["AdamW, no decay"] = (
            () => new AdamW(0.1, 0.8, 0.95, 1e-6, 0), () => new Reference.OfAdam(0.8, 0.95, 1e-6, 0, true)),
        ["AdamW, decay"] = (
            () => new AdamW(0.1, 0.8, 0.95, 1e-6, 0.3), () => new Reference.OfAdam(0.8, 0.95, 1e-6, 0.3, true)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FollowsPyTorchAtEveryLength(string name)
    {
        for (var length = 0; length <= 67; length++)
        {
            var optimizer = Cases[name].Optimizer();
            var singleOptimizer = Cases[name].Optimizer();
            var references = Many(length, _ => Cases[name].Reference());
            var parameters = Many(length, i => Math.Sin(i + 1) * 2);
            var singles = Many(length, i => (float)parameters[i]);
            var expected = Many(length, i => parameters[i]);
            for (var step = 0; step < 12; step++)
            {
                var gradient = Many(length, i => Math.Cos(i * 3 + step) * (i % 5));
                optimizer.Step(parameters, gradient);
                singleOptimizer.Step(singles, Many(length, i => (float)gradient[i]));
                for (var i = 0; i < length; i++)
                {
                    expected[i] = references[i].Step(expected[i], gradient[i], optimizer.LearningRate);
                    Assert.Equal(expected[i], parameters[i], 1e-13);
                    Assert.Equal(expected[i], singles[i], 2e-5);
                }

                (optimizer.LearningRate, singleOptimizer.LearningRate) = (optimizer.LearningRate * 0.9, singleOptimizer.LearningRate * 0.9);
            }
        }
    }

    /// <summary>The same bits whether a number stands in a vector or among those left over.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void TheWidthOfVectorsDoesNotShow(string name)
    {
        const int Length = 67;
        var together = Cases[name].Optimizer();
        var alone = Many(Length, _ => Cases[name].Optimizer());
        var (singlesTogether, singlesAlone) = (Cases[name].Optimizer(), Many(Length, _ => Cases[name].Optimizer()));
        var parameters = Many(Length, i => Math.Sin(i + 1) * 2);
        var expected = parameters.ToArray();
        var singles = Many(Length, i => (float)parameters[i]);
        var singlesExpected = singles.ToArray();
        for (var step = 0; step < 5; step++)
        {
            var gradient = Many(Length, i => Math.Cos(i * 3 + step));
            var singleGradient = Many(Length, i => (float)gradient[i]);
            together.Step(parameters, gradient);
            singlesTogether.Step(singles, singleGradient);
            for (var i = 0; i < Length; i++)
            {
                alone[i].Step(expected.AsSpan(i, 1), gradient.AsSpan(i, 1));
                singlesAlone[i].Step(singlesExpected.AsSpan(i, 1), singleGradient.AsSpan(i, 1));
            }
        }

        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), parameters.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(singlesExpected.Select(BitConverter.SingleToInt32Bits), singles.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void FirstStepsInClosedForm()
    {
        Assert.Equal(2 - 0.1 * 3, First(new Sgd(0.1), 2, 3), 1e-15);
        Assert.Equal(2 - 0.1 * (3 + 0.5 * 2), First(new Sgd(0.1, weightDecay: 0.5), 2, 3), 1e-15);
        Assert.Equal(2 - 0.1 * 3, First(new Sgd(0.1, 0.9), 2, 3), 1e-15);
        Assert.Equal(2 - 0.1 * (3 + 0.9 * 3), First(new Sgd(0.1, 0.9, true), 2, 3), 1e-15);

        // Adam's first step is the learning rate, against the gradient's sign, whatever its size.
        Assert.Equal(2 - 0.1 * 3 / (3 + 1e-8), First(new Adam(0.1), 2, 3), 1e-14);
        Assert.Equal(2 + 0.1 * 1e-3 / (1e-3 + 1e-8), First(new Adam(0.1), 2, -1e-3), 1e-14);
        Assert.Equal(2, First(new Adam(0.1), 2, 0));
        Assert.Equal(2 - 0.1 * 4 / (4 + 1e-8), First(new Adam(0.1, weightDecay: 0.5), 2, 3), 1e-14);
        Assert.Equal(2 * (1 - 0.1 * 0.5) - 0.1 * 3 / (3 + 1e-8), First(new AdamW(0.1, weightDecay: 0.5), 2, 3), 1e-14);
    }

    [Fact]
    public void DefaultsArePyTorchs()
    {
        var (sgd, adam, adamW) = (new Sgd(), new Adam(), new AdamW());
        Assert.Equal((1e-3, 0, false, 0), (sgd.LearningRate, sgd.Momentum, sgd.Nesterov, sgd.WeightDecay));
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay));
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 1e-2), (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay));
    }

    [Fact]
    public void NoDecayLeavesInfiniteParametersAlone()
    {
        Assert.Equal(double.PositiveInfinity, First(new Sgd(0.1), double.PositiveInfinity, 3));
        Assert.Equal(double.PositiveInfinity, First(new Adam(0.1), double.PositiveInfinity, 3));
        Assert.Equal(double.NegativeInfinity, First(new AdamW(0.1, weightDecay: 0), double.NegativeInfinity, 3));
    }

    [Theory]
    [InlineData("learningRate", -1.0)]
    [InlineData("learningRate", double.NaN)]
    [InlineData("learningRate", double.PositiveInfinity)]
    [InlineData("momentum", -0.1)]
    [InlineData("momentum", double.NaN)]
    [InlineData("weightDecay", -0.1)]
    [InlineData("weightDecay", double.PositiveInfinity)]
    [InlineData("beta1", 1.0)]
    [InlineData("beta1", -0.1)]
    [InlineData("beta2", 1.0)]
    [InlineData("beta2", double.NaN)]
    [InlineData("epsilon", -1e-9)]
    public void HyperParametersAreChecked(string name, double value)
    {
        var constructors = new (string Names, Action Make)[]
        {
            ("learningRate momentum weightDecay", () => _ = new Sgd(
                Value("learningRate", 0.1), Value("momentum", 0), weightDecay: Value("weightDecay", 0))),
            ("learningRate beta1 beta2 epsilon weightDecay", () => _ = new Adam(
                Value("learningRate", 0.1), Value("beta1", 0), Value("beta2", 0), Value("epsilon", 0), Value("weightDecay", 0))),
            ("learningRate beta1 beta2 epsilon weightDecay", () => _ = new AdamW(
                Value("learningRate", 0.1), Value("beta1", 0), Value("beta2", 0), Value("epsilon", 0), Value("weightDecay", 0))),
        };
        foreach (var (_, make) in constructors.Where(constructor => constructor.Names.Split(' ').Contains(name)))
        {
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);
        }

        double Value(string of, double otherwise) => of == name ? value : otherwise;
    }

    [Fact]
    public void NesterovNeedsMomentumAndRatesAreChecked()
    {
        Assert.Equal("momentum", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1, nesterov: true)).ParamName);
        var sgd = new Sgd(0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.LearningRate = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.LearningRate = double.NaN);
        Assert.Equal(0.1, sgd.LearningRate);
        sgd.LearningRate = 0;
    }

    private static double First(Optimizer optimizer, double parameter, double gradient)
    {
        // Twice: once left over, once in a vector.
        var parameters = Many(9, _ => parameter);
        optimizer.Step(parameters, Many(9, _ => gradient));
        Assert.All(parameters, p => Assert.Equal(parameters[0], p));
        return parameters[0];
    }

    private static T[] Many<T>(int length, Func<int, T> element) => [.. Enumerable.Range(0, length).Select(element)];
}
