using Xunit;

namespace StaticGrad.Tests.Checking;

/// <summary>Leaves of every kind, with generated derivatives and with wrong ones.</summary>
public sealed class CheckedLeavesTests
{
    private static readonly double[] X = [0.5, 1.0, -1.5];

    [Fact]
    public void ArraysAndScalars()
    {
        double[] w = [0.3, -0.7, 1.1];
        var b = 0.25;
        var result = GradCheck.Check(
            (w, b) => CheckedPrograms.Loss(w, X, b),
            (w, b) =>
            {
                var g = CheckedPrograms.LossGradient(w, X, b);
                return (g.W, g.B);
            },
            w,
            b);
        result.ThrowIfFailed();
        Assert.Equal(["w[0]", "w[1]", "w[2]", "b"], result.Elements.Select(element => element.Name));
        Assert.Equal(["w", "w", "w", "b"], result.Elements.Select(element => element.Leaf));
        Assert.All(result.Elements, element => Assert.True(element is { Outcome: GradCheckOutcome.Agrees, Step: 1e-6, Error: < 1e-8 }));
        Assert.Equal("gradient check: 4 of 4 elements agree", result.ToString());
        Assert.Equal([0.3, -0.7, 1.1], w);
    }

    [Fact]
    public void TheValueBesideTheGradients()
    {
        double[] w = [0.3, -0.7, 1.1];
        var b = 0.25;
        GradCheckResult Run(double off) => GradCheck.Check(
            (w, b) => CheckedPrograms.Loss(w, X, b),
            (w, b) =>
            {
                var (value, dw, db) = CheckedPrograms.LossGradient(w, X, b);
                return (value + off, dw, db);
            },
            w,
            b);
        Run(0).ThrowIfFailed();
        var wrong = Run(1e-15);
        Assert.False(wrong.Passes);
        Assert.Equal(4, wrong.Elements.Count(element => element.Passes));
        Assert.Contains("the value that the gradient's call returned is not the function's", Assert.Single(wrong.Problems));
        var one = GradCheck.Check(w => CheckedPrograms.Loss(w, X, b), w => (1.0, CheckedPrograms.LossGradient(w, X, b).W), w);
        Assert.Contains("is not the function's: 1 instead of ", one.ToString());
    }

    [Fact]
    public void FiveLeaves()
    {
        double spot = 100, strike = 90, rate = 0.03, volatility = 0.2, time = 1.5;
        GradCheck.Check(
            CheckedPrograms.Call,
            (spot, strike, rate, volatility, time) =>
            {
                var (value, s, k, r, v, t) = CheckedPrograms.CallGradient(spot, strike, rate, volatility, time);
                return (value, s, k, r, v, t);
            },
            spot,
            strike,
            rate,
            volatility,
            time).ThrowIfFailed();
        var result = GradCheck.CheckBackward(
            CheckedPrograms.Call,
            (double s, double k, double r, double v, double t, double seed, ref double ds, ref double dk, ref double dr, ref double dv, ref double dt) =>
                CheckedPrograms.CallBackward(s, k, r, v, t, seed, ref ds, ref dk, ref dr, ref dv, ref dt),
            spot,
            strike,
            rate,
            volatility,
            time);
        result.ThrowIfFailed();
        Assert.Equal(["spot", "strike", "rate", "volatility", "time"], result.Elements.Select(element => element.Name));
    }

