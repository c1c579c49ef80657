using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticGrad.Benchmarks.Suites;

/// <summary>The objectives' own source as a compilation: what the generator's benchmark runs on.</summary>
internal static class ObjectiveSources
{
    public static CSharpCompilation Compile(params SyntaxTree[] others)
        => CSharpCompilation.Create(
            "Objectives",
            [.. Parse(), .. others],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static IEnumerable<SyntaxTree> Parse()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cs")).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return CSharpSyntaxTree.ParseText(reader.ReadToEnd(), path: name);
        }
    }

    /// <summary>The run-time's own assemblies: there is no reference pack where a benchmark runs.</summary>
    private static IEnumerable<MetadataReference> References()
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return platform
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(DifferentiableAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
