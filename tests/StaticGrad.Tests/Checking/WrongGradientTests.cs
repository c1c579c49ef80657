using Xunit;

namespace StaticGrad.Tests.Checking;

/// <summary>Wrong gradients are named, wrong arguments are refused, and nothing is left moved.</summary>
public sealed class WrongGradientTests
{
    private static readonly double[] W = [0.3, -0.7, 1.1];
    private static readonly double[] X = [0.5, 1.0, -1.5];

    [Theory]
    [InlineData("sign", 0)]
    [InlineData("sign", 2)]
    [InlineData("factor", 1)]
    [InlineData("zero", 2)]
    [InlineData("nan", 1)]
    [InlineData("infinite", 0)]
    public void OneWrongElementIsTheWorst(string how, int index)
    {
        var w = W;
        var result = GradCheck.Check(
            w => CheckedPrograms.Loss(w, X, 0.25),
            w =>
            {
                var g = CheckedPrograms.LossGradient(w, X, 0.25).W;
                g[index] = how switch
                {
                    "sign" => -g[index],
                    "factor" => g[index] * (1 + 2e-3),
                    "zero" => 0,
                    "nan" => double.NaN,
                    _ => double.PositiveInfinity,
                };
                return g;
            },
            w);
        Assert.False(result.Passes);
        Assert.Equal($"w[{index}]", Assert.Single(result.Elements, element => !element.Passes).Name);
        Assert.Equal((index, $"w[{index}]", "w", GradCheckOutcome.Differs), Summary(result.Worst!.Value));
        Assert.StartsWith($"gradient check: 1 of 3 elements differs; the worst is w[{index}]: ", Assert.Throws<GradCheckException>(result.ThrowIfFailed).Message);
    }

    [Fact]
    public void TheMessageHasBothValuesAndBothErrors()
    {
        double x = 3;
        var message = GradCheck.Check(x => 2 * x, _ => 2.5, x).ToString();
        Assert.StartsWith("gradient check: 1 of 1 elements differs; the worst is x: 2.5, by central differences ", message);
        Assert.EndsWith("(absolute error 0.5, relative 0.25)", message);
    }

    [Fact]
    public void TheWorstIsByTheToleranceItHas()
    {
        // 1 of 1e6 is well within; 0.01 of 0.1 is not.
        var result = GradCheck.Check(x => 1e6 * x[0] + 0.1 * x[1], _ => [1e6 + 1, 0.11], [1, 1]);
        Assert.Equal("at[1]", result.Worst!.Value.Name);
    }

    [Theory]
    [InlineData("add", "w[2]", "replaces it instead of adding")]
    [InlineData("seed", "w[2]", "adds, but does not use its seed")]
    [InlineData("both", "w[2]", "replaces it, and does not use its seed")]
    [InlineData("scalar", "b", "replaces it instead of adding")]
    [InlineData("square", "w[2]", "is not linear in its seed")]
    public void WhatABackwardOwesItsBuffers(string defect, string name, string says)
    {
        var w = W;
        var b = 0.25;
        var result = GradCheck.CheckBackward(
            (w, b) => CheckedPrograms.Loss(w, X, b),
            (double[] w, double b, double seed, ref double[] dw, ref double db) =>
            {
                if (defect is "add" or "both")
                {
                    dw[2] = 0;
                }

                if (defect == "scalar")
                {
                    db = 0;
                }

                var own = new double[3];
                var value = CheckedPrograms.LossBackward(w, X, b, seed, own, ref db);
                for (var i = 0; i < 3; i++)
                {
                    dw[i] += defect switch
                    {
                        "seed" or "both" when i == 2 => own[i] / seed,
                        "square" when i == 2 => own[i] * seed,
                        _ => own[i],
                    };
                }

                return value;
            },
            w,
            b);
        Assert.False(result.Passes);
        Assert.All(result.Elements, element => Assert.True(element.Passes));
        var problem = Assert.Single(result.Problems);
        Assert.StartsWith($"the gradient of {name} is ", problem);
        Assert.Contains(says, problem);
        Assert.Equal(result.ToString(), Assert.Throws<GradCheckException>(result.ThrowIfFailed).Message);
    }

    [Fact]
    public void ABackwardsValueIsTheFunctions()
    {
        double x = 3;
        var result = GradCheck.CheckBackward(
            x => x * x,
            (double x, double seed, ref double dx) =>
            {
                dx += 2 * x * seed;
                return 0.0;
            },
            x);
        Assert.Equal("the value that the gradient's call returned is not the function's: 0 instead of 9 for the value", Assert.Single(result.Problems));
        var vector = GradCheck.CheckBackward(
            x => new[] { x, x * x },
            (double x, double[] seed, ref double dx) =>
            {
                dx += seed[0] + 2 * x * seed[1];
                return new[] { x, -0.0 };
            },
            x);
        Assert.EndsWith("-0 instead of 9 for element 1 of the result", Assert.Single(vector.Problems));
    }