    [Fact]
    public void SinglePrecision()
    {
        float[] w = [0.5f, -1.25f];
        var b = 1.5f;
        var both = GradCheck.Check(
            (w, b) => CheckedPrograms.Single(w, b),
            (w, b) =>
            {
                var g = CheckedPrograms.SingleGradient(w, b);
                return (g.W, g.B);
            },
            w,
            b);
        both.ThrowIfFailed();
        Assert.All(both.Elements, element => Assert.Equal(1.0 / 256, element.Step));
        GradCheck.Check(w => CheckedPrograms.Single(w, 0.5f), w => CheckedPrograms.SingleGradient(w, 0.5f).W, w).ThrowIfFailed();
        GradCheck.Check(b => CheckedPrograms.Single(w, b), b => CheckedPrograms.SingleGradient(w, b).B, b).ThrowIfFailed();
        Assert.False(GradCheck.Check(b => CheckedPrograms.Single(w, b), b => CheckedPrograms.SingleGradient(w, b).B * 1.03f, b).Passes);
        GradCheck.CheckBackward(
            (w, b) => CheckedPrograms.Single(w, b),
            (float[] w, float b, float seed, ref float[] dw, ref float db) => CheckedPrograms.SingleBackward(w, b, seed, dw, ref db),
            w,
            b).ThrowIfFailed();

        // The result alone: the step is the single one as well.
        var narrowed = GradCheck.Check((x, y) => (float)(x * y), (x, y) => (y, x), 3.0, 1e-3);
        narrowed.ThrowIfFailed();
        Assert.Equal(1.0 / 256, narrowed.Elements[1].Step);
        Assert.Equal(["at1", "at2"], narrowed.Elements.Select(element => element.Name));
    }

    [Fact]
    public void Classes()
    {
        var net = new Net();
        var before = Bits(net);
        double target = 0.4;
        var result = GradCheck.Check(
            (m, t) => m.Loss(0.8, t),
            (m, t) =>
            {
                var g = m.LossGradient(0.8, t);
                return (g.Value, g.This, g.Target);
            },
            net,
            target);
        result.ThrowIfFailed();
        Assert.Equal(
            [
                "net.Layers[0].Weights[0]", "net.Layers[0].Weights[1]", "net.Layers[0].Bias",
                "net.Layers[1].Weights[0]", "net.Layers[1].Weights[1]", "net.Layers[1].Bias",
                "net.Mix[0]", "net.Mix[1]", "net.Mix[2]", "net.Mix[3]",
                "net.Rows[0][0]", "net.Rows[1][0]", "net.Rows[1][1]",
                "net.Head.Level", "net.Head.Tilt", "net.Head.Knots[0]", "net.Head.Knots[1]", "net.Gain", "target",
            ],
            result.Elements.Select(element => element.Name));
        Assert.Equal(Enumerable.Range(0, 18).Append(0), result.Elements.Select(element => element.Index));
        Assert.All(result.Elements, element => Assert.NotEqual(0, element.Analytic));
        Assert.Equal(before, Bits(net));
        GradCheck.Check(m => m.Loss(0.8, target), m => m.LossGradient(0.8, target).This, net).ThrowIfFailed();
        GradCheck.CheckBackward(
            (m, t) => m.Loss(0.8, t),
            (Net m, double t, double seed, ref Net.Gradient g, ref double dt) => m.LossBackward(0.8, t, seed, g ??= new(m), ref dt),
            net,
            target).ThrowIfFailed();
        Assert.Equal(before, Bits(net));
    }

    [Fact]
    public void Structs()
    {
        var curve = new Curve { Level = 0.5, Tilt = 0.25f, Knots = [0.1, 0.2], Unit = 3 };
        var x = 0.7;
        var result = GradCheck.Check(
            (c, x) => c.At(x),
            (c, x) =>
            {
                var g = c.AtGradient(x);
                return (g.This, g.X);
            },
            curve,
            x);
        result.ThrowIfFailed();
        Assert.Equal(
            ["curve.Level", "curve.Tilt", "curve.Knots[0]", "curve.Knots[1]", "x"], result.Elements.Select(element => element.Name));
        Assert.Equal((0.5, 0.25f, 3), (curve.Level, curve.Tilt, curve.Unit));
        Assert.Equal([0.1, 0.2], curve.Knots);
        GradCheck.CheckBackward(
            c => c.At(x),
            (Curve c, double seed, ref Curve.Gradient g) =>
            {
                double dx = 0;
                g = g.Knots is null ? new(c) : g;
                return c.AtBackward(x, seed, ref g, ref dx);
            },
            curve).ThrowIfFailed();
        var wrong = GradCheck.Check(
            c => c.At(x),
            c =>
            {
                var g = c.AtGradient(x).This;
                g.Knots[1] = -g.Knots[1];
                return g;
            },
            curve);
        Assert.Equal("curve.Knots[1]", wrong.Worst!.Value.Name);
        Assert.Single(wrong.Elements, element => !element.Passes);
    }

