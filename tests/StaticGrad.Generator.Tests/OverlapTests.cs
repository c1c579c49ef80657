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
}
