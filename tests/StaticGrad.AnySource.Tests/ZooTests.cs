using Microsoft.CodeAnalysis;

namespace StaticGrad.AnySource.Tests;

/// <summary>Every kind of statement, expression, pattern and member of C# 1 to 14, whole.</summary>
public sealed class ZooTests
{
    public static TheoryData<string> Files => [.. Sources.Zoo.Select(file => Path.GetFileName(file))];

    /// <summary>Else the compiler would be told, and the zoo would show nothing.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void It_compiles(string file)
    {
        var errors = Compilations.Of([SourceFile.Parse(Find(file))]).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Methods(string file) => Check(file, new MarkingOptions(false, false, PartialKind.All));

    [Theory]
    [MemberData(nameof(Files))]
    public void Types_and_methods(string file) => Check(file, new MarkingOptions(true, false, PartialKind.All));

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything(string file) => Check(file, new MarkingOptions(true, true, PartialKind.All));

    [Theory]
    [MemberData(nameof(Files))]
    public void Types_that_are_not_partial(string file) => Check(file, new MarkingOptions(true, true, PartialKind.None));

    [Fact]
    public void Some_have_derivatives()
    {
        var result = BatchRun.Shipped.Run(new Batch([.. Sources.Zoo], new MarkingOptions(true, false, PartialKind.All)));
        Assert.True(result.Derived >= 20, $"{result.Derived} derived, {result.Told} told, {result.Broken} broken");
    }

    private static string Find(string file) => Sources.Zoo.Single(path => Path.GetFileName(path) == file);

    private static void Check(string file, MarkingOptions marking) =>
        Sources.AssertNothingFailed(BatchRun.Shipped.Run(new Batch([Find(file)], marking)));
}