    [Fact]
    public void ANumberThatOnlyAConstructorSets()
    {
        var error = Assert.Throws<ArgumentException>(
            () => GradCheck.Check(f => f.Product(), f => f.ProductGradient().This, new Fixed(2, 3)));
        Assert.StartsWith("'at' has no number that can be moved", error.Message);
        var a = 2.0;
        GradCheck.Check(a => new Fixed(a, 3).Product(), a => new Fixed(a, 3).ProductGradient().This.A, a).ThrowIfFailed();
    }

    [Fact]
    public void AnArrayInTwoPlacesCountsInBoth()
    {
        double[] shared = [0.3, -0.4];
        var net = new Net { Layers = [new Dense(shared), new Dense(shared)] };
        var result = GradCheck.Check(m => m.Loss(0.8, 0.4), m => m.LossGradient(0.8, 0.4).This, net);
        result.ThrowIfFailed();
        Assert.Equal(16, result.Elements.Count);
        Assert.Equal("net.Layers[0].Weights[1]", result.Elements[1].Name);
        var both = net.LossGradient(0.8, 0.4).This;
        Assert.Equal(both.Layers[0].Weights[1] + both.Layers[1].Weights[1], result.Elements[1].Analytic);
        Assert.Equal([0.3, -0.4], shared);
    }

    [Fact]
    public void VectorResults()
    {
        double[] a = [0.3, -0.4, 0.2, 0.7, 0.1, -0.9], x = [0.5, -1.0, 0.25];
        double[] Forward(double[] a, double[] x)
        {
            var y = new double[2];
            CheckedPrograms.Product(a, x, y);
            return y;
        }

        double[] Backward(double[] a, double[] x, double[] seed, ref double[] da, ref double[] dx)
        {
            var y = new double[2];
            CheckedPrograms.ProductBackward(a, x, y, da, dx, seed);
            return y;
        }

        GradCheck.CheckBackward(Forward, (GradCheck.Backward<double[], double[], double[], double[], double[]>)Backward, a, x).ThrowIfFailed();
        for (var seed = 0; seed < 20; seed++)
        {
            var result = GradCheck.CheckBackward(
                (a, x) => Forward(a, x),
                (double[] a, double[] x, double[] v, ref double[] da, ref double[] dx) => Backward(a, x, v, ref da, ref dx),
                a,
                x,
                new() { Seed = seed });
            result.ThrowIfFailed();
            Assert.Equal(9, result.Elements.Count);

            // The Jacobian's transpose applied to the wrong side.
            var transposed = GradCheck.CheckBackward(
                (a, x) => Forward(a, x),
                (double[] a, double[] x, double[] v, ref double[] da, ref double[] dx) =>
                {
                    var y = Backward(a, x, v, ref da, ref dx);
                    (da[1], da[2], da[3], da[4]) = (da[3], da[1], da[4], da[2]);
                    return y;
                },
                a,
                x,
                new() { Seed = seed });
            Assert.False(transposed.Passes);
            Assert.StartsWith("a[", transposed.Worst!.Value.Name);
        }

        Assert.Equal([0.5, -1.0, 0.25], x);
        Assert.Equal("function", Assert.Throws<ArgumentException>(() => GradCheck.Check(x => Forward(a, x), x => (x, x), x)).ParamName);
    }

    [Fact]
    public void BuffersThatAreReadAndWritten()
    {
        double[] y = [0.5, 2, -1.5];
        var k = 0.7;
        GradCheck.CheckBackward(
            (y, k) =>
            {
                CheckedPrograms.Decay(y, k);
                return y;
            },
            (double[] y, double k, double[] seed, ref double[] dy, ref double dk) =>
            {
                CheckedPrograms.DecayBackward(y, k, seed, ref dk);
                for (var i = 0; i < dy.Length; i++)
                {
                    dy[i] += seed[i];
                }

                return y;
            },
            y,
            k).ThrowIfFailed();
        Assert.Equal([0.5, 2, -1.5], y);
    }

    private static double[] Bits(Net net)
    {
        var numbers = new double[net.ParameterCount()];
        net.CopyParametersTo(numbers);
        return numbers;
    }
}
