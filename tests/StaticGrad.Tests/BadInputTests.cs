using StaticGrad.Tests.Programs;
using Xunit;

namespace StaticGrad.Tests;

/// <summary>Wrong arguments are refused before anything is written; the method's own exceptions come through as they are.</summary>
public sealed class BadInputTests
{
    private static readonly double[] Untouched = [7, 8, 9];

    private readonly double[] _xGradient = [.. Untouched];
    private readonly double[] _yGradient = [.. Untouched];
    private double _scaleGradient = 7;

    [Theory]
    [InlineData(2, 3, "xGradient")]
    [InlineData(4, 3, "xGradient")]
    [InlineData(3, 2, "yGradient")]
    [InlineData(0, 0, "xGradient")]
    public void AGradientBufferMustHaveItsArgumentsLength(int xLength, int yLength, string named)
    {
        var (xGradient, yGradient) = (new double[xLength], new double[yLength]);
        var thrown = Assert.Throws<ArgumentException>(() => BadInput.DotBackward(
            [1, 2, 3], [4, 5, 6], 2, xGradient, yGradient, ref _scaleGradient));
        Assert.Equal(named, thrown.ParamName);
        Assert.All(xGradient.Concat(yGradient), item => Assert.Equal(0, item));
        Assert.Equal(7, _scaleGradient);
    }

    [Fact]
    public void LengthsAreCheckedBeforeTheMethodRuns()
    {
        double[] y = [0, 0, 0];
        double[] z = [1, 0, 0];
        var thrown = Assert.Throws<ArgumentException>(
            () => BadInput.CopyBackward([1, 2, 3], y, z, new double[3], new double[3], new double[2]));
        Assert.Equal("zGradient", thrown.ParamName);
        Assert.Equal([0, 0, 0], y);
    }

    [Fact]
    public void ANullArrayIsNamed()
    {
        var backward = Assert.Throws<ArgumentNullException>(
            () => BadInput.DotBackward(null!, [4, 5, 6], 2, _xGradient, _yGradient, ref _scaleGradient));
        Assert.Equal("x", backward.ParamName);
        var gradient = Assert.Throws<ArgumentNullException>(() => BadInput.DotGradient(null!, [4, 5, 6], 2));
        Assert.Equal("x", gradient.ParamName);
        AssertUntouched();
    }

    [Fact]
    public void WrittenBuffersMustNotOverlap()
    {
        double[] shared = [1, 2, 3, 4];
        AssertOverlap(["x", "y"], () => BadInput.CopyBackward(
            shared.AsSpan(0, 3), shared.AsSpan(1, 3), new double[3], new double[3], new double[3], new double[3]));
        AssertOverlap(["y", "z"], () => BadInput.CopyBackward(
            new double[3], shared.AsSpan(1, 3), shared.AsSpan(0, 3), new double[3], new double[3], new double[3]));
        AssertOverlap(["y", "yGradient"], () => BadInput.CopyBackward(
            new double[3], shared.AsSpan(1, 3), new double[3], new double[3], shared.AsSpan(0, 3), new double[3]));
        AssertOverlap(["yGradient", "zGradient"], () => BadInput.CopyBackward(
            new double[3], new double[3], new double[3], new double[3], shared.AsSpan(1, 3), shared.AsSpan(0, 3)));
        AssertOverlap(["xGradient", "zGradient"], () => BadInput.CopyBackward(
            new double[3], new double[3], new double[3], shared.AsSpan(1, 3), new double[3], shared.AsSpan(0, 3)));
        Assert.Equal([1, 2, 3, 4], shared);
    }

    [Fact]
    public void GradientBuffersMustNotOverlapWhatIsRead()
    {
        double[] shared = [1, 2, 3, 4];
        double[] x = [5, 6, 7];
        AssertOverlap(["xGradient", "x"], () => BadInput.DotBackward(x, new double[3], 2, x, new double[3], ref _scaleGradient));
        AssertOverlap(["yGradient", "x"], () => BadInput.DotBackward(x, new double[3], 2, new double[3], x, ref _scaleGradient));
        AssertOverlap(["xGradient", "y"], () => BadInput.DotBackward(
            x, shared.AsSpan(1, 3), 2, shared.AsSpan(0, 3), new double[3], ref _scaleGradient));
        Assert.Equal([1, 2, 3, 4], shared);
        Assert.Equal([5, 6, 7], x);
    }