    [Fact]
    public void AFunctionThatIsNotDeterministicGetsNoVerdict()
    {
        var calls = 0;
        double x = 3;
        var function = GradCheck.Check(x => x + calls++, _ => 1, x);
        Assert.Equal("the function is not deterministic: two calls at the same point gave 3 and 4 for the value; nothing was compared", Assert.Single(function.Problems));
        Assert.Empty(function.Elements);
        Assert.False(function.Passes);
        var gradient = GradCheck.Check(x => x, _ => calls++, x);
        Assert.StartsWith("the gradient is not deterministic: ", Assert.Single(gradient.Problems));
        Assert.EndsWith(" for x; nothing was compared", gradient.Problems[0]);
    }

    [Fact]
    public void AFunctionThatIsNotFiniteAtThePoint()
    {
        double x = -1;
        Assert.Equal(
            "gradient check: the function is not finite at the point: the value is NaN; nothing was compared",
            GradCheck.Check(Math.Log, x => 1 / x, x).ToString());
    }

    [Fact]
    public void SomeElementsAndADirectionOfLargeLeaves()
    {
        double[] w = [.. Enumerable.Range(0, 5000).Select(i => Math.Sin(i))];
        var evaluations = 0;
        double Cubes(double[] w)
        {
            evaluations++;
            return w.Sum(x => x * x * x);
        }

        GradCheckResult Run(Func<double[], double[]> gradient, int seed) =>
            GradCheck.Check(Cubes, gradient, w, new() { MaxElements = 20, Seed = seed });
        var good = Run(w => [.. w.Select(x => 3 * x * x)], 1);
        good.ThrowIfFailed();
        Assert.Equal("gradient check: 21 of 21 elements agree; 4980 were checked only along a random direction", good.ToString());
        Assert.InRange(evaluations, 44, 80);
        var indices = good.Elements.Select(element => element.Index).ToArray();
        Assert.Equal(indices[..20].Distinct().Order(), indices[..20]);
        Assert.Equal((-1, "w along a random direction"), (indices[20], good.Elements[20].Name));
        Assert.Equal(indices, Run(w => [.. w.Select(x => 3 * x * x)], 1).Elements.Select(element => element.Index));
        Assert.NotEqual(indices, Run(w => [.. w.Select(x => 3 * x * x)], 2).Elements.Select(element => element.Index));

        // A wrong half is seen along the direction even when no element of it was chosen.
        var wrong = Run(w => [.. w.Select((x, i) => indices.Contains(i) || i % 2 == 0 ? 3 * x * x : 0)], 1);
        Assert.Equal("w along a random direction", Assert.Single(wrong.Elements, element => !element.Passes).Name);
    }

    [Fact]
    public void LargeNumbersAreMovedByMoreThanTheirSpacing()
    {
        double x = 1e12;
        var result = GradCheck.Check(x => x * x, x => 2 * x, x);
        result.ThrowIfFailed();
        Assert.Equal(0.5, result.Elements[0].Step);
        Assert.False(GradCheck.Check(x => x * x, x => 2.01 * x, x).Passes);
    }

    [Fact]
    public void ShapesAndTypesAreRefusedBeforeTheFunctionRuns()
    {
        var w = W;
        var b = 0.25;
        Func<double[], double, double> never = (_, _) => throw new InvalidOperationException("evaluated");
        var length = Assert.Throws<ArgumentException>(() => GradCheck.Check(never, (w, b) => (new double[2], b), w, b));
        Assert.StartsWith("The gradient of 'w' has 2 elements, and 'w' has 3.", length.Message);
        Assert.StartsWith("The gradient of 'w' is null.", Assert.Throws<ArgumentException>(() => GradCheck.Check(never, (w, b) => ((double[])null!, b), w, b)).Message);
        Assert.StartsWith("The gradient of 'b' is of type Double[], and 'b' of type Double.", Assert.Throws<ArgumentException>(() => GradCheck.Check(never, (w, b) => (w, w), w, b)).Message);
        Assert.StartsWith("'at2' is of type Int32", Assert.Throws<ArgumentException>(() => GradCheck.Check((double[] _, int _) => 1.0, (w, n) => (w, n), w, 3)).Message);
        var net = new Net();
        var other = new Net { Rows = [[1], [2]] };
        var model = Assert.Throws<ArgumentException>(() => GradCheck.Check(_ => Never(), _ => new Net.Gradient(other), net));
        Assert.StartsWith("The gradient of 'net' has not its shape: 'Rows' of ", model.Message);
        var unmade = Assert.Throws<ArgumentException>(() => GradCheck.CheckBackward(
            m => m.Loss(1, 1),
            (Net m, double seed, ref Net.Gradient g) =>
            {
                double target = 0;
                return m.LossBackward(1, 1, seed, g, ref target);
            },
            net));
        Assert.StartsWith("The backward failed with a null. 'net' is a model, whose gradient begins as null: write 'gradient ??= ", unmade.Message);
        Assert.StartsWith(
            "The gradient of 'net' is null.",
            Assert.Throws<ArgumentException>(() => GradCheck.CheckBackward(_ => 1.0, (Net _, double _, ref Net.Gradient _) => 1.0, net)).Message);
    }

