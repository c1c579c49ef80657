using CurveFit;
using Spectre.Console;

// Fits five curves of the National Institute of Standards and Technology (NIST) with derivatives that StaticGrad
// generated from the models in the folder Models, and counts how many digits of the certified answers come out.
//
// Exit code: 0 when every Levenberg-Marquardt fit reached the goal, 1 when one did not, 2 for bad input.
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
        AnsiConsole.Profile.Width = 120; // files and pipes have no width: leave room for the table
    }

    var problems = Problem.LoadAll(arguments.DataFolder);
    var fits = RunAll(problems);

    AnsiConsole.Write(Report.Table(fits));
    AnsiConsole.WriteLine("Digits: right ones of the worst parameter, of the 11 that are certified.");
    AnsiConsole.WriteLine("Gradients: Jacobians (Levenberg-Marquardt) or gradients of the sum of squares (BFGS).");
    AnsiConsole.WriteLine("Time: of one cold run, compilation by the JIT included.");
    AnsiConsole.WriteLine();

    foreach (var fit in fits.Where(fit => fit is { Method: Method.LevenbergMarquardt, Start: 1 }))
    {
        Console.WriteLine($"Plot: {CurvePlot.Save(fit, arguments.OutputFolder)}");
    }

    Console.WriteLine();
    Console.WriteLine(Report.Summary(fits, Method.Bfgs));
    Console.WriteLine(Report.Summary(fits, Method.LevenbergMarquardt));
    return fits.All(fit => fit.ReachesGoal || fit.Method != Method.LevenbergMarquardt) ? 0 : 1;
}
catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

static IReadOnlyList<Fit> RunAll(IReadOnlyList<Problem> problems)
{
    if (Console.IsOutputRedirected)
    {
        return Fit.RunAll(problems);
    }

    return AnsiConsole.Progress().Start(display =>
    {
        var bar = display.AddTask("Fitting", maxValue: 1);
        return Fit.RunAll(problems, done => bar.Value = done);
    });
}