    [Fact]
    public void GradientsOfNumbersMustNotBeTheNumbers()
    {
        var (x, y, gradient) = (2.0, 5.0, 0.0);
        AssertOverlap(["xGradient", "x"], () => BadInput.MulBackward(in x, in y, ref x, ref gradient));
        AssertOverlap(["xGradient", "y"], () => BadInput.MulBackward(in x, in y, ref y, ref gradient));
        AssertOverlap(["yGradient", "x"], () => BadInput.MulBackward(in x, in y, ref gradient, ref x));
        Assert.Equal((2, 5, 0), (x, y, gradient));
        BadInput.MulBackward(in x, in x, ref gradient, ref gradient);
        Assert.Equal(4, gradient);
    }

    [Fact]
    public void AGradientBufferMustNotBeAStaticArrayThatIsWritten()
    {
        AssertOverlap(["xGradient", "StaticGrad.Tests.Programs.BadInput.Held"], () => BadInput.KeepBackward([5, 1], 2, BadInput.Held));
        Assert.Equal([2, 3], BadInput.Held);
    }

    [Fact]
    public void OneBufferTakesTheGradientsOfTwoReadOnlyArguments()
    {
        var sum = new double[3];
        BadInput.DotBackward([1, 2, 3], [4, 5, 6], 2, sum, sum, ref _scaleGradient);
        Assert.Equal([10, 14, 18], sum);
    }

    [Fact]
    public void NeighboursAreNoOverlap()
    {
        var shared = new double[6];
        shared[3] = 1;
        BadInput.CopyBackward(
            [1, 2, 3], shared.AsSpan(0, 3), shared.AsSpan(3, 3), new double[3], new double[3], new double[3]);
        Assert.Equal([1, 2, 3, 1, 4, 9], shared);
    }

    [Fact]
    public void WrittenBuffersOfIntegersMustNotOverlap()
    {
        int[] shared = [0, 1, 2];
        AssertOverlap(["order", "start"], () => BadInput.IntegersBackward([1, 2, 3], shared, shared, new double[3]));
        Assert.Equal([0, 1, 2], shared);
    }

    [Fact]
    public void WrittenFrozenBuffersMustNotOverlap()
    {
        double[] shared = [3, 4, 5];
        AssertOverlap(["scratch", "x"], () => BadInput.ScratchBackward(shared, shared, new double[3]));
        Assert.Equal([3, 4, 5], shared);
    }

    [Fact]
    public void OneArrayServesTwoReadOnlyLeaves()
    {
        double[] both = [1, 2, 3];
        var gradients = BadInput.DotGradient(both, both, 2);
        Assert.Equal([2, 4, 6], gradients.X);
        Assert.Equal([2, 4, 6], gradients.Y);
        var sum = new double[3];
        BadInput.DotBackward(both, both, 2, sum, sum, ref _scaleGradient);
        Assert.Equal([4, 8, 12], sum);
    }

    [Fact]
    public void AnIndexOutOfRangeComesThrough()
    {
        AssertSame(
            () => BadInput.Dot([1, 2, 3], [4, 5], 2),
            () => BadInput.DotBackward([1, 2, 3], [4, 5], 2, _xGradient, _yGradient.AsSpan(0, 2), ref _scaleGradient));
        AssertUntouched();
    }

    /// <summary>Found by the fuzzer: the division of the second place came before the element of the first.</summary>
    [Fact]
    public void TheFirstExceptionIsTheFirst()
    {
        var gradient = 7.0;
        AssertSame(
            () => BadInput.ElementBeforeDivision([], 2, 1),
            () => BadInput.ElementBeforeDivisionBackward([], 2, 1, ref gradient));
        Assert.Equal(7, gradient);
    }

