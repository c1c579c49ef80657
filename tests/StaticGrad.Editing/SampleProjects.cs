using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Editing;

/// <param name="Name">What the reports call it.</param>
/// <param name="Files">Path and text of each file.</param>
internal sealed record SampleProject(string Name, IReadOnlyList<(string Path, string Text)> Files);

/// <summary>
/// What is edited: the samples, the models and programs of the tests, a few files at a time, and the golden programs, each in
/// a namespace of its own. Files of the samples that need packages are left out: what misses them is in error from the start.
/// </summary>
internal static class SampleProjects
{
    private const int ProgramsInAProject = 2;
    private const int GoldenInAProject = 5;

    private static readonly string[] Packages = ["Spectre.Console", "ScottPlot", "MathNet", "Microsoft.CodeAnalysis"];

    public static IReadOnlyList<SampleProject> All { get; } =
    [
        .. new[] { "CurveFit", "FineTune", "Gan", "Freezing" }.Select(Sample),
        new("Models", [.. Sources("tests", "StaticGrad.Tests", "Models").Where(file => Path.GetFileName(file.Path) is "ModelPrograms.cs" or "State.cs")]),
        .. Parts("Programs", ProgramsInAProject, Sources("tests", "StaticGrad.Tests", "Programs")),
        .. Parts("Golden", GoldenInAProject, Sources("tests", "StaticGrad.Generator.Tests", "Golden").Where(IsInNoNamespace).Select(InNamespace)),
    ];

    private static SampleProject Sample(string name) =>
        new(name, [.. Sources("samples", name).Where(file => !Packages.Any(file.Text.Contains))]);

    private static IEnumerable<SampleProject> Parts(string name, int size, IEnumerable<(string Path, string Text)> files) =>
        files.Chunk(size).Select((part, i) => new SampleProject($"{name} {i}", part));

    private static bool IsInNoNamespace((string Path, string Text) file) => !file.Text.Contains("namespace ", StringComparison.Ordinal);

    private static (string Path, string Text) InNamespace((string Path, string Text) file) =>
        (file.Path, $"namespace N{Path.GetFileNameWithoutExtension(file.Path)}\n{{\n{file.Text}\n}}\n");

    private static IEnumerable<(string Path, string Text)> Sources(params string[] folder) =>
        Directory.GetFiles(Path.Combine([Repository.Root, .. folder]), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(Repository.Root, path))));
}
