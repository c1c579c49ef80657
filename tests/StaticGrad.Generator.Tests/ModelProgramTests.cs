using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Generator.Tests;

/// <summary>
/// Many small programs with models: each either runs and checks its own gradients, or is refused by a diagnostic of ours at
/// the marked place. Nothing in between: no error in a generated file, no silence.
/// </summary>
public sealed class ModelProgramTests
{
    private static readonly IReadOnlyDictionary<string, string> AcceptedPrograms = Read("Accepted.txt");
    private static readonly IReadOnlyDictionary<string, string> RefusedPrograms = Read("Refused.txt");

    public static TheoryData<string> AcceptedNames => [.. AcceptedPrograms.Keys];

    public static TheoryData<string> RefusedNames => [.. RefusedPrograms.Keys];

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public Task Accepted(string name) => ProgramFile.AcceptedAsync(AcceptedPrograms[name]);

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public Task Refused(string name) => ProgramFile.RefusedAsync(RefusedPrograms[name]);

    private static Dictionary<string, string> Read(string file) => ProgramFile.Read("tests", "StaticGrad.Generator.Tests", "ModelPrograms", file);
}
