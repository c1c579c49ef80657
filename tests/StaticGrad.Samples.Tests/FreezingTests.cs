using System.Text.RegularExpressions;
using Freezing;
using Freezing.Experiments;
using Xunit;

namespace StaticGrad.Samples.Tests;

/// <summary>What PyTorch does with requires_grad, detach and no_grad, to the last digit.</summary>
public sealed class FreezingTests
{
    private static readonly Freezing.Report Report = Experiment.RunAll();

    [Fact]
    public void Nothing_differs() => Assert.Empty(Report.Differences);

    [Fact]
    public void Every_experiment_shows_something()
    {
        Assert.Equal(7, Report.Sections.Count);
        Assert.All(Report.Sections, section => Assert.True(section.Results.Count + section.Maps.Count > 0, section.Title));
    }

    [Fact]
    public void The_tensors_of_PyTorch_hold_the_expected_numbers()
    {
        var tensors = Report.Sections
            .SelectMany(section => section.Results)
            .Where(result => result.PyTorch.StartsWith("tensor(", StringComparison.Ordinal))
            .ToList();
        Assert.True(tensors.Count > 10);
        Assert.All(tensors, result => Assert.Equal(Numbers(result.Expected), Numbers(Tensor(result.PyTorch))));

        static string Tensor(string text) => Regex.Match(text, @"^tensor\((\[[^\]]*\]|[^,)]*)").Groups[1].Value;
        static IEnumerable<double> Numbers(string text) => Regex.Matches(text, "[-+0-9.e]+").Select(match => double.Parse(match.Value));
    }

    [Theory]
    [InlineData(1.0, 1.0000000000000002)]
    [InlineData(0.0, -0.0)]
    [InlineData(double.NaN, 0.0)]
    public void A_number_that_differs_in_its_last_digit_is_a_difference(double actual, double expected)
    {
        var report = new Freezing.Report();
        report.Begin("a test");
        report.Expect("same", actual, actual, "");
        Assert.Empty(report.Differences);

        report.Expect("scalar", actual, expected, "");
        report.Expect("vector", [actual, 2], [expected, 2], "");
        Assert.Equal(["scalar", "vector"], report.Differences.Select(result => result.Name));
    }

    [Fact]
    public void A_vector_of_another_length_is_a_difference()
    {
        var report = new Freezing.Report();
        report.Begin("a test");
        report.Expect("vector", [1], [1, 0], "");
        Assert.Single(report.Differences);
    }

    [Theory]
    [InlineData("public static double F(double x) => x * x;", "compiles")]
    [InlineData("""[Differentiable("y")] public static double F(double x, [Frozen] double y) => x * y;""", "SGRAD003")]
    public void An_error_that_does_not_come_is_a_difference(string method, string found)
    {
        var report = new Freezing.Report();
        report.Begin("a test");
        report.ExpectError("error", method, "SGRAD001", "");
        Assert.Equal(found, Assert.Single(report.Differences).Actual);
    }

    [Fact]
    public void A_freezing_map_is_taken_apart()
    {
        var map = FreezingMap.Parse(
            "'F' has gradients of x, y; frozen: w; detached: 'for (; i < n; s += x.Detach());', 'a;'; constant: a; "
            + "1 operation with an adjoint; saves 8 bytes outside loops, 16 bytes in each iteration of the loop at line 7; "
            + "with nothing frozen: 14 operations with an adjoint, saves nothing");
        Assert.Equal(
            new FreezingMap(
                "F",
                "x, y",
                "w",
                "'for (; i < n; s += x.Detach());', 'a;'",
                FreezingMap.None,
                "a",
                "13",
                "8 bytes outside loops, 16 bytes in each iteration of the loop at line 7",
                "nothing"),
            map);
        Assert.Equal(16, map.SavedBytesPerIteration);
    }
}
