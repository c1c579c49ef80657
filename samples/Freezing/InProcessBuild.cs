using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.Generator;

namespace Freezing;

/// <summary>A build without files: StaticGrad's generator and analyzers run on source text, and say what they would say.</summary>
public sealed class InProcessBuild
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        """;

    private static readonly Lazy<InProcessBuild> ThisSampleLazily = new(() => new InProcessBuild([.. SourcesOfThisSample()]));

    private readonly IReadOnlyList<string> _errors;

    /// <summary>Builds a program, each source a file.</summary>
    public InProcessBuild(params string[] sources)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var program = CSharpCompilation.Create(
            "Program",
            sources.Prepend(ImplicitUsings).Select(source => CSharpSyntaxTree.ParseText(source, parse)),
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver
            .Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(program, out var withDerivatives, out var ofGenerator);

        var analysis = withDerivatives.WithAnalyzers(
            [new DifferentiableAnalyzer(), new GradientAccessAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: null,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));
        Messages = [.. analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()];
        _errors =
        [
            .. ofGenerator.Concat(withDerivatives.GetDiagnostics())
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.ToString()),
        ];
    }

    /// <summary>The very methods that the experiments run.</summary>
    /// <exception cref="InvalidOperationException">They do not compile here.</exception>
    public static InProcessBuild OfThisSample => ThisSampleLazily.Value._errors is [var first, ..]
        ? throw new InvalidOperationException($"The experiments do not compile in process: {first}")
        : ThisSampleLazily.Value;

    /// <summary>What the analyzers say, also where a pragma silences it.</summary>
    public IReadOnlyList<Diagnostic> Messages { get; }

    /// <summary>What stops the build.</summary>
    public IEnumerable<Diagnostic> Errors => Messages.Where(message => message.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<string> SourcesOfThisSample()
    {
        var assembly = typeof(InProcessBuild).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("source/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            });
    }

    /// <summary>What this process itself runs on: the framework, StaticGrad and this sample.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => MetadataReference.CreateFromFile(path));
}

/// <summary>Comparisons of what the compiler says.</summary>
public static class ExpectMessages
{
    private const string Header = "using StaticGrad;\npublic static partial class Program\n{\n";

    /// <summary>Expects that a program does not compile, with one error.</summary>
    /// <param name="report">Where the result goes.</param>
    /// <param name="name">What is asked for.</param>
    /// <param name="members">Its methods, without a type around them.</param>
    /// <param name="id">The error.</param>
    /// <param name="pyTorch">What PyTorch does.</param>
    public static void ExpectError(this Report report, string name, string members, string id, string pyTorch)
    {
        var errors = new InProcessBuild($"{Header}{members}\n}}\n").Errors.ToList();
        report.Expect(
            name,
            errors.Count == 0 ? "compiles" : string.Join(", ", errors.Select(error => error.Id)),
            id,
            pyTorch,
            string.Join(" ", errors.Select(error => error.GetMessage())));
    }

    /// <summary>Expects a message about a parameter of a method of this sample.</summary>
    /// <param name="report">Where the result goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter: where the message points.</param>
    /// <param name="id">The message.</param>
    /// <param name="pyTorch">What PyTorch does.</param>
    public static void ExpectMessage(this Report report, string method, string parameter, string id, string pyTorch)
    {
        var messages = InProcessBuild.OfThisSample.Messages
            .Where(message => message.Id == id
                && message.GetMessage().Contains($"'{parameter}'", StringComparison.Ordinal)
                && message.GetMessage().Contains($"'{method}'", StringComparison.Ordinal))
            .ToList();
        report.Expect(
            $"{parameter}, at build time",
            messages.Count == 0 ? "no message" : string.Join(", ", messages.Select(message => message.Id)),
            id,
            pyTorch,
            string.Join(" ", messages.Select(message => message.GetMessage())));
    }
}
