using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Hosts.Tests;

/// <summary>
/// What only this host's parser knows, and operations that the oldest host has no kind for. A front end that was built for
/// the oldest one either compiles them rightly or refuses them at the place.
/// </summary>
public sealed class NewSyntaxTests
{
    private static readonly IReadOnlyDictionary<string, string> AcceptedPrograms = Read("Accepted.txt");
    private static readonly IReadOnlyDictionary<string, string> RefusedPrograms = Read("Refused.txt");

    public static TheoryData<string> AcceptedNames => [.. AcceptedPrograms.Keys];

    public static TheoryData<string> RefusedNames => [.. RefusedPrograms.Keys];

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public Task Accepted(string name) => ProgramFile.AcceptedAsync(AcceptedPrograms[name]);

    /// <summary>Refused by us, not by C#: but for what is generated, the program has no error.</summary>
    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task Refused(string name)
    {
        var run = await ProgramFile.RefusedAsync(RefusedPrograms[name]);
        Assert.Empty(run.Generated.Errors);
    }

    /// <summary>Kinds of operations that came after the compiler that the front end was built for.</summary>
    [Theory]
    [InlineData("collection", OperationKind.CollectionExpression)]
    [InlineData("spread", OperationKind.Spread)]
    public void The_programs_have_operations_of_kinds_that_the_oldest_host_does_not_know(string name, OperationKind kind)
    {
        var (source, _) = Markup.Parse(RefusedPrograms[name]);
        var compilation = Programs.Compile("global using static StaticGrad.Grad;\n" + source);
        var tree = compilation.SyntaxTrees.Last();
        var model = compilation.GetSemanticModel(tree);
        Assert.Contains(tree.GetRoot().DescendantNodes(), node => model.GetOperation(node)?.Kind == kind);
    }

    [Fact]
    public void The_parser_knows_C_sharp_14() => Assert.True(Programs.ParseOptions.LanguageVersion >= LanguageVersion.CSharp14);

    private static Dictionary<string, string> Read(string file) => ProgramFile.Read("tests", "StaticGrad.Hosts.Tests", "Programs", file);
}
