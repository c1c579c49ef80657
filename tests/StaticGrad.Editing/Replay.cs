namespace StaticGrad.Editing;

/// <summary>Many sessions, one after the other, each on a project of its own choice.</summary>
internal sealed class Replay(int seed, Pace pace, Timings? timings, Action<string> log)
{
    private const int EditsInASession = 200;

    private readonly List<Failure> _failures = [];
    private readonly Dictionary<Reach, int> _reaches = [];
    private int _recompiling;
    private int _wasted;
    private int _untracked;

    public IReadOnlyList<Failure> Failures => _failures;

    public IReadOnlyDictionary<Reach, int> Reaches => _reaches;

    /// <summary>Replays as many edits.</summary>
    /// <param name="first">The session to begin with: a replay that was interrupted goes on.</param>
    public void Run(int edits, int first = 0)
    {
        for (var session = first; edits > 0; session++, edits -= EditsInASession)
        {
            RunSession(session, Math.Min(edits, EditsInASession));
        }
    }

    /// <summary>Replays one session: the same one each time, for it depends on nothing but seed and number.</summary>
    public void RunSession(int number, int edits = EditsInASession)
    {
        var project = SampleProjects.All[(number + seed) % SampleProjects.All.Count];
        // The first session warms up: the run-time compiles the generator while it runs.
        var isWarm = _reaches.Count > 0;
        var session = new EditSession(project, unchecked(seed * 1_000_003 + number), number, pace, isWarm ? timings : null);
        session.Run(edits);
        foreach (var (reach, count) in session.Reaches)
        {
            _reaches[reach] = _reaches.GetValueOrDefault(reach) + count;
        }

        _recompiling += session.Recompiling;
        _wasted += session.Wasted;
        _untracked += session.Untracked;
        _failures.AddRange(session.Failures);
        log($"session {number}, {project.Name}: {edits} edits, {session.Failures.Count} failures");
        foreach (var failure in session.Failures.DistinctBy(failure => failure.Check))
        {
            log($"  {failure.Check}, edit {failure.Edit}: {string.Join("\n    ", failure.Message.Split('\n').Take(3))}");
        }
    }

    public string Describe() =>
        $"{_reaches.Values.Sum()} edits ({string.Join(", ", _reaches.OrderBy(reach => reach.Key).Select(reach => $"{reach.Key}: {reach.Value}"))}); "
        + $"{_recompiling} made the generator compile something again, {_wasted} of them to the same text; {_untracked} without tracked steps; {_failures.Count} failures";
}
