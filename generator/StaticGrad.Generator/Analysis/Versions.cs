using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// Splits variables and memory into versions, as static single assignment does, without changing a statement: the table says
/// which version each statement reads and makes. Memory of a root is a variable here, with key <see cref="Root.Key"/>.
/// </summary>
internal sealed class Versions
{
    private readonly Regions _regions;
    private readonly Roots _roots;
    private readonly Func<Call, int, bool> _writes;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(int Statement, int Variable), Version> _uses = [];
    private readonly Dictionary<(int Statement, int Variable), Version> _made = [];
    private readonly Dictionary<(int Statement, int Variable), Version> _overwritten = [];
    private readonly Dictionary<(int Statement, int Root), Version> _memoryAfter = [];
    private readonly Dictionary<int, List<Environment>> _breaks = [];
    private readonly Dictionary<int, List<Environment>> _continues = [];
    private readonly List<Environment> _exits = [];
    private readonly HashSet<int> _reached = [];
    private readonly Dictionary<int, Environment> _entering = [];
    private int _next;

    /// <param name="writes">Whether a call writes to its argument of an index.</param>
    public Versions(MethodIr method, Regions regions, Roots roots, Func<Call, int, bool> writes, CancellationToken cancellation)
    {
        _regions = regions;
        _roots = roots;
        _writes = writes;
        _cancellation = cancellation;
        var entry = new Environment();
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.Type.IsView)
            {
                entry[parameter.Variable.Id] = Create(VersionKind.Entry, parameter.Variable, regions.Root, null);
            }
        }

        foreach (var root in roots.All)
        {
            entry[root.Key] = CreateMemory(root, regions.Root, null);
        }

        if (Visit(method.Body, regions.Root, entry) is { } end)
        {
            _exits.Add(end);
        }
    }

    public List<Version> All { get; } = [];

    /// <summary>Variables that are read where they may not be assigned: C# refuses such a program too.</summary>
    public List<(Stmt Statement, Variable Variable)> Unassigned { get; } = [];

    /// <summary>The version of a variable that a statement reads; for a loop, before it.</summary>
    public Version Use(Stmt statement, Variable variable) => _uses[(statement.Id, variable.Id)];

    /// <summary>The version that a statement makes of a variable.</summary>
    public Version Made(Stmt statement, Variable variable) => _made[(statement.Id, variable.Id)];

    public bool TryMade(Stmt statement, Variable variable, out Version version) =>
        _made.TryGetValue((statement.Id, variable.Id), out version!);

    /// <summary>The version of a variable that a statement replaces; null where it is assigned for the first time.</summary>
    public Version? Overwritten(Stmt statement, Variable variable) =>
        _overwritten.TryGetValue((statement.Id, variable.Id), out var version) ? version : null;

    public Version MemoryBefore(Stmt statement, Root root) => _uses[(statement.Id, root.Key)];

    /// <summary>Whether the version's variable still holds it when control comes to the statement.</summary>
    public bool Holds(Stmt statement, Version version) =>
        _entering.TryGetValue(statement.Id, out var environment)
        && environment.TryGetValue(version.Key, out var current) && current == version;

    /// <summary>Whether control reaches the statement.</summary>
    public bool IsReached(Stmt statement) => _reached.Contains(statement.Id);

    /// <summary>The memory of a root when control has passed the statement; null when it never does.</summary>
    public Version? MemoryAfter(Stmt statement, Root root) =>
        _memoryAfter.TryGetValue((statement.Id, root.Key), out var version) ? version : null;

    /// <summary>
    /// Whether the variable still holds this version when the method ends: it is its only one, or the current one at each exit.
    /// </summary>
    public bool IsFinal(Version version) =>
        _exits.All(exit => exit.TryGetValue(version.Key, out var last) && last == version)
        || All.Count(other => other.Key == version.Key) == 1;

    private Version Create(VersionKind kind, Variable variable, Region region, Stmt? statement)
    {
        var version = new Version(_next++, kind, variable, region, statement);
        All.Add(version);
        return version;
    }

    private Version CreateMemory(Root root, Region region, Stmt? statement)
    {
        var version = Create(statement is null ? VersionKind.Entry : VersionKind.Assigned, root.Variable, region, statement);
        version.IsMemory = true;
        return version;
    }

    private Environment? Visit(Block block, Region region, Environment environment)
    {
        Environment? current = environment;
        foreach (var statement in block.Statements)
        {
            if (current is null)
            {
                break;
            }

            current = Visit(statement, region, current);
            if (current is not null)
            {
                foreach (var root in _roots.All)
                {
                    _memoryAfter[(statement.Id, root.Key)] = current[root.Key];
                }
            }
        }

        return current;
    }

    private Environment? Visit(Stmt statement, Region region, Environment environment)
    {
        _cancellation.ThrowIfCancellationRequested();
        _reached.Add(statement.Id);
        if (statement is For or Loop)
        {
            _entering[statement.Id] = environment;
        }

        foreach (var variable in statement.Reads())
        {
            if (environment.TryGetValue(variable.Id, out var version))
            {
                _uses[(statement.Id, variable.Id)] = version;
            }
            else if (!variable.Type.IsView)
            {
                Unassigned.Add((statement, variable));
            }
        }

        foreach (var root in _roots.All)
        {
            _uses[(statement.Id, root.Key)] = environment[root.Key];
        }

        switch (statement)
        {
            case If branch:
                return VisitIf(branch, region, environment);
            case For loop:
                return VisitFor(loop, region, environment);
            case Loop loop:
                return VisitLoop(loop, region, environment);
            case Sequel sequel:
                return Visit(sequel.Body, _regions.Of(sequel, 0), environment);
            case Break exit:
                _breaks[exit.Loop].Add(environment);
                return null;
            case Continue exit:
                _continues[exit.Loop].Add(environment);
                return null;
            case Return:
                _exits.Add(environment);
                return null;
            case Throw:
                return null;
        }

        var after = new Environment(environment);
        foreach (var variable in statement.Targets())
        {
            if (environment.TryGetValue(variable.Id, out var overwritten))
            {
                _overwritten[(statement.Id, variable.Id)] = overwritten;
            }

            after[variable.Id] = _made[(statement.Id, variable.Id)] =
                Create(VersionKind.Assigned, variable, region, statement);
        }

        foreach (var root in Written(statement))
        {
            after[root.Key] = CreateMemory(root, region, statement);
        }

        return after;
    }

    /// <summary>The roots that a statement itself writes to.</summary>
    public IEnumerable<Root> Written(Stmt statement)
    {
        switch (statement)
        {
            case Store store:
                return [_roots.Of(store.View)];
            case AddTo add:
                return [_roots.Of(add.View)];
            case Assign { Value: NewArray, Target: var target }:
                return [_roots.Of(target.Ref())];
            case Assign { Value: Call call }:
                return Written(call);
            case Invoke { Call: Call call }:
                return Written(call);
            default:
                return [];
        }
    }

    private IEnumerable<Root> Written(Call call) => call.Arguments
        .Where((argument, index) => argument.Type.IsView && _writes(call, index))
        .Select(_roots.Of);

    private Environment? VisitIf(If branch, Region region, Environment environment)
    {
        var then = Visit(branch.Then, _regions.Of(branch, 0), environment);
        var otherwise = Visit(branch.Else, _regions.Of(branch, 1), environment);
        return Join([then, otherwise], VersionKind.Joined, region, branch);
    }

    private Environment? VisitFor(For loop, Region region, Environment environment)
    {
        var body = _regions.Of(loop, 0);
        var (head, heads) = EnterLoop(loop, loop.Loop, body, environment);
        var inside = new Environment(head)
        {
            [loop.Counter.Id] = _made[(loop.Id, loop.Counter.Id)] = Create(VersionKind.Counter, loop.Counter, body, loop),
        };
        var end = Visit(loop.Body, body, inside);
        CloseLoop(heads, [.. _continues[loop.Loop], end]);
        return Join([head, .. _breaks[loop.Loop]], VersionKind.Joined, region, loop);
    }

    private Environment? VisitLoop(Loop loop, Region region, Environment environment)
    {
        var body = _regions.Of(loop, 0);
        var (head, heads) = EnterLoop(loop, loop.Number, body, environment);
        var end = Visit(loop.Body, body, head);
        var continuing = _regions.Of(loop, 1);
        var next = Join([.. _continues[loop.Number], end], VersionKind.Continuing, continuing, loop);
        end = next is null ? null : Visit(loop.Continuing, continuing, next);
        CloseLoop(heads, [end]);
        return Join([.. _breaks[loop.Number]], VersionKind.Joined, region, loop);
    }

    /// <summary>A fresh version at the head for each variable and root that the loop changes and that lives around it.</summary>
    private (Environment Head, List<Version> Heads) EnterLoop(Stmt loop, int number, Region body, Environment environment)
    {
        _breaks[number] = [];
        _continues[number] = [];
        var head = new Environment(environment);
        var heads = new List<Version>();
        foreach (var statement in loop.Blocks().SelectMany(block => block.All()))
        {
            foreach (var variable in statement.Targets())
            {
                AddHead(variable.Id, variable);
            }

            foreach (var root in Written(statement))
            {
                AddHead(root.Key, root.Variable);
            }
        }

        return (head, heads);

        void AddHead(int key, Variable variable)
        {
            if (environment.TryGetValue(key, out var before)
                && head[key] == before
                && !body.Contains(_regions.Home(variable)))
            {
                var version = Create(VersionKind.LoopHead, variable, body, loop);
                version.Inputs.Add(before);
                head[key] = version;
                heads.Add(version);
                version.IsMemory = key < 0;
            }
        }
    }

    private static void CloseLoop(List<Version> heads, List<Environment?> ends)
    {
        foreach (var head in heads)
        {
            foreach (var end in ends)
            {
                if (end is not null && end.TryGetValue(head.Key, out var version))
                {
                    head.Inputs.Add(version);
                }
            }
        }
    }

    private Environment? Join(List<Environment?> environments, VersionKind kind, Region region, Stmt statement)
    {
        var live = environments.Where(environment => environment is not null).Select(environment => environment!).ToList();
        if (live.Count == 0)
        {
            return null;
        }

        var joined = new Environment();
        foreach (var pair in live[0])
        {
            // A variable that one path does not have is out of scope behind the join.
            var versions = live.Select(environment => environment.TryGetValue(pair.Key, out var v) ? v : null).ToList();
            if (versions.Any(version => version is null))
            {
                continue;
            }

            // What was made inside an arm or an iteration is a version of its own behind it: there it is kept apart.
            var isInside = !pair.Value.IsMemory && !pair.Value.Region.Contains(region);
            if (!isInside && versions.All(version => version == pair.Value))
            {
                joined[pair.Key] = pair.Value;
                continue;
            }

            var join = Create(kind, pair.Value.Variable, region, statement);
            join.IsMemory = pair.Key < 0;
            join.Inputs.AddRange(versions!);
            joined[pair.Key] = join;
        }

        return joined;
    }

    private sealed class Environment : Dictionary<int, Version>
    {
        public Environment()
        {
        }

        public Environment(Environment other)
            : base(other)
        {
        }
    }
}
