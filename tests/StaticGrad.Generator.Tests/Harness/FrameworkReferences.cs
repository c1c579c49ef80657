using System.Reflection;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>References to the framework that the process runs on.</summary>
internal static class FrameworkReferences
{
    /// <summary>The platform list holds the packages of the process too.</summary>
    private static readonly IReadOnlyList<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static IReadOnlyList<MetadataReference> With(Assembly library) =>
        [.. Framework, MetadataReference.CreateFromFile(library.Location)];
}
