using System.Diagnostics;
using Microsoft.CodeAnalysis;
using StaticGrad.Analyzers;
using StaticGrad.Generator;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Editing;

/// <param name="Check">Which promise was broken.</param>
/// <param name="Session">Number of the session.</param>
/// <param name="Edit">Number of the edit in it.</param>
/// <param name="Message">What was seen.</param>
/// <param name="Before">The edited file before.</param>
/// <param name="After">The edited file after.</param>
internal sealed record Failure(string Check, int Session, int Edit, string Message, string Before, string After);

/// <summary>How often the checks that are slow are made.</summary>
internal sealed record Pace(int Analyzers, int Errors)
{
    /// <summary>Every tenth edit compiled in whole, every twentieth analyzed.</summary>
    public static Pace Usual { get; } = new(Analyzers: 20, Errors: 10);

    /// <summary>Half as often: the tests have seconds.</summary>
    public static Pace OfTests { get; } = new(Analyzers: 35, Errors: 20);
}

/// <summary>One project, one typist, one pair of generator drivers that live as long as they do.</summary>
internal sealed class EditSession
{
    private readonly EditedProject _project;
    private readonly Typist _typist;
    private readonly string _name;
    private readonly int _number;
    private readonly Pace _pace;
    private readonly Timings? _timings;
    private readonly List<Failure> _failures = [];
    private readonly int _errorsAtStart;
    // As an editor has it: this one is measured. The other one tells what it did again.
    private GeneratorDriver _driver;
    private GeneratorDriver _tracked;
    private GeneratorRunResult _last;

    public EditSession(SampleProject project, int seed, int number, Pace pace, Timings? timings)
    {
        _project = new EditedProject(project);
        (_name, _number, _pace, _timings) = (project.Name, number, pace, timings);
        _driver = GeneratorRun.CreateDriver().RunGenerators(_project.Compilation);
        _tracked = Track(_project.Compilation);
        _last = _tracked.GetRunResult().Results.Single();
        _errorsAtStart = Errors(_project.Compilation);
        _typist = new Typist(_project, seed);
    }

    public IReadOnlyList<Failure> Failures => _failures;

    /// <summary>How many edits there were of each reach.</summary>
    public Dictionary<Reach, int> Reaches { get; } = [];

    /// <summary>Edits after which at least one method was compiled again.</summary>
    public int Recompiling { get; private set; }

    /// <summary>Edits after which a method was compiled again, to the text that was there.</summary>
    public int Wasted { get; private set; }

    public void Run(int edits)
    {
        for (var i = 0; i < edits; i++)
        {
            Step(i);
        }
    }

    /// <summary>Edits after which the tracking of steps, which only tests ask for, failed inside of the compiler's driver.</summary>
    public int Untracked { get; private set; }

    private void Step(int number)
    {
        var edit = _project.Apply(_typist.Next());
        var clock = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(edit.After);
        var driver = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;

        void Fail(string check, string message) =>
            _failures.Add(new Failure(check, _number, number, $"{_name}, {edit.Keystroke}\n{message}", edit.OldTree.ToString(), edit.NewTree.ToString()));

        var scope = EditScope.Of(edit);
        Reaches[scope.Reach] = Reaches.GetValueOrDefault(scope.Reach) + 1;
        if (CheckOutput(_driver.GetRunResult(), edit, Fail))
        {
            CheckSteps(edit, scope, Fail);
        }
        else
        {
            // What the driver remembers of a run that threw has holes.
            _tracked = Track(edit.After);
            _last = _tracked.GetRunResult().Results.Single();
        }

        if (number % _pace.Errors == 0 || number % _pace.Analyzers == 0)
        {
            CheckPrograms(edit, number % _pace.Analyzers == 0, Fail);
        }

        var errors = Measure(edit, scope, driver);
        _typist.Saw(isBroken: edit.NewTree.GetDiagnostics().Any(), hasErrors: errors > _errorsAtStart);
    }

    private static GeneratorDriver Track(Compilation compilation) => GeneratorRun.CreateDriver(trackSteps: true).RunGenerators(compilation);

