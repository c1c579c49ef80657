namespace StaticGrad.AnySource.Tests;

/// <summary>This repository's own sources, every method and type marked.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public void Every_declaration_gets_a_derivative_or_is_told()
    {
        var total = new BatchResult();
        var marking = new MarkingOptions(Types: true, Everything: false, PartialKind.Mixed);
        foreach (var files in Sources.Repository.Chunk(40))
        {
            total.Add(BatchRun.Shipped.Run(new Batch(files, marking)));
        }

        Sources.AssertNothingFailed(total);
        Assert.True(total.Derived > 100, $"{total.Derived} derived");
        Assert.True(total.Told > 1000, $"{total.Told} told");
    }
}
