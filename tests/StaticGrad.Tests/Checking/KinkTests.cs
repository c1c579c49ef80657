using Xunit;

namespace StaticGrad.Tests.Checking;

/// <summary>Points with a kink, a jump or an edge within a step, and smooth ones that look like it.</summary>
public sealed class KinkTests
{
    private const double H = 1e-6;

    public static TheoryData<string, double, double, double, double> Kinks => new()
    {
        // Name, where it is, left slope, right slope, gradient by convention.
        { "abs", 0, -1, 1, 0 },
        { "relu", 0, 0, 1, 0 },
        { "max", 2, 0, 1, 0.5 },
        { "branch", 0.3, 0.6, 3, 3 },
        { "clamp", -1, 0, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Kinks))]
    public void AKinkAtThePointTakesAnySlopeBetween(string name, double at, double left, double right, double convention)
    {
        var f = Function(name);
        foreach (var slope in new[] { left, right, convention, (left + right) / 2 })
        {
            var result = GradCheck.Check(f, _ => slope, at);
            Assert.True(result.Passes, result.ToString());
            var element = Assert.Single(result.Elements);
            Assert.Equal((GradCheckOutcome.Kink, 1), (element.Outcome, result.Straddles));
            Assert.Equal(left, element.LeftSlope, 1e-4);
            Assert.Equal(right, element.RightSlope, 1e-4);
            Assert.Equal("gradient check: 0 of 1 elements agree; 1 at a kink, jump or edge has a gradient that is possible there (at)", result.ToString());
        }

        foreach (var slope in new[] { left - 0.1, right + 0.1 })
        {
            var result = GradCheck.Check(f, _ => slope, at);
            Assert.False(result.Passes);
            Assert.Contains("at straddles a kink or branch between x - 1E-06 and x + 1E-06: left slope ", result.ToString());
            Assert.EndsWith("move the point", Assert.Throws<GradCheckException>(result.ThrowIfFailed).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Kinks))]
    public void AKinkBesideThePointTakesTheSlopeOfItsSide(string name, double kink, double left, double right, double convention)
    {
        _ = convention;
        var f = Function(name);
        foreach (var distance in new[] { 0.03, 0.1, 0.3, 0.5, 0.72, 0.9 })
        {
            foreach (var side in new[] { -1, 1 })
            {
                var at = kink + side * distance * H;
                var (right1, wrong) = side < 0 ? (left, right) : (right, left);
                var good = GradCheck.Check(f, _ => right1, at);
                Assert.True(good.Passes, $"{distance * side}: {good}");
                Assert.Equal(GradCheckOutcome.Kink, good.Elements[0].Outcome);
                var bad = GradCheck.Check(f, _ => wrong, at);
                Assert.False(bad.Passes, $"{distance * side}: {bad}");
                Assert.Equal(GradCheckOutcome.Kink, bad.Elements[0].Outcome);
                Assert.Equal(left, bad.Elements[0].LeftSlope, 1e-4);
                Assert.Equal(right, bad.Elements[0].RightSlope, 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    [InlineData(-0.4)]
    [InlineData(0.95)]
    [InlineData(-0.05)]
    public void AJumpOfTheValue(double distance)
    {
        const double place = 0.75;
        foreach (var height in new[] { 1e-7, 1e-3, 5, 1e4 })
        {
            var f = (double x) => x > place ? 3 * x + height : 3 * x;
            var good = GradCheck.Check(f, _ => 3, place + distance * H);
            Assert.True(good.Passes, $"{height}: {good}");
            var element = Assert.Single(good.Elements);
            Assert.Equal(GradCheckOutcome.Jump, element.Outcome);
            Assert.Equal(3, element.LeftSlope, 1e-2);
            Assert.Equal(3, element.RightSlope, 1e-2);
            var bad = GradCheck.Check(f, _ => -3, place + distance * H);
            Assert.False(bad.Passes);
            Assert.Contains("straddles a jump between", bad.ToString());
        }
    }

    public static TheoryData<string, double> Smooth
    {
        get
        {
            var data = new TheoryData<string, double>();
            string[] names = ["sin fast", "exp steep", "parabola steep", "root", "reciprocal", "tanh steep", "far", "cubic", "cosh", "polynomial", "log"];
            foreach (var name in names)
            {
                foreach (var at in new[] { 1e-4, 0.0137, 0.25, 0.9, 1.7 })
                {
                    data.Add(name, at);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void SmoothButCurvedOrLargeAgrees(string name, double at)
    {
        var f = Function(name);
        var derivative = Derivative(name);
        var good = GradCheck.Check(f, derivative, at);
        Assert.True(good is { Passes: true, Straddles: 0 }, $"{good}: {good.Elements[0]}");
        Assert.Equal(GradCheckOutcome.Agrees, good.Elements[0].Outcome);
        foreach (var factor in new[] { -1, 0, 1.01 })
        {
            var bad = GradCheck.Check(f, x => factor * derivative(x) + (factor - 1) * 1e-3, at);
            Assert.False(bad.Passes, $"{factor}: {bad}");
            Assert.Equal(GradCheckOutcome.Differs, bad.Elements[0].Outcome);
        }
    }

    [Fact]
    public void RandomReluNetworksHaveNoFalseAlarm()
    {
        var random = new Random(3);
        var straddles = 0;
        for (var trial = 0; trial < 60; trial++)
        {
            const int n = 12;
            double[] w = [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)];
            double[] x = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];

            // Some units begin within a step of their kink.
            for (var i = 0; i < n; i += 3)
            {
                var rest = Enumerable.Range(1, n - 1).Sum(j => w[i * n + j] * x[j]);
                w[i * n] = (H * (random.NextDouble() - 0.5) - rest) / x[0];
            }

            var result = GradCheck.Check(
                (w, x) => Relu(w, x, null, null),
                (w, x) =>
                {
                    double[] dw = new double[n * n], dx = new double[n];
                    return (Relu(w, x, dw, dx), dw, dx);
                },
                w,
                x);
            Assert.True(result.Passes, result.ToString());
            straddles += result.Straddles;
        }

        Assert.InRange(straddles, 1000, 10_000);
    }

    [Fact]
    public void SinglePrecisionKinksAndSmoothPlaces()
    {
        var kink = GradCheck.Check(x => MathF.Abs(x) * 2 + x, _ => 1f, 0f);
        Assert.True(kink.Passes, kink.ToString());
        Assert.Equal((GradCheckOutcome.Kink, -1, 3), (kink.Elements[0].Outcome, Math.Round(kink.Elements[0].LeftSlope, 3), Math.Round(kink.Elements[0].RightSlope, 3)));
        Assert.False(GradCheck.Check(x => MathF.Abs(x) * 2 + x, _ => 4f, 0f).Passes);
        var random = new Random(5);
        for (var trial = 0; trial < 3000; trial++)
        {
            var at = (float)(random.NextDouble() * 6 - 3);
            var smooth = GradCheck.Check(
                x => MathF.Sin(3 * x) * MathF.Exp(x) + x * x, x => MathF.Exp(x) * (MathF.Sin(3 * x) + 3 * MathF.Cos(3 * x)) + 2 * x, at);
            Assert.True(smooth is { Passes: true, Straddles: 0 }, $"{at:R}: {smooth} {smooth.Elements[0]}");
        }
    }

    [Fact]
    public void TheEdgeOfADomain()
    {
        var good = GradCheck.Check(x => x * Math.Sqrt(x) + x, x => 1.5 * Math.Sqrt(x) + 1, 0.0);
        Assert.Equal(GradCheckOutcome.Edge, good.Elements[0].Outcome);
        Assert.Equal(double.NaN, good.Elements[0].LeftSlope);
        Assert.Equal(1, good.Elements[0].RightSlope, 2e-3);
        var root = GradCheck.Check(Math.Sqrt, x => 0.5 / Math.Sqrt(x), 0.0);
        Assert.False(root.Passes);
        Assert.Contains("at is at the edge of the function's domain, which is not finite within 1E-06 of the point", root.ToString());
        var below = GradCheck.Check(x => Math.Asin(x) * (1 - x) * (1 - x), x => (1 - x) * (1 - x) / Math.Sqrt(1 - x * x) - 2 * (1 - x) * Math.Asin(x), 1 - 1e-7);
        Assert.Equal(GradCheckOutcome.Edge, below.Elements[0].Outcome);
        Assert.True(below.Passes, below.ToString());
    }

    [Fact]
    public void ConventionsOfGeneratedDerivatives()
    {
        double zero = 0, one = 1;
        GradCheck.Check(x => Programs.Kinks.Abs(x), x => Programs.Kinks.AbsGradient(x).X, zero).ThrowIfFailed();
        GradCheck.Check(x => Programs.Kinks.Rectified(x), x => Programs.Kinks.RectifiedGradient(x).X, zero).ThrowIfFailed();
        var tie = GradCheck.Check(
            (x, y) => Programs.Kinks.Maximum(x, y),
            (x, y) =>
            {
                var g = Programs.Kinks.MaximumGradient(x, y);
                return (g.X, g.Y);
            },
            one,
            one);
        tie.ThrowIfFailed();
        Assert.Equal((2, 0.5, 0.5), (tie.Straddles, tie.Elements[0].Analytic, tie.Elements[1].Analytic));
        GradCheck.Check(
            (x, low, high) => Programs.Kinks.Clamped(x, low, high),
            (x, low, high) =>
            {
                var g = Programs.Kinks.ClampedGradient(x, low, high);
                return (g.X, g.Low, g.High);
            },
            one,
            zero,
            one).ThrowIfFailed();
    }

    private static double Relu(double[] w, double[] x, double[]? dw, double[]? dx)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var a = 0.0;
            for (var j = 0; j < x.Length; j++)
            {
                a += w[i * x.Length + j] * x[j];
            }

            sum += Math.Max(a, 0) * (i + 1);
            for (var j = 0; a > 0 && dw is not null && j < x.Length; j++)
            {
                dw[i * x.Length + j] += (i + 1) * x[j];
                dx![j] += (i + 1) * w[i * x.Length + j];
            }
        }

        return sum;
    }

    private static Func<double, double> Function(string name) => name switch
    {
        "abs" => Math.Abs,
        "relu" => Grad.Relu,
        "max" => x => Math.Max(x, 2),
        "branch" => x => x < 0.3 ? x * x : 3 * (x - 0.3) + 0.09,
        "clamp" => x => Math.Clamp(x, -1, 1),
        "sin fast" => x => Math.Sin(3e5 * x),
        "exp steep" => x => Math.Exp(400 * x - 100),
        "parabola steep" => x => 1e7 * (x - 0.25) * (x - 0.25) + x,
        "root" => x => Math.Sqrt(x - 0.98e-4),
        "reciprocal" => x => 1 / x,
        "tanh steep" => x => Math.Tanh(1e5 * (x - 0.25)) + x,
        "far" => x => 1e7 + Math.Sin(x),
        "cubic" => x => 1e9 * Math.Pow(x - 0.25, 3) + 2 * x,
        "cosh" => x => Math.Cosh(30 * x),
        "polynomial" => x => ((((x - 3) * x + 5) * x - 7) * x + 1e5) * x,
        "log" => Math.Log,
        _ => throw new ArgumentException(name),
    };

    private static Func<double, double> Derivative(string name) => name switch
    {
        "sin fast" => x => 3e5 * Math.Cos(3e5 * x),
        "exp steep" => x => 400 * Math.Exp(400 * x - 100),
        "parabola steep" => x => 2e7 * (x - 0.25) + 1,
        "root" => x => 0.5 / Math.Sqrt(x - 0.98e-4),
        "reciprocal" => x => -1 / (x * x),
        "tanh steep" => x => 1e5 * (1 - Math.Pow(Math.Tanh(1e5 * (x - 0.25)), 2)) + 1,
        "far" => Math.Cos,
        "cubic" => x => 3e9 * Math.Pow(x - 0.25, 2) + 2,
        "cosh" => x => 30 * Math.Sinh(30 * x),
        "polynomial" => x => (((5 * x - 12) * x + 15) * x - 14) * x + 1e5,
        "log" => x => 1 / x,
        _ => throw new ArgumentException(name),
    };
}
