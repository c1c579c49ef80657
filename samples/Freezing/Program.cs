using Freezing;
using Freezing.Experiments;
using Spectre.Console;

// Replays what PyTorch does with requires_grad, detach and no_grad, and compares every number.
//
// Exit code: 0 when nothing differs, 1 when something does.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 150; // files and pipes have no width: leave room for the tables
}

var report = Experiment.RunAll();
Display.Write(report);
return report.Differences.Any() ? 1 : 0;
