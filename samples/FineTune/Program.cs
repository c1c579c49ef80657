using FineTune;
using Spectre.Console;

// Trains a network on one task, freezes its body and trains a new head on another, with two derivatives that StaticGrad
// generated from one loss (Losses.cs): of everything, and of the head alone.
//
// Exit code: 0 when the frozen body did not move and the saved model came back, 1 when not, 2 for bad input.
try
{
    var arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
        return 0;
    }

    if (Console.IsOutputRedirected)
    {
        AnsiConsole.Profile.Width = 120; // files and pipes have no width: leave room for the tables
    }

    var results = RunAll(splits: 20);
    var first = results[0];
    var unmoved = results.All(result => result.BodyUnmoved);

    AnsiConsole.Write(Report.Accuracies(results));
    AnsiConsole.WriteLine(
        $"Over {results.Count} random splits of {first.Iris.Training.Count} and {first.Iris.HeldOut.Count} flowers; "
        + $"the species were learnt from {new Settings().FlowersOfEachSpecies} flowers of each.");
    AnsiConsole.WriteLine();
    AnsiConsole.Write(Report.Costs(first));
    AnsiConsole.WriteLine("Measured once with a stopwatch: an illustration, not a benchmark.");
    AnsiConsole.WriteLine();

    Console.WriteLine(unmoved
        ? $"Frozen: no bit of the body's {first.BodyAfter.Length} parameters changed."
        : "Frozen: the body changed!");

    var path = ModelFile.Save(first.Classifier, arguments.OutputFolder);
    var same = ModelFile.Load(path).Accuracy(first.Iris.HeldOut) == first.FineTuned;
    Console.WriteLine($"Model: {path}");
    Console.WriteLine(same ? "Loaded again, it classifies as before." : "Loaded again, it classifies differently!");
    return unmoved && same ? 0 : 1;
}
catch (Exception e) when (e is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

static IReadOnlyList<ExperimentResult> RunAll(int splits)
{
    var settings = Enumerable.Range(1, splits).Select(seed => new Settings { Seed = seed });
    if (Console.IsOutputRedirected)
    {
        return [.. settings.Select(Experiment.Run)];
    }

    return AnsiConsole.Progress().Start(display =>
    {
        var bar = display.AddTask("Training", maxValue: splits);
        var results = new List<ExperimentResult>();
        foreach (var each in settings)
        {
            results.Add(Experiment.Run(each));
            bar.Value = results.Count;
        }

        return results;
    });
}