    /// <summary>Found by the fuzzer: an argument that a called method uses in one case only was computed in that case only.</summary>
    [Fact]
    public void AnArgumentIsComputedInEachCase()
    {
        double[] a = [1, 2, 3];
        var gradient = 7.0;
        AssertSame(
            () => BadInput.ArgumentOfSomeCases(2, a),
            () => BadInput.ArgumentOfSomeCasesBackward(2, a, ref gradient, new double[3]));
        AssertSame(
            () => BadInput.FrozenArgumentOfSomeCases(2, a),
            () => BadInput.FrozenArgumentOfSomeCasesBackward(2, a, ref gradient));
        Assert.Equal(7, gradient);
    }

    /// <summary>The same for quotients, among other numbers and in stores; and for what stands in front of two of them.</summary>
    [Fact]
    public void AQuotientIsComputedInEachCaseAndInItsPlace()
    {
        double[] a = [1, 2, 3];
        int[] numbers = [1, 2, 3];
        var gradient = 7.0;
        AssertSame(
            () => BadInput.QuotientOfSomeCases(2, a, 0, 1),
            () => BadInput.QuotientOfSomeCasesBackward(2, a, 0, 1, ref gradient, new double[3]));
        AssertSame(() => BadInput.StoredQuotient(2, a, 0), () => BadInput.StoredQuotientBackward(2, a, 0, ref gradient, new double[3]));
        AssertSame(
            () => BadInput.IndexBeforeQuotients(2, a, numbers, 0),
            () => BadInput.IndexBeforeQuotientsBackward(2, a, numbers, 0, ref gradient, new double[3]));
        Assert.Equal(7, gradient);
    }

    /// <summary>Found by the fuzzer: of two arguments or values that throw, another one came first.</summary>
    [Theory]
    [InlineData(0, typeof(DivideByZeroException))]
    [InlineData(1, typeof(IndexOutOfRangeException))]
    [InlineData(2, typeof(DivideByZeroException))]
    [InlineData(3, typeof(IndexOutOfRangeException))]
    [InlineData(4, typeof(IndexOutOfRangeException))]
    [InlineData(5, typeof(ArgumentException))]
    public void OfTwoValuesTheFirstOneThrows(int which, Type expected)
    {
        double[] a = [1, 2, 3];
        var gradient = 7.0;
        Assert.Throws(expected, () => BadInput.Order(2, a, 0, which));
        AssertSame(
            () => BadInput.Order(2, a, 0, which),
            () => BadInput.OrderBackward(2, a, 0, which, ref gradient, new double[3]));
        Assert.Equal(7, gradient);
    }

    /// <summary>A number that is passed by reference changes with the element that it is.</summary>
    [Fact]
    public void ANumberByReferenceIsNoElementOfAWrittenBuffer()
    {
        double[] a = [2, 3];
        var gradient = 0.0;
        AssertOverlap(["a", "x"], () => BadInput.ScaleBackward(in a[1], a, ref gradient, new double[2]));
        AssertOverlap(["a", "x"], () => BadInput.ScaleGradient(in a[0], a));
        Assert.Equal([2.0, 3], a);
        Assert.Equal(2 * 0.5 * 3 * 0.5, BadInput.ScaleBackward(0.5, a, ref gradient, new double[2]));
        Assert.Equal(2 * 2 * 0.5 * 3, gradient);
    }

    /// <summary>Found by the fuzzer: what computed the value came before the place in the span.</summary>
    [Theory]
    [InlineData(0, typeof(IndexOutOfRangeException))]
    [InlineData(1, typeof(NotSupportedException))]
    [InlineData(2, typeof(IndexOutOfRangeException))]
    [InlineData(3, typeof(IndexOutOfRangeException))]
    [InlineData(4, typeof(IndexOutOfRangeException))]
    [InlineData(5, typeof(IndexOutOfRangeException))]
    [InlineData(6, typeof(IndexOutOfRangeException))]
    public void APlaceInASpanIsCheckedBeforeItsValueIsComputed(int which, Type expected)
    {
        double[] y = [1, 2, 3];
        double[] a = [1, 2, 3];
        Assert.Throws(expected, () => BadInput.PlaceAndValue(y, a, 0.5, 9, which));
        var gradient = 7.0;
        double[] cotangents = [1, 1, 1];
        Assert.Throws(expected, () => BadInput.PlaceAndValueBackward(y, a, 0.5, 9, which, cotangents, new double[3], ref gradient));
        Assert.Equal(7, gradient);
        Assert.Equal([1.0, 1, 1], cotangents);
    }

