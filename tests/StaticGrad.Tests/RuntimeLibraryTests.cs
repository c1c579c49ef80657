// Here the markers are called where nothing is differentiated, on purpose: at run time they are identities.
#pragma warning disable SGRAD010
using System.Globalization;
using StaticGrad.CompilerServices;
using Xunit;

namespace StaticGrad.Tests;

/// <summary>The run-time library by itself.</summary>
public sealed class RuntimeLibraryTests
{
    // GradCheck

    [Fact]
    public void GradCheckPassesARightGradient()
    {
        var result = GradCheck.Check(x => x[0] * x[0] + Math.Sin(x[1]), x => [2 * x[0], Math.Cos(x[1])], [1.5, 0.3]);
        Assert.True(result.Passes);
        Assert.Equal(2, result.Elements.Count);
        Assert.Equal("gradient check: 2 of 2 elements agree", result.ToString());
        Assert.All(result.Elements, element => Assert.Equal(element.Analytic, element.Numeric, 1e-8));
        result.ThrowIfFailed();
    }

    [Fact]
    public void GradCheckNamesTheWorstElement()
    {
        var result = GradCheck.Check(x => x[0] * x[0] + 3 * x[1], x => [2.5 * x[0], 7], [1, 2]);
        Assert.False(result.Passes);
        Assert.Equal(1, result.Worst!.Value.Index);
        Assert.Equal(7, result.Worst.Value.Analytic);
        var thrown = Assert.Throws<GradCheckException>(result.ThrowIfFailed);
        Assert.Equal(result.ToString(), thrown.Message);
        Assert.StartsWith("gradient check: 2 of 2 elements differ; the worst is at[1]: 7, by central differences ", thrown.Message);
    }

    [Fact]
    public void GradCheckWritesNumbersTheSameEverywhere()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Contains("2.5", GradCheck.Check(x => x * x, _ => 2.5, 1).ToString());
        }
        catch (CultureNotFoundException)
        {
            // The tests may run without culture data.
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void GradCheckTolerancesAreAbsolutePlusRelative()
    {
        var check = new GradCheck { AbsoluteTolerance = 0.1, RelativeTolerance = 0.01 };
        Assert.True(check.Compare(x => 10 * x[0], [1], [10.19]).Passes);
        Assert.False(check.Compare(x => 10 * x[0], [1], [10.21]).Passes);
        Assert.True(check.Compare(x => 10 * x[0], [1], [9.81]).Passes);
    }

    [Fact]
    public void GradCheckHasPyTorchsDefaults()
    {
        var check = new GradCheck();
        Assert.Equal((1e-6, 1e-5, 1e-3), (check.Step, check.AbsoluteTolerance, check.RelativeTolerance));
    }

    [Fact]
    public void GradCheckFailsOnNaN()
    {
        Assert.False(GradCheck.Check(x => x * x, _ => double.NaN, 1).Passes);
        Assert.False(GradCheck.Check(_ => double.NaN, x => x, 1).Passes);
        Assert.Equal(0, new GradCheck().Compare(x => x[0] + 5 * x[1], [1, 1], [double.NaN, 4]).Worst!.Value.Index);
    }

    [Fact]
    public void GradCheckLeavesThePointAlone()
    {
        double[] at = [1, 2];
        var result = GradCheck.Check(
            x =>
            {
                var value = x[0] * x[1];
                x[0] = 99;
                return value;
            },
            x =>
            {
                var (a, b) = (x[0], x[1]);
                x[1] = -1;
                return [b, a];
            },
            at);
        Assert.True(result.Passes);
        Assert.Equal([1, 2], at);
    }

    [Fact]
    public void GradCheckRefusesWrongArguments()
    {
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => GradCheck.Check(x => x[0], _ => [1, 2], [1])).ParamName);
        Assert.Throws<ArgumentNullException>(() => GradCheck.Check((Func<double[], double>)null!, x => x, [1]));
        Assert.Throws<ArgumentNullException>(() => GradCheck.Check(x => x[0], null!, [1]));
        Assert.Throws<ArgumentNullException>(() => GradCheck.Check(x => x[0], x => x, null!));
        Assert.Throws<ArgumentNullException>(() => GradCheck.Check(null!, x => x, 1));
        Assert.Throws<ArgumentNullException>(() => GradCheck.Check(x => x, null!, 1));
        foreach (var step in new[] { 0, -1e-6, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentException>(() => new GradCheck { Step = step }.Compare(x => x[0], [1], [1]));
        }
    }

    [Fact]
    public void GradCheckOfNothingPasses()
    {
        var result = GradCheck.Check(_ => 1, _ => [], []);
        Assert.True(result.Passes);
        Assert.Null(result.Worst);
    }

    // Markers: that they have no effect outside of a differentiable method is the point.
