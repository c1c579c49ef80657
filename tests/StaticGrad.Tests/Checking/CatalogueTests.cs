using StaticGrad.Tests.Harness;
using Xunit;

namespace StaticGrad.Tests.Checking;

/// <summary>GradCheck over every program of the suite: no false alarm, and a spoilt gradient is never passed.</summary>
public sealed class CatalogueTests
{
    /// <summary>Its point is 1.5, which it rounds: the jump is there.</summary>
    private const string RoundsAtAHalf = "Devious.Roundings #1";

    public static IEnumerable<object[]> Names => Catalogue.Samples
        .Where(item => !item.Value.NoDifferences)
        .Select(item => new object[] { item.Key });

    [Theory]
    [MemberData(nameof(Names))]
    public void RightGradientsPassAndSpoiltOnesFail(string name)
    {
        var subject = new Subject(Catalogue.Samples[name]);
        var leaves = subject.Slots.Where(slot => GradientTests.IsLeaf(subject, slot)).ToArray();
        var point = leaves.SelectMany(slot => Subject.Numbers(subject.FreshArguments()[slot.Index]!)).ToArray();
        if (!point.All(double.IsFinite))
        {
            Assert.Throws<ArgumentException>(() => Check(subject, leaves, point, -1));
            return;
        }

        var result = Check(subject, leaves, point, -1);
        Assert.True(result.Passes, result.ToString());
        Assert.Equal(point.Length, result.Elements.Count);
        Assert.Equal(name == RoundsAtAHalf ? 1 : 0, result.Straddles);
        for (var spoilt = 0; spoilt < point.Length; spoilt++)
        {
            // Twice the element, and more than any tolerance.
            var wrong = Check(subject, leaves, point, spoilt);
            Assert.False(wrong.Passes);
            Assert.Equal(spoilt, wrong.Worst!.Value.Index);
        }
    }

    /// <summary>All leaves as one array, value and written buffers as one result.</summary>
    private static GradCheckResult Check(Subject subject, Slot[] leaves, double[] point, int spoilt) => subject.IsSingle
        ? GradCheck.CheckBackward(
            x => Array.ConvertAll(Evaluate(subject, leaves, Array.ConvertAll(x, item => (double)item)), item => (float)item),
            (float[] x, float[] seed, ref float[] gradient) =>
            {
                var sum = Array.ConvertAll(gradient, item => (double)item);
                var value = Backward(subject, leaves, Array.ConvertAll(x, i => (double)i), Array.ConvertAll(seed, i => (double)i), sum, spoilt);
                gradient = Array.ConvertAll(sum, item => (float)item);
                return Array.ConvertAll(value, item => (float)item);
            },
            Array.ConvertAll(point, item => (float)item))
        : GradCheck.CheckBackward(
            x => Evaluate(subject, leaves, x),
            (double[] x, double[] seed, ref double[] gradient) => Backward(subject, leaves, x, seed, gradient, spoilt),
            point);

    private static double[] Evaluate(Subject subject, Slot[] leaves, double[] x)
    {
        var arguments = Arguments(subject, leaves, x);
        return Results(subject, subject.Run(arguments), arguments);
    }

    private static double[] Backward(Subject subject, Slot[] leaves, double[] x, double[] seed, double[] gradient, int spoilt)
    {
        var arguments = Arguments(subject, leaves, x);
        var next = subject.HasResult ? 1 : 0;
        var buffers = subject.Buffers((slot, _) => slot.IsWritten ? seed[next++] : 0);
        var first = seed.Length == 0 ? 1 : seed[0];
        var value = subject.Backward(arguments, subject.HasResult ? seed[0] : 1, buffers);
        var own = leaves.SelectMany(slot => Subject.Numbers(buffers[Array.IndexOf(subject.Slots, slot)])).ToArray();
        for (var i = 0; i < own.Length; i++)
        {
            gradient[i] += i == spoilt ? 2 * own[i] + first * (own[i] * first < 0 ? -1 : 1) : own[i];
        }

        return Results(subject, value, arguments);
    }

    private static object?[] Arguments(Subject subject, Slot[] leaves, double[] x)
    {
        var arguments = subject.FreshArguments();
        var next = 0;
        foreach (var slot in leaves)
        {
            var numbers = Array.CreateInstance(slot.Element, slot.Length(subject.Sample));
            for (var i = 0; i < numbers.Length; i++)
            {
                Slot.Set(numbers, i, x[next++]);
            }

            arguments[slot.Index] = slot.IsScalar ? numbers.GetValue(0) : numbers;
        }

        return arguments;
    }

    private static double[] Results(Subject subject, double value, object?[] arguments)
    {
        List<double> results = [];
        if (subject.HasResult)
        {
            results.Add(value);
        }

        foreach (var slot in subject.Slots.Where(slot => slot.IsWritten))
        {
            results.AddRange(Subject.Numbers(arguments[slot.Index]!));
        }

        return [.. results];
    }
}