    [Fact]
    public void APlaceInASpanIsCheckedBeforeACallWrites()
    {
        double[] y = [1, 2, 3], cotangents = [1, 1, 1];
        var gradient = 7.0;
        Assert.Throws<IndexOutOfRangeException>(() => BadInput.PlaceBeforeAWrite(y, 0.5, 9));
        Assert.Throws<IndexOutOfRangeException>(() => BadInput.PlaceBeforeAWriteBackward(y, 0.5, 9, cotangents, ref gradient));
        Assert.Equal([1.0, 2, 3], y);
        Assert.Equal([1.0, 1, 1], cotangents);
        Assert.Equal(7, gradient);
    }

    /// <summary>Each trips another expression whose value nobody uses.</summary>
    [Theory]
    [InlineData(0, 9)]
    [InlineData(0, -1)]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, -1)]
    [InlineData(5, 9)]
    [InlineData(5, 3)]
    [InlineData(6, -1)]
    public void WhatNobodyUsesStillThrows(int which, int number)
    {
        double[] x = [1, 2, 3, 4];
        int[] k = [1, 2, 3];
        int[] numbers = [1, 1, 1, 1, 1, 1, 1];
        BadInput.UnusedBackward(x, k, numbers, new double[4]);
        numbers[which] = number;
        AssertSame(
            () => BadInput.Unused(x, k, numbers),
            () => BadInput.UnusedBackward(x, k, numbers, new double[4]));
    }

    [Theory]
    [InlineData(-1.0, 0)]
    [InlineData(2.0, -3)]
    [InlineData(100.0, 9)]
    [InlineData(1.0, 200)]
    public void GuardsComeThrough(double x, int n)
    {
        var gradient = 7.0;
        AssertSame(() => BadInput.Guarded(x, n), () => BadInput.GuardedBackward(x, n, ref gradient));
        Assert.Equal(7, gradient);
    }

    [Fact]
    public void ExceptionsOfHelpersComeThrough()
    {
        var gradient = 7.0;
        AssertSame(() => BadInput.FromHelper(0.1, 9), () => BadInput.FromHelperBackward(0.1, 9, ref gradient));
        Assert.Equal(7, gradient);
        BadInput.FromHelperBackward(0.1, 2, ref gradient);
        Assert.Equal(7 + 0.8, gradient, 14);
    }

    /// <summary>An exception leaves the outputs as the method leaves them.</summary>
    [Fact]
    public void OutputsAreWrittenAsFarAsTheMethodCame()
    {
        double[] expected = [1, 1, 1];
        double[] actual = [1, 1, 1];
        AssertSame(
            () => BadInput.HalfWay([2, 3, 4], expected, 1),
            () => BadInput.HalfWayBackward([2, 3, 4], actual, 1, _xGradient, _yGradient));
        Assert.Equal(expected, actual);
        AssertUntouched();
    }

    /// <summary>After an exception nothing that was borrowed is used again by two.</summary>
    [Fact]
    public void AnExceptionSpoilsNoLaterCall()
    {
        var expected = RecursionGradient();
        for (var i = 0; i < 50; i++)
        {
            Assert.ThrowsAny<Exception>(() => BadInput.FromHelperBackward(0.1, 9, ref _scaleGradient));
            Assert.ThrowsAny<Exception>(() => BadInput.HalfWayBackward([2, 3, 4], new double[3], 1, _xGradient, _yGradient));
            Assert.Equal(expected, RecursionGradient());
        }
    }

    [Theory]
    [InlineData(0, 0L, 0ul, typeof(IndexOutOfRangeException))]
    [InlineData(1, 0L, 0ul, typeof(OverflowException))]
    [InlineData(2, 5_000_000_000L, 0ul, typeof(IndexOutOfRangeException))]
    [InlineData(2, -1L, 0ul, typeof(IndexOutOfRangeException))]
    [InlineData(3, 0L, 5_000_000_000ul, typeof(IndexOutOfRangeException))]
    [InlineData(3, 0L, ulong.MaxValue, typeof(OverflowException))]
    [InlineData(3, 0L, 1ul << 63, typeof(OverflowException))]
    [InlineData(3, 0L, long.MaxValue, typeof(IndexOutOfRangeException))]
    [InlineData(4, 0L, 0ul, typeof(IndexOutOfRangeException))]
    [InlineData(5, 0L, ulong.MaxValue, typeof(OverflowException))]
    [InlineData(5, 0L, 9ul, typeof(DivideByZeroException))]
    public void AWideIndexThrowsAsInCSharp(int which, long signed, ulong unsigned, Type expected)
    {
        double[] a = [2, 3];
        var gradient = 7.0;
        double[] cotangents = [1, 1];
        Assert.Throws(expected, () => BadInput.WideIndex(0.5, a, which, signed, unsigned));
        Assert.Throws(expected, () => BadInput.WideIndexBackward(0.5, a, which, signed, unsigned, ref gradient, cotangents));
        Assert.Equal(7, gradient);
        Assert.Equal([1.0, 1], cotangents);
    }

    [Fact]
    public void AWideIndexIsAnIndex()
    {
        double[] a = [2, 3], copy = [2, 3];
        var gradient = 0.0;
        var value = BadInput.WideIndexBackward(0.5, a, 2, 1, 0, ref gradient, new double[2]);
        Assert.Equal(BadInput.WideIndex(0.5, copy, 2, 1, 0), value);
        Assert.Equal(copy, a);

        // With y = 9 x the value is (2 + y) 9 y.
        Assert.Equal((2 + 4.5) * 9 * 4.5, value);
        Assert.Equal(9 * (2 * 9 + 2 * 9 * 4.5), gradient, 10);
    }

    /// <summary>The same constructor, with the same arguments, evaluated in the same order.</summary>
    [Fact]
    public void ExceptionsAreMadeAsTheMethodMakesThem()
    {
        var gradient = 7.0;
        var single = 7f;
        double[] a = [2, 3];
        for (var which = 0; which < 20; which++)
        {
            AssertSame(
                () => BadInput.Constructors(0.5, 2, 4, which),
                () => BadInput.ConstructorsBackward(0.5, 2, 4, which, ref gradient, ref single));
        }

        for (var which = 0; which < 8; which++)
        {
            AssertSame(() => BadInput.Nulls(0.5, which), () => BadInput.NullsBackward(0.5, which, ref gradient));
        }

        for (var which = 0; which < 9; which++)
        {
            AssertSame(
                () => BadInput.ArgumentsInOrder(0.5, a, 4, 0, which),
                () => BadInput.ArgumentsInOrderBackward(0.5, a, 4, 0, which, ref gradient, new double[2]));
        }

        AssertSame(
            () => BadInput.Constructors(0.5, 2, 9, -1),
            () => BadInput.ConstructorsBackward(0.5, 2, 9, -1, ref gradient, ref single));
        Assert.Equal((7, 7f), (gradient, single));
    }

    private static double[] RecursionGradient() => Recursion.OwnArraysGradient([0.7, -1.2, 0.4, 0.9], 0.8).X;

    private static void AssertSame(Action method, Action backward)
    {
        var expected = Record.Exception(method);
        Assert.NotNull(expected);
        var actual = Record.Exception(backward);
        Assert.NotNull(actual);
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Message, actual.Message);
        Assert.Equal((expected as ArgumentException)?.ParamName, (actual as ArgumentException)?.ParamName);
    }

    private static void AssertOverlap(string[] names, Action call)
    {
        var thrown = Assert.Throws<ArgumentException>(call);
        Assert.All(names, name => Assert.Contains($"'{name}'", thrown.Message));
    }

    private void AssertUntouched()
    {
        Assert.Equal(Untouched, _xGradient);
        Assert.Equal(Untouched, _yGradient);
        Assert.Equal(7, _scaleGradient);
    }
}
