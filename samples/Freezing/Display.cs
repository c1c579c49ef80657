using Spectre.Console;

namespace Freezing;

/// <summary>Prints a report.</summary>
internal static class Display
{
    public static void Write(Report report)
    {
        foreach (var section in report.Sections)
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{section.Title}[/]");
            if (section.PyTorch != "")
            {
                AnsiConsole.WriteLine();
                foreach (var line in section.PyTorch.Split('\n'))
                {
                    AnsiConsole.MarkupLineInterpolated($"    [grey]{line}[/]");
                }

                AnsiConsole.WriteLine();
            }

            Write(section.Results);
            Write(section.Maps);
            foreach (var note in section.Notes)
            {
                AnsiConsole.WriteLine(note);
            }

            AnsiConsole.WriteLine();
        }

        var all = report.Sections.Sum(section => section.Results.Count);
        var different = report.Differences.Count();
        AnsiConsole.WriteLine($"{all - different} of {all} results are as expected.");
    }

    private static void Write(IReadOnlyList<Result> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "PyTorch", "StaticGrad", "");
        foreach (var result in results)
        {
            var shown = result.Detail == "" ? result.Actual : $"{result.Actual}: {result.Detail}";
            table.AddRow(
                Markup.Escape(result.Name),
                Markup.Escape(result.PyTorch),
                Markup.Escape(shown),
                result.IsSame ? "[green]ok[/]" : $"[red]differs from {Markup.Escape(result.Expected)}[/]");
        }

        AnsiConsole.Write(table);
    }

    private static void Write(IReadOnlyList<FreezingMap> maps)
    {
        if (maps.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "Derivative", "Varied", "Frozen", "Detached", "Under NoGrad", "Constant", "Removed statements", "Saves", "Without freezing, saves");
        foreach (var map in maps)
        {
            string[] cells =
            [
                map.Name, map.Varied, map.Frozen, map.Detached, map.NoGrad, map.Constant,
                map.RemovedStatements, map.Saves, map.WouldSave,
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }
}
