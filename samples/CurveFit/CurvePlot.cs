using System.Globalization;
using ScottPlot;

namespace CurveFit;

/// <summary>A picture of a fit: the observations, the curve it started from and the curve it found.</summary>
public static class CurvePlot
{
    private const string Font = "DejaVu Sans";

    // The font comes with the program: a machine with only the .NET SDK may have none, and no font means no text.
    static CurvePlot()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans-subset.ttf");
        if (File.Exists(file))
        {
            Fonts.AddFontFile(Font, file, bold: false);
            Fonts.AddFontFile(Font, file, bold: true); // titles are bold; this subset has one weight
        }
    }

    /// <summary>Writes <c>set.png</c>.</summary>
    /// <returns>The file's full path.</returns>
    public static string Save(Fit fit, string folder)
    {
        var data = fit.Problem.Data;
        var (from, to) = (data.X.Min(), data.X.Max());
        double[] xs = [.. Enumerable.Range(0, 1001).Select(i => from + (to - from) * i / 1000)];
        double[] Curve(double[] b) => [.. xs.Select(x => fit.Problem.Model(b, x))];

        using var plot = new Plot();

        var observations = plot.Add.ScatterPoints(data.X, data.Y);
        observations.LegendText = "observations";
        observations.MarkerSize = 5;
        observations.Color = Colors.Gray.WithAlpha(.7);

        // Axis limits are those of the observations: a curve to start from may be far off.
        plot.Axes.AutoScale();
        var limits = plot.Axes.GetLimits();

        var start = plot.Add.ScatterLine(xs, Curve(data.Starts[fit.Start - 1]));
        start.LegendText = $"start {fit.Start}";
        start.LinePattern = LinePattern.Dashed;
        start.Color = Colors.C1;

        var curve = plot.Add.ScatterLine(xs, Curve(fit.Solution.B));
        curve.LegendText = "fit";
        curve.LineWidth = 2;
        curve.Color = Colors.C0;

        plot.Axes.SetLimits(limits);
        plot.Title(string.Create(
            CultureInfo.InvariantCulture, $"{data.Name}, {Report.Name(fit.Method)}: {fit.Digits:F1} digits right"));
        plot.XLabel("x");
        plot.YLabel("y");
        plot.ShowLegend(Edge.Right);
        plot.Font.Set(Font);

        Directory.CreateDirectory(folder);
        var path = Path.GetFullPath(Path.Combine(folder, data.Name + ".png"));
        plot.SavePng(path, 900, 600);
        return path;
    }
}
