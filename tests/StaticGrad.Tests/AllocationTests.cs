using StaticGrad.Tests.Programs;
using Xunit;

namespace StaticGrad.Tests;

/// <summary>Larger cases than the samples: FBackward allocates nothing once its pools are filled.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void LongLoops()
    {
        var (x, gradient) = (new double[10_000], new double[10_000]);
        x.AsSpan().Fill(0.5);
        double yGradient = 0;
        AssertNone(() => Loops.BranchesInsideBackward(x, 0.6, gradient, ref yGradient));
        AssertNone(() => Exits.MazeBackward(x.AsSpan(0, 300), 0.6, gradient.AsSpan(0, 300), ref yGradient));
    }

    [Fact]
    public void ManyArrays()
    {
        var (x, gradient) = (new double[60], new double[60]);
        x.AsSpan().Fill(0.01);
        AssertNone(() => Arrays.NestedArraysBackward(x, gradient));
    }

    [Fact]
    public void DeepRecursion()
    {
        double xGradient = 0;
        AssertNone(() => Recursion.PowerBackward(1.001, 2000, ref xGradient));
    }

    /// <summary>More levels with arrays of their own than the shared pool keeps arrays of one size.</summary>
    [Fact]
    public void DeepRecursionWithArrays()
    {
        double xGradient = 0;
        AssertNone(() => Deep.ChainBackward(0.9, 500, ref xGradient));
    }

    /// <summary>More saved values than the shared pool keeps arrays of one size (found as random program 458719 of seed 2828).</summary>
    [Fact]
    public void ManySavedValues()
    {
        var (x, gradient) = (new double[40], new double[40]);
        AssertNone(() => Wide.TowerBackward(x, gradient));
    }

    /// <summary>As the other allocation test does: a collection elsewhere may trim the pools meanwhile.</summary>
    private static void AssertNone(Action call)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5 && least != 0; attempt++)
        {
            call();
            call();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
