using System.Globalization;

namespace StaticGrad.Editing;

/// <param name="Project">The project's kind: a sample, or programs of the tests.</param>
/// <param name="Edit">What was typed, where.</param>
/// <param name="Reach">How far it can reach.</param>
/// <param name="Driver">Milliseconds in the generator driver.</param>
/// <param name="FileRebind">Milliseconds of the compiler for a new compilation and all diagnostics of the changed file.</param>
/// <param name="ProjectRebind">Milliseconds of the compiler for a new compilation and all of its diagnostics.</param>
internal sealed record Timing(string Project, string Edit, Reach Reach, double Driver, double FileRebind, double ProjectRebind);

/// <summary>What the edits of a replay took.</summary>
internal sealed class Timings
{
    private readonly List<Timing> _all = [];

    public void Add(Timing timing) => _all.Add(timing);

    public string Describe()
    {
        if (_all.Count == 0)
        {
            return "no edit was timed";
        }

        var lines = new List<string> { "milliseconds                      median      95 %     worst" };
        lines.Add(Row("driver", timing => timing.Driver));
        foreach (var reach in Enum.GetValues<Reach>().Where(reach => _all.Any(timing => timing.Reach == reach)))
        {
            lines.Add(Row($"  {reach.ToString().ToLowerInvariant()}", timing => timing.Driver, timing => timing.Reach == reach));
        }

        lines.Add(Row("compiler, changed file", timing => timing.FileRebind));
        lines.Add(Row("compiler, project", timing => timing.ProjectRebind));
        lines.Add(Row("driver / changed file", timing => timing.Driver / timing.FileRebind));
        lines.Add(Row("driver / project", timing => timing.Driver / timing.ProjectRebind));
        foreach (var project in _all.GroupBy(timing => timing.Project).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            lines.Add(Row($"  {project.Key}", timing => timing.Driver / timing.ProjectRebind, timing => timing.Project == project.Key));
        }

        lines.Add("worst: " + _all.MaxBy(timing => timing.Driver)!.Edit);
        return string.Join("\n", lines);
    }

    private string Row(string name, Func<Timing, double> value, Func<Timing, bool>? where = null)
    {
        var sorted = _all.Where(where ?? (_ => true)).Select(value).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-30}{sorted[sorted.Count / 2],10:F2}{sorted[sorted.Count * 95 / 100],10:F2}{sorted[^1],10:F2}");
    }
}
