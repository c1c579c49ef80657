using System.Reflection;
using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>References to the framework that the process runs on.</summary>
internal static class FrameworkReferences
{
    private static readonly IReadOnlyList<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsOfTheFramework(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static IReadOnlyList<MetadataReference> With(Assembly library) =>
        [.. Framework, MetadataReference.CreateFromFile(library.Location)];

    /// <summary>The platform list holds the packages of the process too.</summary>
    private static bool IsOfTheFramework(string name) =>
        name is "mscorlib" or "netstandard" or "Microsoft.CSharp"
        || (name.StartsWith("System", StringComparison.Ordinal) && !name.Contains("Private"))
        || name == "System.Private.CoreLib";
}