    /// <summary>Whether the generator came to an end.</summary>
    private static bool CheckOutput(GeneratorDriverRunResult run, AppliedEdit edit, Action<string, string> fail)
    {
        var result = run.Results.Single();
        if (result.Exception is not null || run.Diagnostics.Any())
        {
            fail("exception", $"{result.Exception}\n{string.Join("\n", run.Diagnostics)}");
            return false;
        }

        var fresh = GeneratorRun.CreateDriver().RunGenerators(edit.After).GetRunResult().Results.Single();
        if (Text(fresh) != Text(result))
        {
            fail("stale output", $"fresh:\n{Text(fresh)}\nincremental:\n{Text(result)}");
        }

        return true;
    }

    private void CheckSteps(AppliedEdit edit, EditScope scope, Action<string, string> fail)
    {
        try
        {
            _tracked = _tracked.RunGenerators(edit.After);
        }
        catch (InvalidOperationException)
        {
            // "Unexpected value '(Cached, Added)'": a defect of the driver's book-keeping, not of its results.
            Untracked++;
            _tracked = Track(edit.After);
            _last = _tracked.GetRunResult().Results.Single();
            return;
        }

        var result = _tracked.GetRunResult().Results.Single();
        foreach (var offence in CacheCheck.Offences(result, scope, CacheCheck.Affected(_last, scope)))
        {
            fail("cache: " + scope.Reach, offence);
        }

        var changed = CacheCheck.ChangedUnits(result).ToList();
        foreach (var finding in changed.SelectMany(unit => Compiler.Compile(unit, default).Findings))
        {
            if (finding.Arguments.Any(argument => argument.Contains("a defect of StaticGrad", StringComparison.Ordinal)))
            {
                fail("defect", string.Join(", ", finding.Arguments));
            }
        }

        Recompiling += changed.Count > 0 ? 1 : 0;
        Wasted += changed.Count > 0 && Text(_last) == Text(result) ? 1 : 0;
        _last = result;
    }

    private static void CheckPrograms(AppliedEdit edit, bool analyzers, Action<string, string> fail)
    {
        var run = GeneratorRun.Of(edit.After);
        if (run.ErrorsInGeneratedFiles.Count > 0)
        {
            fail("error in a generated file", string.Join("\n", run.ErrorsInGeneratedFiles) + "\nof the user:\n"
                + string.Join("\n", run.Errors.Except(run.ErrorsInGeneratedFiles)));
        }

        if (!analyzers)
        {
            return;
        }

        try
        {
            var diagnostics = AnalyzerRun.AnalyzeAsync(run.Output, new DifferentiableAnalyzer(), new GradientAccessAnalyzer()).GetAwaiter().GetResult();
            foreach (var defect in diagnostics.Where(diagnostic =>
                diagnostic.Id == "AD0001" || diagnostic.GetMessage().Contains("a defect of StaticGrad", StringComparison.Ordinal)))
            {
                fail("analyzer", AnalyzerRun.Describe(defect));
            }
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            fail("analyzer", exception.Message);
        }
    }

    /// <summary>The compiler's own time for the same edit; how many errors there are.</summary>
    private int Measure(AppliedEdit edit, EditScope scope, double driver)
    {
        if (_timings is null)
        {
            return Errors(edit.After);
        }

        var clock = Stopwatch.GetTimestamp();
        edit.Again().GetSemanticModel(edit.NewTree).GetDiagnostics();
        var file = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        clock = Stopwatch.GetTimestamp();
        var errors = Errors(edit.Again());
        var project = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        _timings.Add(new Timing(_name.Split(' ')[0], $"{_name}, {edit.Keystroke}", scope.Reach, driver, file, project));
        return errors;
    }

    private static int Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static string Text(GeneratorRunResult result) => string.Concat(result.GeneratedSources
        .OrderBy(source => source.HintName, StringComparer.Ordinal)
        .Select(source => $"//// {source.HintName}\n{source.SourceText}\n"));
}
