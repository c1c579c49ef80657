using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Analyzers;
using StaticGrad.Fuzz.Growing;

namespace StaticGrad.Fuzz.Checking;

/// <summary>How the harness of a program is called.</summary>
internal delegate double Harness(int request, object[] arguments, object[] gradients, double seed);

/// <summary>Programs that are compiled together: the compiler's own fixed cost is shared.</summary>
internal sealed class Batch
{
    private readonly IReadOnlyList<RandomProgram> _programs;
    private readonly CSharpCompilation _empty;
    private readonly Dictionary<string, Failure> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _refusals = new(StringComparer.Ordinal);

    /// <param name="programs">All of them are compiled with integer arithmetic checked, or none.</param>
    public Batch(IReadOnlyList<RandomProgram> programs)
    {
        _programs = programs;
        _empty = programs[0].ChecksOverflow ? Compilations.EmptyChecked : Compilations.Empty;
    }

    /// <summary>The first failure of each program that has one, by its name.</summary>
    public IReadOnlyDictionary<string, Failure> Failures => _failures;

    /// <summary>The ids with which programs were refused, rightly; by the program's name.</summary>
    public IReadOnlyDictionary<string, List<string>> Refusals => _refusals;

    /// <summary>The generated text, by file.</summary>
    public IReadOnlyDictionary<string, string> Generated { get; private set; } = new Dictionary<string, string>();

    public CheckStatistics Statistics { get; } = new();

    public void Check(CancellationToken cancellation = default)
    {
        var trees = _programs.ToDictionary(program => program.Name, program => Compilations.Parse(program.Text, program.Name));
        var harnesses = _programs.ToDictionary(
            program => program.Name, program => Compilations.Parse(HarnessPrinter.Print(program), program.Name + ".Harness"));
        var input = _empty.AddSyntaxTrees(trees.Values);
        var output = Generate(input);
        if (output is null)
        {
            return;
        }

        CheckOrder(trees.Values);
        foreach (var program in _programs.Where(program => !HasDerivative(output, program)))
        {
            CheckRefusal(program, trees[program.Name]);
        }

        output = output.AddSyntaxTrees(Compiled().Select(program => harnesses[program.Name]));
        var image = Emit(output, trees, harnesses);
        if (image is not null)
        {
            Run(image, cancellation);
        }
    }

    /// <summary>The programs that have no failure yet and were not refused.</summary>
    private IEnumerable<RandomProgram> Compiled() =>
        _programs.Where(program => !_failures.ContainsKey(program.Name) && !_refusals.ContainsKey(program.Name));

    private CSharpCompilation? Generate(CSharpCompilation input)
    {
        var (output, result) = Compilations.Drive(input);
        if (result.Exception is { } exception)
        {
            // Which program it was is found by checking them one by one.
            foreach (var program in _programs)
            {
                Fail(program.Name, FailureKind.GeneratorException, exception.ToString());
            }

            return null;
        }

        Generated = result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        return output;
    }

    /// <summary>A second run, over the files in the reverse order, must write the same.</summary>
    private void CheckOrder(IEnumerable<SyntaxTree> trees)
    {
        var (_, result) = Compilations.Drive(_empty.AddSyntaxTrees(trees.Reverse()));
        var second = result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        foreach (var name in Generated.Keys.Union(second.Keys))
        {
            if (Generated.GetValueOrDefault(name) != second.GetValueOrDefault(name))
            {
                Fail(ProgramOf(name), FailureKind.OutputDiffers, $"{name} differs in a second run with the files in another order");
            }
        }
    }

    private static bool HasDerivative(CSharpCompilation output, RandomProgram program)
    {
        var type = program.Entry.This is { } self ? $"{program.Name}+{self.Definition.Name}" : program.Name;
        return output.GetTypeByMetadataName(type)!.GetMembers("FBackward").Length > 0;
    }

    /// <summary>A program without a derivative must have been refused for a reason that it gives.</summary>
    private void CheckRefusal(RandomProgram program, SyntaxTree tree)
    {
        var output = Compilations.Drive(_empty.AddSyntaxTrees(tree)).Output;
        if (output.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            Fail(program.Name, FailureKind.InvalidProgram, error.ToString());
            return;
        }

        var diagnostics = output
            .WithAnalyzers([new DifferentiableAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToList();
        if (Refusal.Judge(program, diagnostics) is { } failure)
        {
            _failures[program.Name] = failure;
        }
        else
        {
            _refusals[program.Name] = [.. diagnostics.Select(diagnostic => diagnostic.Id).Distinct()];
        }
    }

    private MemoryStream? Emit(
        CSharpCompilation output, Dictionary<string, SyntaxTree> trees, Dictionary<string, SyntaxTree> harnesses)
    {
        // Again without the programs that failed; each round takes at least one out.
        while (true)
        {
            var image = new MemoryStream();
            var emitted = output.Emit(image);
            foreach (var diagnostic in emitted.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
            {
                Judge(diagnostic, trees, harnesses);
            }

            if (emitted.Success)
            {
                image.Position = 0;
                return image;
            }

            List<SyntaxTree> failing =
                [.. output.SyntaxTrees.Where(tree => _failures.ContainsKey(ProgramOf(Path.GetFileName(tree.FilePath))))];
            if (failing.Count == 0)
            {
                throw new InvalidOperationException("errors of no program:\n" + string.Join("\n", emitted.Diagnostics));
            }

            output = output.RemoveSyntaxTrees(failing);
        }
    }

    private void Judge(Diagnostic diagnostic, Dictionary<string, SyntaxTree> trees, Dictionary<string, SyntaxTree> harnesses)
    {
        var tree = diagnostic.Location.SourceTree ?? throw new InvalidOperationException(diagnostic.ToString());
        var program = ProgramOf(Path.GetFileName(tree.FilePath));
        var isError = diagnostic.Severity == DiagnosticSeverity.Error;
        if (tree != trees.GetValueOrDefault(program) && tree != harnesses.GetValueOrDefault(program))
        {
            Fail(program, isError ? FailureKind.GeneratedError : FailureKind.GeneratedWarning, diagnostic.ToString());
        }
        else if (isError)
        {
            Fail(program, FailureKind.InvalidProgram, diagnostic.ToString());
        }
    }

    private void Run(MemoryStream image, CancellationToken cancellation)
    {
        // Kept, since contexts that unload are not safe (GeneratorRun, in the tests of the generator); processes are replaced instead.
        var assembly = new AssemblyLoadContext("programs").LoadFromStream(image);
        foreach (var program in Compiled().ToList())
        {
            cancellation.ThrowIfCancellationRequested();
            var harness = assembly.GetType(HarnessPrinter.ClassName(program.Name))!
                .GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!
                .CreateDelegate<Harness>();
            if (new ProgramCheck(program, harness, Statistics).Run() is { } failure)
            {
                _failures[program.Name] = failure;
            }
        }
    }

    private static string ProgramOf(string file) => file[..file.IndexOf('.', StringComparison.Ordinal)];

    private void Fail(string program, FailureKind kind, string message) => _failures.TryAdd(program, new Failure(kind, message));
}
