using System.Collections.Concurrent;
using System.Reflection;
using StaticGrad.Tests.Duals;
using StaticGrad.Tests.Harness;
using Xunit;

namespace StaticGrad.Tests;

/// <summary>What must hold of every program at every sample.</summary>
public sealed class GradientTests
{
    /// <summary>An adjoint is linear in the seed; a power of two scales without rounding.</summary>
    private const double Scale = -4;

    private static readonly ConcurrentDictionary<string, Subject> Subjects = new(StringComparer.Ordinal);

    public static IEnumerable<object[]> Names => Catalogue.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndOutputsAreTheMethods(string name)
    {
        var subject = Load(name);
        var arguments = subject.FreshArguments();
        var expected = subject.Results(subject.Run(arguments), arguments).ToArray();

        var backward = subject.FreshArguments();
        var value = subject.Backward(backward, 0.75, subject.Buffers(Cotangent));
        AssertSame(expected, subject.Results(value, backward));
        AssertUntouched(subject, arguments, backward);
        if (subject.HasResult)
        {
            var seedOne = subject.FreshArguments();
            AssertSame(expected, subject.Results(subject.BackwardSeedOne(seedOne, subject.Buffers(Cotangent)), seedOne));

            var fresh = subject.FreshArguments();
            var gradients = subject.Gradient(fresh);
            AssertSame(expected, subject.Results(Number(gradients, "Value"), fresh));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithDuals(string name)
    {
        var subject = Load(name);
        if (!subject.HasDual)
        {
            return;
        }

        var reference = new Reference(subject, 0.75, Cotangent);
        var gradients = Run(subject, 0.75);
        ForEachElement(subject, (k, slot, i) => AssertClose(
            reference.ByDual(slot, i), Element(gradients[k], i), subject.IsSingle ? 2e-5 : 1e-11, $"{name}: {slot.Name}[{i}]"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithCentralDifferences(string name)
    {
        var subject = Load(name);
        var reference = new Reference(subject, 0.75, Cotangent);
        if (subject.Sample.NoDifferences || !reference.HasDifferences)
        {
            return;
        }

        var gradients = Run(subject, 0.75);
        ForEachElement(subject, (k, slot, i) =>
        {
            var (expected, error) = reference.ByDifferences(slot, i);
            var what = $"{name}: {slot.Name}[{i}]";
            var scale = Math.Max(1, Math.Abs(expected));
            Assert.True(error <= 1e-6 * scale, $"{what}: differences do not converge ({expected:R} ± {error:R})");
            AssertClose(expected, Element(gradients[k], i), (subject.IsSingle ? 2e-5 : 1e-8) + 10 * error / scale, what);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheClosedForm(string name)
    {
        var subject = Load(name);
        if (subject.Sample.Gradient is not { } exact)
        {
            return;
        }

        var gradients = subject.Buffers((_, _) => 0);
        subject.Backward(subject.FreshArguments(), 1, gradients);
        var leaves = subject.Slots.Where(slot => IsLeaf(subject, slot)).ToArray();
        Assert.Equal(exact.Length, leaves.Length);
        for (var k = 0; k < leaves.Length; k++)
        {
            var actual = gradients[Array.IndexOf(subject.Slots, leaves[k])];
            Assert.Equal(exact[k].Length, actual.Length);
            for (var i = 0; i < actual.Length; i++)
            {
                AssertClose(exact[k][i], Element(actual, i), subject.IsSingle ? 1e-6 : 1e-13, $"{name}: {leaves[k].Name}[{i}]");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FreshGradientsAreTheBackwardOnes(string name)
    {
        var subject = Load(name);
        if (!subject.HasResult)
        {
            return;
        }

        var gradients = subject.Gradient(subject.FreshArguments());
        var expected = subject.Buffers((_, _) => 0);
        subject.Backward(subject.FreshArguments(), 1, expected);
        var properties = gradients.GetType().GetProperties().Select(property => property.Name).ToList();
        Assert.Equal(
            ["Value", .. subject.Slots.Select(PropertyOf), .. subject.Sample.Retained.Select(retained => retained.Property)],
            properties);
        for (var k = 0; k < subject.Slots.Length; k++)
        {
            var actual = gradients.GetType().GetProperty(PropertyOf(subject.Slots[k]))!.GetValue(gradients)!;
            AssertSame(Subject.Numbers(expected[k]), Subject.Numbers(actual));
        }

        foreach (var (property, value) in subject.Sample.Retained)
        {
            AssertClose(value, Number(gradients, property), subject.IsSingle ? 1e-6 : 1e-13, $"{name}: {property}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardAdds(string name)
    {
        var subject = Load(name);
        var once = Run(subject, 0.75);
        var buffers = subject.Buffers((slot, i) => slot.IsWritten ? Cotangent(slot, i) : Offset(slot, i));
        for (var times = 1; times <= 2; times++)
        {
            subject.Backward(subject.FreshArguments(), 0.75, buffers);
            for (var k = 0; k < buffers.Length; k++)
            {
                var slot = subject.Slots[k];
                for (var i = 0; i < buffers[k].Length; i++)
                {
                    var gradient = Element(once[k], i);
                    var expected = slot.IsWritten ? gradient : Offset(slot, i) + times * gradient;
                    AssertClose(expected, Element(buffers[k], i), slot.Element == typeof(float) ? 1e-6 : 1e-13, $"{name}: {slot.Name}[{i}] after {times}");
                    if (slot.IsWritten)
                    {
                        Slot.Set(buffers[k], i, Cotangent(slot, i));
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SeedScales(string name)
    {
        var subject = Load(name);
        var once = Run(subject, 0.75);
        var scaled = subject.Buffers((slot, i) => slot.IsWritten ? Scale * Cotangent(slot, i) : 0);
        subject.Backward(subject.FreshArguments(), Scale * 0.75, scaled);
        for (var k = 0; k < scaled.Length; k++)
        {
            AssertSame(Subject.Numbers(once[k]).Select(item => Scale * item), Subject.Numbers(scaled[k]), ignoreZeroSigns: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AllocatesNothingInSteadyState(string name)
    {
        var subject = Load(name);
        var arguments = subject.FreshArguments();
        var pristine = subject.FreshArguments();
        var buffers = subject.Buffers(Cotangent);
        void Restore()
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (arguments[i] is Array array)
                {
                    Array.Copy((Array)pristine[i]!, array, array.Length);
                }
            }
        }

        var backward = LeastAllocated(() =>
        {
            subject.Backward(arguments, 0.75, buffers);
            Restore();
        });
        // No lower bound: the run-time may put such an array on the stack, in either method.
        var longest = arguments.OfType<Array>().Select(array => array.Length).DefaultIfEmpty(0).Max();
        var allowed = ArraysForCallees.TryGetValue(name[..name.IndexOf(' ')], out var bytes) ? bytes(longest) : 0;
        Assert.InRange(backward, 0, 100 * allowed);
    }

    /// <summary>Bytes that 100 calls allocate when everything is warm.</summary>
    private static long LeastAllocated(Action call)
    {
        // A collection on another thread may trim the pools; then this thread fills them again, which is no leak.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5 && least != 0; attempt++)
        {
            for (var i = 0; i < 20; i++)
            {
                call();
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>
    /// Programs that hand a local array, as an array, to a method that stays a plain call: such a method may ask for its exact
    /// length, so it gets an array of its own, as in the method itself. The bytes of those arrays for one call, by the length of
    /// the longest argument.
    /// </summary>
    private static readonly Dictionary<string, Func<int, long>> ArraysForCallees = new()
    {
        ["Calls.IndexHelper"] = ArrayBytes,
        ["Regressions.IntegersFromCall"] = _ => ArrayBytes(1),
        ["Regressions.IntegersFromCallInTurn"] = _ => ArrayBytes(1),
        ["Regressions.ArrayHandedOn"] = n => n * ArrayBytes(2),
        ["Devious.UnderNoGrad"] = ArrayBytes,
        ["Regressions.FilledTable"] = ArrayBytes,
        ["Regressions.ArrayForTwoCalls"] = _ => ArrayBytes(3),
        ["LocalArrays.CountedInACircle"] = _ => ArrayBytes(5) + ArrayBytes(4) + ArrayBytes(3) + ArrayBytes(2),
        ["LocalArrays.FilledInACircle"] = n => 3 * ArrayBytes(n + 1),
    };

    private static long ArrayBytes(int length) => 24 + (8L * length);

    [Theory]
    [MemberData(nameof(Names))]
    public void TwoThreadsGetWhatOneGets(string name)
    {
        var subject = Load(name);
        var expected = Run(subject, 0.75);
        var failures = 0;
        using var start = new Barrier(2);
        void Work()
        {
            start.SignalAndWait();
            for (var times = 0; times < 30; times++)
            {
                var actual = Run(subject, 0.75);
                for (var k = 0; k < expected.Length; k++)
                {
                    if (!Subject.Numbers(expected[k]).SequenceEqual(Subject.Numbers(actual[k])))
                    {
                        Interlocked.Increment(ref failures);
                    }
                }
            }
        }

        var threads = new[] { new Thread(Work), new Thread(Work) };
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(0, failures);
    }

    [Fact]
    public void CotangentsOfABufferGoBackWhicheverLeavesAreNamed()
    {
        double[] w = [0.5, 2], wGradient = [0, 0], o = [1, 2, 3, 4];
        double xGradient = 0;
        double[] all = [0.7, -1.1, 0.35, 0.9], ofW = [.. all], ofX = [.. all];
        Programs.WrittenBuffers.ScaledBackward(w, 3, [.. o], wGradient, ref xGradient, all);
        Programs.WrittenBuffers.OfWBackward(w, 3, [.. o], wGradient, ofW);
        Programs.WrittenBuffers.OfXBackward(w, 3, [.. o], ref xGradient, ofX);
        double[] expected = [0.7, -1.1, 0.35 * 1.5, 0];
        Assert.Equal(expected, all);
        Assert.Equal(expected, ofW);
        Assert.Equal(expected, ofX);
    }

    [Fact]
    public void TheSuiteIsAsLargeAsItClaims()
    {
        var programs = Catalogue.Samples.Values.Select(sample => (sample.Program, sample.BaseName)).Distinct().Count();
        var duals = Catalogue.Samples.Values.Where(sample => new Subject(sample).HasDual).Select(sample => (sample.Program, sample.BaseName)).Distinct().Count();
        Assert.True(programs >= 80, $"{programs} programs");
        Assert.True(duals >= 25, $"{duals} dual programs");
    }

    /// <summary>Every [Differentiable] method of the programs is in the table.</summary>
    [Fact]
    public void EveryProgramHasASample()
    {
        var sampled = Catalogue.Samples.Values.Select(sample => $"{sample.Program.Name}.{sample.BaseName}").ToHashSet();
        var declared = typeof(GradientTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "StaticGrad.Tests.Programs" && type != typeof(Programs.BadInput))
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                .SelectMany(method => method.GetCustomAttributes<DifferentiableAttribute>()
                    .Select(attribute => $"{type.Name}.{attribute.Name ?? method.Name}")));
        Assert.Empty(declared.Except(sampled));
    }

    // Cotangents and offsets: numbers without pattern, exact in float, for seeds must be the same in both precisions.

    internal static double Cotangent(Slot slot, int i) => (float)Math.Sin(1.3 + 2.1 * slot.Index + 0.9 * i);

    private static double Offset(Slot slot, int i) => (float)Math.Cos(0.3 + 1.7 * slot.Index + 0.6 * i);

    /// <summary>One for all tests: its calls are compiled when it is made.</summary>
    private static Subject Load(string name) => Subjects.GetOrAdd(name, _ => new Subject(Catalogue.Samples[name]));

    private static Array[] Run(Subject subject, double seed)
    {
        var buffers = subject.Buffers((slot, i) => slot.IsWritten ? Cotangent(slot, i) : 0);
        subject.Backward(subject.FreshArguments(), seed, buffers);
        return buffers;
    }

    /// <summary>Leaves only: what an output held on entry is a constant when the attribute leaves the output out.</summary>
    private static void ForEachElement(Subject subject, Action<int, Slot, int> check)
    {
        for (var k = 0; k < subject.Slots.Length; k++)
        {
            for (var i = 0; IsLeaf(subject, subject.Slots[k]) && i < subject.Slots[k].Length(subject.Sample); i++)
            {
                check(k, subject.Slots[k], i);
            }
        }
    }

    internal static bool IsLeaf(Subject subject, Slot slot)
    {
        var leaves = subject.Sample.Program
            .GetMethod(subject.Sample.Method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .GetCustomAttributes<DifferentiableAttribute>()
            .First(attribute => attribute.Name == subject.Sample.Name)
            .Leaves;
        return leaves.Count == 0 || leaves.Contains(slot.Name);
    }

    private static string PropertyOf(Slot slot)
    {
        var name = char.ToUpperInvariant(slot.Name[0]) + slot.Name[1..];
        return name == "Value" ? "ValueGradient" : name;
    }

    private static double Number(object record, string property) =>
        Subject.Numbers(record.GetType().GetProperty(property)!.GetValue(record)!).Single();

    private static double Element(Array array, int i) => array is float[] single ? single[i] : ((double[])array)[i];

    private static void AssertSame(IEnumerable<double> expected, IEnumerable<double> actual, bool ignoreZeroSigns = false) =>
        Assert.Equal(
            expected.Select(item => Bits(ignoreZeroSigns && item == 0 ? 0 : item)),
            actual.Select(item => Bits(ignoreZeroSigns && item == 0 ? 0 : item)));

    /// <summary>The bits, with one NaN for all.</summary>
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);

    /// <summary>Backward changes no array but those that the method changes.</summary>
    private static void AssertUntouched(Subject subject, object?[] expected, object?[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] is Array array)
            {
                AssertSame(Subject.Numbers(array), Subject.Numbers(actual[i]!));
            }
        }
    }

    private static void AssertClose(double expected, double actual, double tolerance, string what)
    {
        var close = expected.Equals(actual)
            || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(close, $"{what}: expected {expected:R}, is {actual:R}");
    }
}
