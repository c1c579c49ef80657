using System.Runtime.CompilerServices;
using StaticGrad.CompilerServices;
using Xunit;

namespace StaticGrad.Tests;

/// <summary>The pool behind slabs.</summary>
public sealed class SlabPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(66)] // ArrayPool.Shared keeps 65 on two cores.
    [InlineData(2_000)]
    public void HoweverManySlabsAreInUseTheNextTimeNothingIsAllocated(int count)
    {
        var slabs = new double[count][];
        RentAndReturn();
        var least = Enumerable.Range(0, 3).Min(_ => RentAndReturn());
        Assert.Equal(0, least);
        Assert.Equal(count, slabs.Distinct().Count());

        // A collection between the two may empty the pool.
        long RentAndReturn()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < count; i++)
            {
                slabs[i] = Slab.Rent<double>(60);
            }

            foreach (var slab in slabs)
            {
                Slab.Return(slab);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 2048)]
    public void SlabsComeInPowersOfTwo(int count, int length)
    {
        var slab = Slab.Rent<short>(count);
        Assert.Equal(length, slab.Length);
        Slab.Return(slab);
        Assert.Same(slab, Slab.Rent<short>(length));
    }

    [Fact]
    public void AnArrayOfAnotherLengthIsNotTaken()
    {
        var foreign = new decimal[20];
        Slab.Return(foreign);
        var slab = Slab.Rent<decimal>(32);
        Assert.Equal(32, slab.Length);
        Assert.NotSame(foreign, slab);
    }

    [Fact]
    public void ASlabKeepsNoObjectsAlive()
    {
        var slab = Slab.Rent<object?>(5);
        slab[3] = new object();
        Slab.Return(slab);
        Assert.Same(slab, Slab.Rent<object?>(5));
        Assert.All(slab, Assert.Null);
    }

    [Fact]
    public void WhatWasNotTakenSinceTheLastTrimIsDropped()
    {
        var shelf = default(SlabShelf<int>);
        int[][] slabs = [[1], [2], [3]];
        foreach (var slab in slabs)
        {
            shelf.Put(slab);
        }

        shelf.Trim();
        Assert.Same(slabs[2], shelf.Take());
        shelf.Put(slabs[2]);
        shelf.Trim();
        Assert.Same(slabs[2], shelf.Take());
        Assert.Null(shelf.Take());
        Assert.Null(shelf.Take());
        Assert.Null(shelf.Take());
        shelf.Put(slabs[0]);
        shelf.Put(slabs[1]);
        Assert.Same(slabs[1], shelf.Take());
        Assert.Same(slabs[0], shelf.Take());
        Assert.Null(shelf.Take());
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(long.MaxValue, true, false)]
    [InlineData(long.MaxValue, false, true)]
    public void FullCollectionsTrimAfterTheIntervalOrWhereMemoryIsShort(long interval, bool isMemoryShort, bool isKept)
    {
        var shelves = new SlabShelf<int>[2];
        shelves[1].Put(new int[32]);
        SlabTrimmer<int>.Watch(shelves, interval, () => isMemoryShort);

        // The first marks, the second drops, so the trimmer must have come again.
        for (var i = 0; i < 5; i++)
        {
            Collect();
        }

        Assert.Equal(isKept, shelves[1].Take() is not null);
    }

    [Fact]
    public void ShelvesHandOutEveryArrayOnceWhileAnotherThreadTrims()
    {
        var shelves = new SlabShelf<int>[1];
        using var stop = new CancellationTokenSource();
        var trimming = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                shelves[0].Trim();
            }
        });
        trimming.IsBackground = true;
        trimming.Start();
        var slabs = new int[100][];
        var (wrong, missing) = (0, 0);
        try
        {
            for (var round = 0; round < 20_000 || (missing == 0 && round < 10_000_000); round++)
            {
                for (var i = 0; i < slabs.Length; i++)
                {
                    var slab = shelves[0].Take();
                    missing += slab is null && round % 100 > 0 ? 1 : 0;
                    slabs[i] = slab ?? new int[1];
                    slabs[i][0] = i;
                }

                // A new shelf now and then, for it to widen while it is trimmed.
                if (round % 100 == 99)
                {
                    shelves[0] = default;
                    continue;
                }

                for (var i = slabs.Length - 1; i >= 0; i--)
                {
                    wrong += slabs[i][0] == i ? 0 : 1;
                    shelves[0].Put(slabs[i]);
                }
            }
        }
        finally
        {
            stop.Cancel();
            trimming.Join();
        }

        Assert.Equal(0, wrong);
        Assert.True(missing > 0, "nothing was trimmed");
    }

    [Fact]
    public void TheSlabsOfAThreadAreCollectedWhenItHasEnded()
    {
        WeakReference? slab = null;
        var thread = new Thread(() => slab = RentAndReturn());
        thread.Start();
        thread.Join();
        for (var i = 0; i < 10 && slab!.IsAlive; i++)
        {
            Collect();
        }

        Assert.False(slab!.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RentAndReturn()
    {
        var slab = Slab.Rent<ushort>(1 << 20);
        Slab.Return(slab);
        return new WeakReference(slab);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
