using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>The record of gradients has members that C# makes, and a name that C# keeps from it: leaves and locals called so step aside.</summary>
public sealed class RecordNameTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private readonly record struct Pair(double Value, double X);

    public static TheoryData<string> Names =>
    [
        .. typeof(Pair).GetMembers(All).Select(member => member.Name).Append("Clone").Append("EqualityContract")
            .Where(SyntaxFacts.IsValidIdentifier)
            .Select(name => char.ToLowerInvariant(name[0]) + name[1..])
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_leaf_and_a_local_may_have_any_name(string name)
    {
        var run = GeneratorRun.Of(
            $$"""
            public static partial class Program
            {
                [Differentiable] public static double Leaf(double {{name}}, double other) => {{name}} * other;
                [Differentiable] public static double Local(double other) { double {{name}} = Grad.Retain(other * other); return {{name}} * other; }
                public static double Run() => LeafGradient(3, 5).Other + LocalGradient(2).Other;
            }
            """);
        Assert.Empty(run.Errors);
        Assert.Equal(3 + 12, run.Call<double>("Program", "Run"));
    }
}
