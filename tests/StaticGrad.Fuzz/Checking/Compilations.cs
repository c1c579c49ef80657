using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator;

namespace StaticGrad.Fuzz.Checking;

/// <summary>Compilations in this process, by the real generator.</summary>
internal static class Compilations
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. new[] { typeof(object), typeof(Grad), typeof(List<>), typeof(Enumerable) }
            .Select(type => type.Assembly.Location)
            .Append(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.Runtime.dll"))
            .Append(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.Collections.dll"))
            .Append(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.Memory.dll"))
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What all compilations begin with: what is to know of the references is found out once.</summary>
    public static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Program",
        [],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Disable,

            // Each method runs a few times only: making it fast would be most of the work.
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: true,
            concurrentBuild: false));

    public static readonly CSharpCompilation EmptyChecked = Empty.WithOptions(Empty.Options.WithOverflowChecks(true));

    public static SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, ParseOptions, name + ".cs");

    public static (CSharpCompilation Output, GeneratorRunResult Result) Drive(CSharpCompilation input)
    {
        var driver = CSharpGeneratorDriver
            .Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        return ((CSharpCompilation)output, driver.GetRunResult().Results.Single());
    }
}
