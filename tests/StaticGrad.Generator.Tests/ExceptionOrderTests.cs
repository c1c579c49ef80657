using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>Of two exceptions, the one that the method ends with is the one that the derivative ends with.</summary>
public sealed class ExceptionOrderTests
{
    /// <summary>One pair of kinds in so many, and as many places at once; each pair with EXCEPTION_STEP=1 in the environment.</summary>
    private static readonly int Step = int.Parse(
        Environment.GetEnvironmentVariable("EXCEPTION_STEP") ?? "29", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void The_first_exception_is_the_first()
    {
        foreach (var places in Enumerable.Range(0, ExceptionOrders.Places).Chunk(Step))
        {
            ExceptionOrders.Check(places, Step);
        }
    }
}
