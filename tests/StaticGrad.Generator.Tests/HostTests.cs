using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Analyzers;
using StaticGrad.CodeFixes;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>Which compiler these tests run on: this project's and that of the newest host run the same tests on two.</summary>
public sealed class HostTests
{
    private static readonly Version Built = new(4, 8, 0, 0);

    [Fact]
    public void The_host_is_the_compiler_that_the_project_names()
    {
        var wanted = Version.Parse(Repository.Metadata("HostVersion"));
        Assert.All(
            new[] { typeof(Compilation), typeof(CSharpCompilation), typeof(Workspace), typeof(CSharpSyntaxTree) },
            type => Assert.Equal((wanted.Major, wanted.Minor), (VersionOf(type).Major, VersionOf(type).Minor)));
    }

    /// <summary>Whatever the host is, what users load was built for the oldest one.</summary>
    [Theory]
    [InlineData(typeof(DifferentiableGenerator))]
    [InlineData(typeof(DifferentiableAnalyzer))]
    [InlineData(typeof(DetachArgumentsCodeFix))]
    public void What_is_tested_was_built_for_the_oldest_host(Type type) => Assert.All(
        type.Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        name => Assert.Equal(Built, name.Version));

    private static Version VersionOf(Type type) => type.Assembly.GetName().Version!;
}
