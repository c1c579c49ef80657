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

        var table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (var map in maps)
        {
            table.AddColumn(Markup.Escape(map.Name));
        }

        AddRow("varied", map => map.Varied);
        AddRow("frozen", map => map.Frozen);
        AddRow("detached", map => map.Detached);
        AddRow("under NoGrad", map => map.NoGrad);
        AddRow("constant", map => map.Constant);
        AddRow("removed statements", map => map.RemovedStatements);
        AddRow("saves", map => map.Saves);
        AddRow("would save, unfrozen", map => map.WouldSave);
        AnsiConsole.Write(table);

        void AddRow(string item, Func<FreezingMap, string> value) =>
            table.AddRow([item, .. maps.Select(map => Markup.Escape(value(map)))]);
    }
}