#pragma warning disable SGRAD010

    [Fact]
    public void MarkersAreIdentities()
    {
        Assert.Equal(1.5, Grad.Detach(1.5));
        Assert.Equal(1.5f, 1.5f.Detach());
        Assert.Equal(1.5, Grad.Retain(1.5));
        Assert.Equal(1.5f, Grad.Retain(1.5f));
        Assert.True(double.IsNaN(Grad.Detach(double.NaN)));
        Assert.True(double.IsNegative(Grad.Retain(-0.0)));
        using (Grad.NoGrad())
        {
            Assert.Equal(2, Grad.Detach(2.0));
        }
    }

    [Fact]
    public void DetachedArraysShareTheirStorage()
    {
        double[] array = [1, 2];
        Assert.Same(array, array.Detach());
        array.AsSpan().Detach()[1] = 5;
        Assert.Equal(5, array[1]);
        Assert.True(((ReadOnlySpan<double>)array).Detach() == array);
    }

#pragma warning restore SGRAD010

    [Fact]
    public void ReluKeepsNaN()
    {
        Assert.Equal([0, 0, 2.0], new[] { -1, 0, 2.0 }.Select(Grad.Relu));
        Assert.True(double.IsNaN(Grad.Relu(double.NaN)));
        Assert.True(float.IsNaN(Grad.Relu(float.NaN)));
        Assert.Equal(0f, Grad.Relu(-3f));
    }

    [Fact]
    public void AttributesKeepWhatTheyAreGiven()
    {
        var attribute = new DifferentiableAttribute("w", "b") { Name = "Head" };
        Assert.Equal(["w", "b"], attribute.Leaves);
        Assert.Equal("Head", attribute.Name);
        Assert.Equal(Derivatives.Reverse, attribute.Derivatives);
        Assert.Empty(new DifferentiableAttribute().Leaves);
    }

    // Slab

    [Theory]
    [InlineData(0, 5, 1, false, 5)]
    [InlineData(0, 5, 2, false, 3)]
    [InlineData(0, 4, 2, true, 3)]
    [InlineData(5, 0, -1, false, 5)]
    [InlineData(5, 0, -2, true, 3)]
    [InlineData(5, 5, 1, false, 0)]
    [InlineData(5, 5, 1, true, 1)]
    [InlineData(6, 5, 1, true, 0)]
    [InlineData(0, int.MinValue, 1, false, 0)]
    [InlineData(0, int.MaxValue, -1, false, 0)]
    [InlineData(int.MaxValue - 1, int.MaxValue, 1, false, 1)]
    [InlineData(int.MinValue, int.MinValue + 7, 3, true, 3)]
    public void TripsAndLastCounterAreTheLoops(int from, int to, int step, bool inclusive, int trips)
    {
        Assert.Equal(trips, Slab.Trips(from, to, step, inclusive));
        Assert.Equal(unchecked(from + (trips - 1) * step), Slab.Last(from, to, step, inclusive));
    }

    [Fact]
    public void AMissingArrayIsNoEmptyOne()
    {
        double[]? missing = null;
        Assert.Throws<NullReferenceException>(() => Guard.PresentArray<double>(missing));
        Guard.PresentArray<double>(Array.Empty<double>());
        Guard.PresentArray<double>(Slab.Part(Slab.Rent<double>(0), 0, 0));
        Assert.Null(Slab.ToArray<double>(missing));
        Assert.Equal((0, 2), (Slab.LengthOf(missing), Slab.LengthOf(new int[1, 2])));
        Assert.Equal([], Slab.ToArray<double>(Array.Empty<double>()));
    }

    [Fact]
    public void RentedSlabsHoldWhatIsAsked()
    {
        Assert.Empty(Slab.Rent<double>(0));
        Assert.Empty(Slab.Rent<double>(-3));
        Assert.True(Slab.Rent<double>(5).Length >= 5);
        Assert.True(Slab.Rent<double>(5, 6).Length >= 30);
        Assert.True(Slab.Rent<double>(5, 6, 7).Length >= 210);
        Assert.Empty(Slab.Rent<double>(-5, 6));
        Assert.Empty(Slab.Rent<double>(-5, -6));
        Assert.Throws<OutOfMemoryException>(() => Slab.Rent<double>(int.MaxValue, 2));
    }

    [Fact]
    public void ClearedSlabsAreZeroEvenWhenUsedBefore()
    {
        var dirty = Slab.Rent<double>(100);
        dirty.AsSpan().Fill(7);
        Slab.Return(dirty);
        var clean = Slab.RentCleared<double>(100);
        Assert.All(clean.Take(100), item => Assert.Equal(0, item));
        Slab.Return(clean);
        Assert.Throws<OverflowException>(() => Slab.RentCleared<double>(-1));
        Assert.Equal(
            Record.Exception(() => new double[int.Parse("-1", CultureInfo.InvariantCulture)])!.Message,
            Record.Exception(() => Slab.RentCleared<double>(-1))!.Message);
    }

    [Fact]
    public void GrowingKeepsTheContents()
    {
        var slab = Slab.Empty<int>();
        for (var i = 0; i < 10_000; i++)
        {
            slab = Slab.Ensure(slab, i);
            slab[i] = i;
        }

        Assert.Equal(Enumerable.Range(0, 10_000), slab.Take(10_000));
        Assert.Same(slab, Slab.Ensure(slab, 0));
        Slab.Return(slab);
        Slab.Return<int>(null);
        Slab.Return(Slab.Empty<int>());
    }

    [Fact]
    public void ArraysBehindOneAnotherKeepApart()
    {
        var slab = Slab.EnsureArray<double>(null, 0, 3);
        Slab.Part(slab, 0, 3).Fill(1);
        slab = Slab.EnsureArray(slab, 3, 200);
        Slab.Part(slab, 3, 200).Fill(2);
        Assert.Equal([1, 1, 1, 2], slab.Take(4));
        slab = Slab.EnsureArray(slab, 1, 2);
        Assert.Equal([1, 0, 0, 2], slab.Take(4));
        Assert.Empty(Slab.Part(slab, 203, 0).ToArray());
        Assert.Throws<OverflowException>(() => Slab.EnsureArray(slab, 0, -1));
        Slab.Return(slab);
    }

    [Fact]
    public void ACopyIsACopy()
    {
        double[] source = [1, 2, 3];
        var copy = Slab.CopyOf<double>(source);
        copy[0] = 9;
        Assert.Equal([1, 2, 3], source);
        Assert.Equal([9, 2, 3], copy.Take(3));
        Slab.Return(copy);
    }

    // Guard and frames

    [Fact]
    public void GuardNamesTheGradient()
    {
        Guard.SameLength(3, 3, "xGradient", "x");
        var thrown = Assert.Throws<ArgumentException>(() => Guard.SameLength(3, 2, "xGradient", "x"));
        Assert.Equal("xGradient", thrown.ParamName);
        Assert.Equal("'xGradient' has 2 elements, but 'x', whose gradient it takes, has 3. (Parameter 'xGradient')", thrown.Message);
    }

    [Fact]
    public void GuardNamesBothOverlappingBuffers()
    {
        var buffer = new double[5];
        Guard.Written<double>(buffer.AsSpan(0, 2), "y").Beside(buffer.AsSpan(2), "z").Beside(new double[2], "w");
        Guard.Written<double>(buffer, "y").Beside(buffer.AsSpan(2, 0), "z");
        var thrown = Assert.Throws<ArgumentException>(
            () => Guard.Written<double>(buffer.AsSpan(0, 3), "y").Beside(new double[1], "w").Beside(buffer.AsSpan(2), "z"));
        Assert.Equal("y", thrown.ParamName);
        Assert.Contains("'y'", thrown.Message);
        Assert.Contains("'z'", thrown.Message);
    }

    [Fact]
    public void FramesAreUsedAgainOnTheirThread()
    {
        var frame = Frames.Rent<List<int>>();
        Frames.Return(frame);
        Assert.Same(frame, Frames.Rent<List<int>>());
        Assert.NotSame(frame, Frames.Rent<List<int>>());
        List<int>? elsewhere = null;
        Frames.Return(frame);
        var thread = new Thread(() => elsewhere = Frames.Rent<List<int>>());
        thread.Start();
        thread.Join();
        Assert.NotSame(frame, elsewhere);
    }
}
