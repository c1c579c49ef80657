using System.Globalization;
using FineTune.Networks;
using Spectre.Console;
using StaticGrad;

namespace FineTune;

/// <summary>What is printed.</summary>
public static class Report
{
    /// <summary>Mean accuracies over several splits, and the worst and best.</summary>
    public static Table Accuracies(IReadOnlyList<ExperimentResult> results)
    {
        var table = Table("Held-out accuracy, %", "mean", "worst", "best");
        void Row(string name, Func<ExperimentResult, double> accuracy)
        {
            double[] all = [.. results.Select(result => 100 * accuracy(result))];
            table.AddRow(name, Number(all.Average(), "F1"), Number(all.Min(), "F1"), Number(all.Max(), "F1"));
        }

        Row("versicolor or not: body and head trained", result => result.FirstTask);
        Row("species: that body, a head that learnt nothing", result => result.BeforeFineTuning);
        Row("species: that body frozen, head trained", result => result.FineTuned);
        Row("species: untrained body frozen, head trained", result => result.UntrainedBody);
        Row("species: body and head trained from scratch", result => result.FromScratch);
        return table;
    }

    /// <summary>What a step costs with everything trained, and with the body frozen.</summary>
    public static Table Costs(ExperimentResult result)
    {
        var (body, head, flowers) = (result.Classifier.Body, result.Classifier.Head, result.Iris.Training);
        var gradient = new Classifier.Gradient(result.Classifier);
        var (x, labels) = (flowers.X, flowers.Labels);
        var all = StepCost.Of(() => Losses.LossBackward(body, head, x, labels, gradient.Body, gradient.Head));
        var frozen = StepCost.Of(() => Losses.HeadLossBackward(body, head, x, labels, gradient.Head));

        var table = Table($"A step over {flowers.Count} flowers", "all trained", "body frozen");
        void Row(string name, double ofAll, double ofFrozen) =>
            table.AddRow(name, Number(ofAll, "F0"), Number(ofFrozen, "F0"));

        Row("gradient slots, numbers", result.Classifier.ParameterCount(), head.ParameterCount());
        Row("state of Adam, bytes", result.WholeTraining.StateBytes, result.FineTuning.StateBytes);
        Row("backward pass, µs", all.Microseconds, frozen.Microseconds);
        Row("first pass allocates, bytes", all.FirstBytes, frozen.FirstBytes);
        Row("later passes allocate, bytes each", all.LaterBytes, frozen.LaterBytes);
        return table;
    }

    private static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(headings[0]);
        foreach (var heading in headings[1..])
        {
            table.AddColumn(heading, column => column.RightAligned());
        }

        return table;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
