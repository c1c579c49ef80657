using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>What the generator makes of some sources.</summary>
internal sealed class GeneratorRun
{
    private Assembly? _assembly;

    private GeneratorRun(CSharpCompilation input, CSharpParseOptions? options = null)
    {
        Input = input;
        var driver = CreateDriver(options: options).RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Output = (CSharpCompilation)output;
        Diagnostics = [.. diagnostics];
        Exception = driver.GetRunResult().Results.Single().Exception;
        Files = driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(
            source => source.HintName, source => source.SourceText.ToString());
    }

    public CSharpCompilation Input { get; }

    /// <summary>The input with the generated files.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the driver reported: CS8785 when the generator threw.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public Exception? Exception { get; }

    /// <summary>Generated text by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    public IEnumerable<SyntaxTree> GeneratedTrees => Output.SyntaxTrees.Except(Input.SyntaxTrees);

    /// <summary>Every generated file, each under its name, in the order of the names.</summary>
    public string Text => string.Concat(Files
        .OrderBy(file => file.Key, StringComparer.Ordinal)
        .Select(file => $"//// {file.Key}\n{file.Value}"));

    public static GeneratorRun Of(params string[] sources) => new(Programs.Compile(sources));

    /// <param name="options">How generated files are parsed; null for as all others.</param>
    public static GeneratorRun Of(CSharpCompilation compilation, CSharpParseOptions? options = null) => new(compilation, options);

    public static GeneratorDriver CreateDriver(bool trackSteps = false, CSharpParseOptions? options = null) => CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        parseOptions: options ?? Programs.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    /// <summary>Errors of the whole program, in the user's files and in the generated ones.</summary>
    public IReadOnlyList<Diagnostic> Errors =>
        [.. Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    public IReadOnlyList<Diagnostic> ErrorsInGeneratedFiles =>
        [.. Errors.Where(error => error.Location.SourceTree is { } tree && !Input.SyntaxTrees.Contains(tree))];

    /// <summary>The compiled program, loaded into this process.</summary>
    public Assembly Load()
    {
        if (_assembly is null)
        {
            using var image = new MemoryStream();
            var emitted = Output.Emit(image);
            Assert.True(emitted.Success, string.Join("\n", Errors) + "\n" + Text);
            image.Position = 0;

            // Not one that can be unloaded: the statics of those overwrite the runtime's heap now and then (seen on 10.0.12), which
            // ends the process at the next collection. Kept, a program takes about 0.1 MB.
            _assembly = new AssemblyLoadContext("program").LoadFromStream(image);
        }

        return _assembly;
    }

    /// <summary>Calls a static method without parameters of a type, in whatever namespace.</summary>
    public T Call<T>(string type, string method) => (T)(Load()
        .GetTypes().Single(candidate => candidate.Name == type)
        .GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        ?? throw new MissingMethodException(type, method))
        .Invoke(null, [])!;
}
