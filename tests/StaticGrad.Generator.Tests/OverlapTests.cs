using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>What a method writes may be nothing else that it reads: the derivative says so before it does anything.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData("double", "x * 2", 48)]
    [InlineData("float", "(float)x", 24)]
    [InlineData("int", "1", 4)]
    public void What_is_written_is_compared_with_all_that_is_read(string type, string value, double slope) => Overlaps.Check(type, value, slope);

    /// <summary>To compare it with gradients, its type's static constructor would run, where the method may not come to that.</summary>
    [Fact]
    public void Static_storage_that_is_only_read_is_not_looked_at_on_entry()
    {
        var run = GeneratorRun.Of(
            """
            using System;
            using StaticGrad;

            public static class Calibration
            {
                public static readonly double[] Table;

                static Calibration() => throw new InvalidOperationException();
            }

            public static partial class Program
            {
                [Differentiable]
                public static double F(double[] x, bool scaled) => scaled ? x[0] * Calibration.Table[0] : x[0];

                public static double Run()
                {
                    var gradient = new double[1];
                    FBackward([5.0], false, gradient);
                    return gradient[0];
                }
            }
            """);
        Assert.Empty(run.Errors);
        Assert.Equal(1.0, run.Call<double>("Program", "Run"));
    }

    [Fact]
    public void An_argument_called_this_is_not_taken_for_the_object()
    {
        var run = GeneratorRun.Of(
            """
            using System;
            using StaticGrad;

            [Differentiable]
            public partial class Model
            {
                public double[] W = [2, 3];

                [Differentiable("a")]
                public double F(Span<double> a, [Frozen] Model @this)
                {
                    a[0] *= W[0] * @this.W[0];
                    return a[0];
                }
            }

            public static class Program
            {
                public static string Run()
                {
                    var (own, other) = (new Model(), new Model());
                    return Message(() => own.FBackward(own.W, other, new double[2])) + Message(() => own.FBackward(other.W, other, new double[2]));
                }

                private static string Message(Action call)
                {
                    try
                    {
                        call();
                        return "nothing;";
                    }
                    catch (ArgumentException exception)
                    {
                        return exception.ParamName + ";";
                    }
                }
            }
            """);
        Assert.Empty(run.Errors);
        Assert.Equal("a;a;", run.Call<string>("Program", "Run"));
    }
}
