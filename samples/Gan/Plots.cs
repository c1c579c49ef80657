using System.Globalization;
using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Gan;

/// <summary>Pictures of a training run.</summary>
public static class Plots
{
    private const string Font = "DejaVu Sans";

    // The font comes with the program: a machine with only the .NET SDK may have none, and no font means no text.
    static Plots()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans-subset.ttf");
        if (File.Exists(file))
        {
            Fonts.AddFontFile(Font, file, bold: false);
            Fonts.AddFontFile(Font, file, bold: true); // titles are bold; this subset has one weight
        }
    }

    /// <summary>Writes <c>points.png</c>: real and generated points at each snapshot, in the units of the data.</summary>
    /// <returns>The file's full path.</returns>
    public static string SavePoints(Dataset data, IReadOnlyList<Snapshot> snapshots, string folder)
    {
        const int columns = 3;
        var rows = (snapshots.Count + columns - 1) / columns;
        var multiplot = new Multiplot();
        multiplot.AddPlots(snapshots.Count);
        multiplot.Layout = new Grid(rows, columns);
        for (var i = 0; i < snapshots.Count; i++)
        {
            DrawPoints(multiplot.GetPlot(i), data, snapshots[i]);
        }

        var path = PathOf(folder, "points.png");
        multiplot.SavePng(path, 400 * columns, 400 * rows);
        return path;
    }

    /// <summary>Writes <c>losses.png</c>: the losses of both players, each mean over a fiftieth of the steps.</summary>
    /// <returns>The file's full path.</returns>
    public static string SaveLosses(TrainingResult result, string folder)
    {
        using var plot = new Plot();
        DrawLoss(plot, result.DiscriminatorLosses, "discriminator", Colors.C0);
        DrawLoss(plot, result.GeneratorLosses, "generator", Colors.C1);

        var undecided = plot.Add.HorizontalLine(2 * Math.Log(2), color: Colors.Gray, pattern: LinePattern.Dashed);
        undecided.LegendText = "an undecided discriminator: 2 log 2";
        plot.Title("Losses");
        plot.XLabel("step");
        plot.ShowLegend(Alignment.MiddleRight);
        plot.Font.Set(Font);

        var path = PathOf(folder, "losses.png");
        plot.SavePng(path, 900, 500);
        return path;
    }

    private static void DrawPoints(Plot plot, Dataset data, Snapshot snapshot)
    {
        void Draw(double[] points, Color color, string label)
        {
            double[] Column(int column) =>
                [.. points.Where((_, i) => i % Dataset.Columns == column).Select(data.Scales[column].Restore)];

            var markers = plot.Add.ScatterPoints(Column(0), Column(1));
            markers.Color = color;
            markers.MarkerSize = 4;
            markers.LegendText = label;
        }

        Draw(snapshot.Points, Colors.C1.WithAlpha(.4), "generated");
        Draw(data.Points, Colors.C0.WithAlpha(.7), "real");
        plot.Title(string.Create(
            CultureInfo.InvariantCulture, $"step {snapshot.Step}: energy distance {snapshot.Distance:F4}"), size: 14);
        plot.XLabel(data.Scales[0].Name + ", minutes");
        plot.YLabel(data.Scales[1].Name + ", minutes");
        plot.Axes.SetLimits(0, 6.5, 30, 110);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.Font.Set(Font);
    }

    private static void DrawLoss(Plot plot, double[] losses, string label, Color color)
    {
        var window = Math.Max(1, losses.Length / 50);
        var means = losses.Chunk(window).Select(chunk => chunk.Average()).ToArray();
        double[] steps = [.. means.Select((_, i) => (i + .5) * window)];
        var line = plot.Add.ScatterLine(steps, means, color);
        line.LineWidth = 2;
        line.LegendText = label;
    }

    private static string PathOf(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        return Path.GetFullPath(Path.Combine(folder, name));
    }
}
