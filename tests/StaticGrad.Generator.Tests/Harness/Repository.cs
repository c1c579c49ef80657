using System.Reflection;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>Files of the checkout that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The directory of this test project.</summary>
    public static string Tests { get; } = Metadata("ProjectDirectory");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>What the project file says.</summary>
    public static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
