using StaticGrad.Fuzz.Campaign;
using StaticGrad.Fuzz.Checking;
using StaticGrad.Fuzz.Growing;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Mutation.Tests;

/// <summary>
/// What mutation testing runs again and again: the first test alone, since Stryker runs all tests of a mutant to the end. It ends
/// with the first thing that is wrong, and begins with what is quickest. The second is a longer look at what survives.
/// </summary>
public sealed class CompilerTests
{
    private const int FirstPrograms = 150;
    private const int AllPrograms = 600;
    private const long First = 3_000_000;

    private static readonly string Golden = Path.Combine(Repository.Tests, "Golden");

    /// <summary>The process stays from one mutant to the next, and none changes what the programs are.</summary>
    private static readonly IReadOnlyList<IReadOnlyList<RandomProgram>> RandomPrograms =
    [
        .. Grow(0, FirstPrograms),
    ];

    [Fact]
    public async Task Texts_programs_and_gradients_are_right()
    {
        GoldenTexts();
        RandomGradients(RandomPrograms[0]);
        await MarkedPrograms();
        foreach (var programs in RandomPrograms.Skip(1))
        {
            RandomGradients(programs);
        }

        ExceptionOrders.Check(Enumerable.Range(0, ExceptionOrders.Places), step: 29);
        Overlaps.Check("double", "x * 2", slope: 48);
        NumericSuite.Run();
    }

    [Fact]
    public void More_random_gradients_are_right()
    {
        foreach (var programs in Grow(FirstPrograms, AllPrograms))
        {
            RandomGradients(programs);
        }
    }

    /// <summary>Programs from one number to another, in batches of those that are compiled in the same way.</summary>
    private static IEnumerable<IReadOnlyList<RandomProgram>> Grow(int from, int to) => Enumerable.Range(from, to - from)
        .Select(i => Suitable.Grow(new Plan(Seed: 1), First + i).Program)
        .Chunk(BatchRunner.Size)
        .SelectMany(programs => programs.GroupBy(program => program.ChecksOverflow).Select(alike => alike.ToList()));

    private static void GoldenTexts()
    {
        var paths = Directory.GetFiles(Golden, "*.cs");
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var run = GeneratorRun.Of(File.ReadAllText(path));
            Assert.Null(run.Exception);
            Assert.Equal(File.ReadAllText(Path.ChangeExtension(path, ".g.txt")), run.Text);
        }
    }

    private static async Task MarkedPrograms()
    {
        foreach (var program in Read("Refused.txt"))
        {
            await ProgramFile.RefusedAsync(program);
        }

        foreach (var program in Read("Accepted.txt"))
        {
            await ProgramFile.AcceptedAsync(program);
        }
    }

    private static IEnumerable<string> Read(string file) =>
        ProgramFile.Read("tests", "StaticGrad.Generator.Tests", "ModelPrograms", file).Values;

    private static void RandomGradients(IReadOnlyList<RandomProgram> programs)
    {
        var batch = new Batch(programs);
        batch.Check();
        Assert.True(batch.Failures.Count == 0, string.Join("\n", batch.Failures.Select(failure => $"{failure.Key}: {failure.Value.Message}")));
        Assert.True(batch.Statistics.GradientElements > programs.Count, "too few gradients were compared");
    }
}
