using Gan;
using Spectre.Console;

// Trains a generative adversarial network on the eruptions of Old Faithful, with derivatives that StaticGrad generated
// from the two losses in Losses.cs. Each of them leaves the other player out.
//
// Exit code: 0 when the energy distance to the data fell by Report.Goal or more, 1 when it did not, 2 for bad input.
try
{
    var arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
        return 0;
    }

    var data = Dataset.LoadFaithful();
    var settings = new Settings { Seed = arguments.Seed };
    Console.WriteLine(Report.Leaves());
    Console.WriteLine();

    var result = Train(new Training(data, settings), settings.Steps);

    Console.WriteLine();
    Console.WriteLine($"Plot: {Plots.SavePoints(data, result.Snapshots, arguments.OutputFolder)}");
    Console.WriteLine($"Plot: {Plots.SaveLosses(result, arguments.OutputFolder)}");
    Console.WriteLine();
    Console.WriteLine(Report.Summary(data, settings, result));
    return result.Improvement >= Report.Goal ? 0 : 1;
}
catch (Exception e) when (e is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

static TrainingResult Train(Training training, int steps)
{
    if (Console.IsOutputRedirected)
    {
        return training.Run(snapshot => Console.WriteLine(Report.Line(snapshot)));
    }

    return AnsiConsole.Progress().Start(display =>
    {
        var bar = display.AddTask("Training", maxValue: steps);
        return training.Run(
            snapshot => AnsiConsole.WriteLine(Report.Line(snapshot)),
            done => bar.Value = done);
    });
}