    [Fact]
    public void PointsAndSettingsAreRefusedBeforeAnythingRuns()
    {
        double[] w = [1, double.NaN];
        Assert.StartsWith("The point must be finite: w[1] is NaN.", Assert.Throws<ArgumentException>(() => GradCheck.Check(_ => Never(), w => w, w)).Message);
        var net = new Net();
        net.Layers[1].Bias = double.NegativeInfinity;
        Assert.StartsWith(
            "The point must be finite: net.Layers[1].Bias is -Infinity.",
            Assert.Throws<ArgumentException>(() => GradCheck.Check(_ => Never(), m => m.LossGradient(1, 1).This, net)).Message);
        Assert.Equal(double.NegativeInfinity, net.Layers[1].Bias);
        var fresh = new Net();
        Assert.StartsWith(
            "'fresh' and 'again' are the same object",
            Assert.Throws<ArgumentException>(() => Twice(fresh, fresh)).Message);
        Assert.Equal("at2", Assert.Throws<ArgumentNullException>(() => Twice(fresh, null!)).ParamName);
        GradCheck[] settings =
        [
            new() { Step = 0 }, new() { Step = double.NaN }, new() { SingleStep = -1 }, new() { SingleStep = double.PositiveInfinity },
            new() { AbsoluteTolerance = -1e-9 }, new() { RelativeTolerance = double.NaN }, new() { SingleAbsoluteTolerance = double.PositiveInfinity },
            new() { SingleRelativeTolerance = -1 }, new() { MaxElements = 0 },
        ];
        string[] named =
        [
            "Step", "Step", "SingleStep", "SingleStep", "AbsoluteTolerance", "RelativeTolerance", "SingleAbsoluteTolerance",
            "SingleRelativeTolerance", "MaxElements",
        ];
        foreach (var (setting, name) in settings.Zip(named))
        {
            Assert.Equal(name, Assert.Throws<ArgumentException>(() => GradCheck.Check(_ => Never(), x => throw new InvalidOperationException(), 1.0, setting)).ParamName);
        }
    }

    [Fact]
    public void AModelIsPutBackWhateverHappens()
    {
        var net = new Net();
        net.Layers[0].Weights[0] = -0.0;
        var before = new double[net.ParameterCount()];
        net.CopyParametersTo(before);
        var calls = 0;
        var thrown = Assert.Throws<InvalidOperationException>(() => GradCheck.Check(
            m =>
            {
                m.Layers[1].Weights[0] = 77;
                m.Gain = 5;
                return ++calls == 7 ? throw new InvalidOperationException("seven") : 1.0;
            },
            m => m.LossGradient(1, 1).This,
            net));
        Assert.Equal("seven", thrown.Message);
        AssertSame();
        Assert.Throws<InvalidOperationException>(() => GradCheck.Check(
            _ => 1.0,
            m =>
            {
                m.Mix[1, 1] = 9;
                return calls > 0 ? throw new InvalidOperationException() : m.LossGradient(1, 1).This;
            },
            net));
        AssertSame();

        void AssertSame()
        {
            var after = new double[before.Length];
            net.CopyParametersTo(after);
            Assert.Equal(before.Select(BitConverter.DoubleToInt64Bits), after.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void ResultsOfOneCheckKeepTheirLength()
    {
        double x = 1;
        var error = Assert.Throws<InvalidOperationException>(() => GradCheck.CheckBackward(
            x => new double[x > 1 ? 2 : 1],
            (double x, double[] seed, ref double dx) => new double[1],
            x));
        Assert.Equal("The function returned 2 elements near the point, and 1 at the point.", error.Message);
    }

    private static double Never() => throw new InvalidOperationException("evaluated");

    private static GradCheckResult Twice(Net fresh, Net again) =>
        GradCheck.Check((_, _) => Never(), (a, b) => (a.LossGradient(1, 1).This, b.LossGradient(1, 1).This), fresh, again);

    private static (int, string, string, GradCheckOutcome) Summary(GradCheckElement element) =>
        (element.Index, element.Name, element.Leaf, element.Outcome);
}
