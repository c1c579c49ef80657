using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.Generator;

namespace StaticGrad.AnySource;

/// <summary>Marks sources, runs generator and analyzers on them as a build does, and judges what came out.</summary>
internal sealed class BatchRun(ISourceGenerator generator, ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    /// <summary>What the compiler makes of its own exceptions, and StaticGrad of the ones that it catches.</summary>
    private const string GeneratorThrew = "CS8785", GeneratorDidNotStart = "CS8784", AnalyzerThrew = "AD0001", CaughtDefect = "a defect of StaticGrad";

    /// <summary>The generator and all the analyzers that users get.</summary>
    public static BatchRun Shipped { get; } = new(
        new DifferentiableGenerator().AsSourceGenerator(),
        [.. typeof(DifferentiableAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)]);

    public BatchResult Run(Batch batch)
    {
        var skipped = new List<string>();
        var trees = new List<SyntaxTree>();
        foreach (var file in batch.Files)
        {
            try
            {
                trees.Add(SourceFile.Parse(file));
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                skipped.Add($"{file}: {exception.Message}");
            }
        }

        var result = new BatchResult { Files = batch.Files.Length, Skipped = skipped };
        if (batch.Mutations == 0)
        {
            result.Add(Run(trees, batch.Marking, batch.CompilerOnly));
            return result;
        }

        foreach (var mutant in trees.SelectMany(tree => HalfTyped.Of(tree, batch.Mutations)))
        {
            result.Add(Run([mutant], batch.Marking, batch.CompilerOnly));
        }

        return result;
    }

    public BatchResult Run(IEnumerable<SyntaxTree> sources, MarkingOptions marking, bool compilerOnly = false)
    {
        var clock = Stopwatch.StartNew();
        var allocated = GC.GetTotalAllocatedBytes();
        var trees = sources.Select(tree => Marking.Mark(tree, marking)).ToList();
        var input = Compilations.Of(trees);
        var result = new BatchResult();
        if (compilerOnly)
        {
            _ = input.GetDiagnostics();
        }
        else
        {
            Run(input, trees, result);
        }

        result.Seconds = clock.Elapsed.TotalSeconds;
        result.Allocated = GC.GetTotalAllocatedBytes() - allocated;
        result.PeakMemory = Process.GetCurrentProcess().PeakWorkingSet64;
        return result;
    }

    private void Run(CSharpCompilation input, IReadOnlyList<SyntaxTree> trees, BatchResult result)
    {
        var driver = CSharpGeneratorDriver.Create([generator], parseOptions: SourceFile.Options)
            .RunGeneratorsAndUpdateCompilation(input, out var updated, out var said);
        result.GeneratorSeconds = driver.GetTimingInfo().ElapsedTime.TotalSeconds;
        foreach (var failed in said.Where(diagnostic => diagnostic.Id is GeneratorThrew or GeneratorDidNotStart))
        {
            result.Failures.Add(new Failure(FailureKind.Generator, FileOf(trees), "", failed.GetMessage()));
        }

        foreach (var thrown in driver.GetRunResult().Results.Select(run => run.Exception).OfType<Exception>())
        {
            result.Failures.Add(new Failure(FailureKind.Generator, FileOf(trees), "", thrown.ToString()));
        }

        var output = (CSharpCompilation)updated;
        var generated = output.SyntaxTrees.Except(input.SyntaxTrees).ToList();
        foreach (var error in generated.SelectMany(tree => output.GetSemanticModel(tree).GetDiagnostics()).Where(IsError))
        {
            result.Failures.Add(new Failure(
                FailureKind.GeneratedCode, HostOf(output, error.Location.SourceTree!), Path.GetFileName(error.Location.SourceTree!.FilePath), Describe(error)));
        }

        var clock = Stopwatch.StartNew();
        var diagnostics = Analyze(output, trees, result);
        result.AnalyzerSeconds = clock.Elapsed.TotalSeconds;
        new Verdicts(output, trees, generated, diagnostics).Judge(result);
    }

    /// <summary>Errors of StaticGrad in the order of the source; exceptions become failures.</summary>
    private List<Diagnostic> Analyze(CSharpCompilation output, IReadOnlyList<SyntaxTree> trees, BatchResult result)
    {
        var analysis = output.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) =>
            {
                lock (result.Failures)
                {
                    result.Failures.Add(new Failure(FailureKind.Analyzer, FileOf(trees), analyzer.GetType().Name, exception.ToString()));
                }
            },
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true));
        var diagnostics = analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        foreach (var thrown in diagnostics.Where(diagnostic => diagnostic.Id == AnalyzerThrew))
        {
            result.Failures.Add(new Failure(FailureKind.Analyzer, FileOf(trees), "", thrown.GetMessage()));
        }

        foreach (var defect in diagnostics.Where(diagnostic => diagnostic.GetMessage().Contains(CaughtDefect, StringComparison.Ordinal)))
        {
            result.Failures.Add(new Failure(
                FailureKind.Generator, defect.Location.SourceTree?.FilePath ?? FileOf(trees), "", Describe(defect)));
        }

        return [.. diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("SGRAD", StringComparison.Ordinal) && IsError(diagnostic))];
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static string Describe(Diagnostic diagnostic)
    {
        var line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
        return $"{diagnostic.Id} {diagnostic.GetMessage()} «{line}»";
    }

    private static string FileOf(IReadOnlyList<SyntaxTree> trees) =>
        trees.Count == 1 ? trees[0].FilePath : $"one of {trees.Count} from {trees[0].FilePath}";

    /// <summary>The user's file whose type the generated file adds to.</summary>
    private static string HostOf(CSharpCompilation output, SyntaxTree generated)
    {
        var model = output.GetSemanticModel(generated);
        return generated.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration))
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.DeclaringSyntaxReferences)
            .Select(reference => reference.SyntaxTree.FilePath)
            .FirstOrDefault(path => Path.IsPathRooted(path)) ?? generated.FilePath;
    }
}
