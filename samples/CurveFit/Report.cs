using System.Globalization;
using Spectre.Console;

namespace CurveFit;

/// <summary>What is printed about the fits.</summary>
public static class Report
{
    /// <summary>A row for each fit.</summary>
    public static Table Table(IReadOnlyList<Fit> fits)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Set", "Method", "Start");
        foreach (var heading in (string[])["Iterations", "Gradients", "Time, ms", "Digits"])
        {
            table.AddColumn(heading, column => column.RightAligned());
        }

        table.AddColumn("Result");
        foreach (var set in fits.GroupBy(fit => fit.Problem))
        {
            if (table.Rows.Count > 0)
            {
                table.AddEmptyRow();
            }

            foreach (var fit in set)
            {
                table.AddRow(Row(fit));
            }
        }

        return table;
    }

    /// <summary>How many fits of a method reached the goal.</summary>
    public static string Summary(IEnumerable<Fit> fits, Method method)
    {
        var all = fits.Where(fit => fit.Method == method).ToList();
        var reached = all.Count(fit => fit.ReachesGoal);
        return $"{reached} of {all.Count} {Name(method)} fits reached {Fit.Goal} digits or more.";
    }

    /// <summary>The method as people write it.</summary>
    public static string Name(Method method) => method switch
    {
        Method.LevenbergMarquardt => "Levenberg-Marquardt",
        _ => "BFGS",
    };

    private static string[] Row(Fit fit)
    {
        var color = fit.ReachesGoal ? "green" : "red";
        var result = (fit.ReachesGoal ? "" : $"below {Fit.Goal} digits")
            + (fit.Solution.Failure is { } failure ? $" (gave up: {failure})" : "");
        return
        [
            fit.Problem.Data.Name,
            Name(fit.Method),
            fit.Start.ToString(CultureInfo.InvariantCulture),
            fit.Solution.Iterations?.ToString(CultureInfo.InvariantCulture) ?? "?",
            fit.Solution.GradientEvaluations.ToString(CultureInfo.InvariantCulture),
            fit.Time.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture),
            $"[{color}]{fit.Digits.ToString("F1", CultureInfo.InvariantCulture)}[/]",
            $"[{color}]{(result == "" ? "ok" : Markup.Escape(result.Trim()))}[/]",
        ];
    }
}
