using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Analysis;

/// <summary>A variable is read where it may not be assigned: the program does not compile.</summary>
internal sealed class UnassignedVariableException(Stmt statement, Variable variable) : Exception
{
    public Stmt Statement { get; } = statement;

    public Variable Variable { get; } = variable;
}

/// <summary>What the analyses found of one method under one choice of leaves, and small questions to them.</summary>
internal sealed partial class Facts
{
    private readonly HashSet<int> _adjoints = [];
    private readonly Dictionary<int, Region> _regionOf = [];
    private readonly Dictionary<int, Version> _views = [];
    private readonly Dictionary<int, int> _exits = [];
    private readonly Lazy<ILookup<string, Assign>> _intrinsics;

    /// <param name="host">The type that the derivative stands in.</param>
    /// <param name="detached">Ids of the parameters that a caller hands over detached.</param>
    /// <param name="isSplit">Whether forward and reverse part are two methods: nothing stays at hand between them.</param>
    public Facts(
        MethodIr method,
        Effects effects,
        ISet<int> leaves,
        ISet<int> outputs,
        bool isSplit,
        Container? host,
        CancellationToken cancellation,
        ISet<int>? detached = null)
    {
        Host = host;
        Method = method;
        Effects = effects;
        LeafIds = leaves;
        IsSplit = isSplit;
        Cancellation = cancellation;
        Variables = new VariableFactory(method.NextVariable);
        _intrinsics = new Lazy<ILookup<string, Assign>>(() => method.Body.All()
            .OfType<Assign>()
            .Where(assign => assign.Value is Intrinsic)
            .ToLookup(assign => ((Intrinsic)assign.Value).Function));
        Regions = new Regions(method);
        Roots = new Roots(method, detached);
        Versions = new Versions(method, Regions, Roots, effects.Writes, cancellation);
        if (Versions.Unassigned.Count > 0)
        {
            throw new UnassignedVariableException(Versions.Unassigned[0].Statement, Versions.Unassigned[0].Variable);
        }

        // What a caller's buffer held before is an input too, whichever leaves were named: its cotangent goes back to it.
        var inputs = isSplit ? leaves : new HashSet<int>(leaves.Concat(outputs));
        Activity = new Activity(method, Versions, Roots, effects, inputs, outputs, cancellation);
        foreach (var version in Versions.All)
        {
            if (!version.IsMemory && !version.Variable.Type.IsView && Activity.IsActive(version))
            {
                _adjoints.Add(version.Variable.Id);
            }
        }

        foreach (var statement in method.Body.All())
        {
            _regionOf[statement.Id] = Regions.Of(statement);
        }
    }

    public MethodIr Method { get; }

    public Effects Effects { get; }

    /// <summary>Ids of the parameters that are leaves.</summary>
    public ISet<int> LeafIds { get; }

    public bool IsSplit { get; }

    /// <summary>The type that the derivative stands in.</summary>
    public Container? Host { get; }

    public CancellationToken Cancellation { get; }

    public VariableFactory Variables { get; }

    public Regions Regions { get; }

    public Roots Roots { get; }

    public Versions Versions { get; }

    public Activity Activity { get; }

    public Region RegionOf(int statement) => _regionOf[statement];

    /// <summary>Whether a scalar has an adjoint variable.</summary>
    public bool HasAdjoint(Variable variable) => _adjoints.Contains(variable.Id);

    /// <summary>The version that a statement reads; a view has one only.</summary>
    public Version VersionOf(Stmt statement, Variable variable)
    {
        if (!variable.Type.IsView)
        {
            return Versions.Use(statement, variable);
        }

        if (!_views.TryGetValue(variable.Id, out var version))
        {
            var definition = Method.Body.All().FirstOrDefault(s => s is Assign assign && assign.Target.Id == variable.Id);
            version = definition is null
                ? new Version(-1_000_000 - variable.Id, VersionKind.Entry, variable, Regions.Root, null)
                : Versions.Made(definition, variable);
            _views.Add(variable.Id, version);
        }

        return version;
    }

    /// <summary>Whether a region runs many times before the reverse sweep comes to it.</summary>
    public static bool IsPerIteration(Region region) => region.LoopDepth > 0;

    /// <summary>Whether the reverse sweep finds the version in a local, a parameter or a loop's own counter.</summary>
    public bool IsAtHand(Version version) =>
        version.Kind == VersionKind.Counter
        || (version.Kind == VersionKind.Entry && (IsSplit || version.Variable.Type.IsView))
        || (!IsSplit && !IsPerIteration(version.Region));

    /// <summary>Whether the reverse sweep can come by the array behind a view: not by a static one that may be another by then.</summary>
    public bool IsFoundAgain(Expr view) =>
        Roots.WholeOf(view) is var whole
        && (whole.Allocation is not Assign { Value: StaticRead { IsReadOnly: false } }
            || (!IsSplit && !IsPerIteration(Regions.Home(whole.Variable))));

    public bool IsActive(Assign assign) =>
        !assign.Target.Type.IsView && Activity.IsActive(Versions.Made(assign, assign.Target));

    public bool IsActive(AssignPair pair) =>
        Activity.IsActive(Versions.Made(pair, pair.First)) || Activity.IsActive(Versions.Made(pair, pair.Second));

    /// <summary>Whether gradients end at what the statement writes through a view.</summary>
    public bool Stops(Stmt statement, Expr view) => statement.NoGrad || Roots.IsDetached(view);

    /// <summary>Whether a counted loop can be left before its bound, so that its trips must be counted.</summary>
    public bool HasExits(For loop) => Exits(loop, loop.Loop) > 0;

    /// <summary>
    /// The loop that the branch alone can end, as the test of a <c>while</c> does: the arm that breaks was taken in the last
    /// iteration and in no other, so that the condition need not be kept.
    /// </summary>
    public Loop? EndedOnlyBy(If branch) =>
        _regionOf.TryGetValue(branch.Id, out var region)
        && region is { IsIteration: true, Owner: Loop loop }
        && (IsBreakOf(branch.Then, loop) || IsBreakOf(branch.Else, loop))
        && Exits(loop, loop.Number) == 1
            ? loop
            : null;

    /// <summary>How many statements end a loop before its time: returns, its breaks, and whatever goes to a loop around it.</summary>
    private int Exits(Stmt loop, int number)
    {
        if (!_exits.TryGetValue(number, out var count))
        {
            var statements = loop.Blocks().SelectMany(block => block.All()).ToList();
            var inner = new HashSet<int>(statements.Select(statement => statement switch { For f => f.Loop, Loop l => l.Number, _ => -1 }));
            count = statements.Count(statement => statement is Return
                || (statement is Break exit && !inner.Contains(exit.Loop))
                || (statement is Continue next && next.Loop != number && !inner.Contains(next.Loop)));
            _exits.Add(number, count);
        }

        return count;
    }

    public static bool IsBreakOf(Block block, Loop loop) =>
        block.Statements.Count > 0
        && block.Statements[block.Statements.Count - 1] is Break exit && exit.Loop == loop.Number;

    /// <summary>
    /// The calls in a rule's contribution whose value the method computes too, of the same versions, in the same list of
    /// statements or one around it: part of the contribution to version.
    /// </summary>
    public IReadOnlyDictionary<Expr, Version> Repeats(Stmt statement, Expr contribution, IReadOnlyList<Expr> operands)
    {
        var repeats = new Dictionary<Expr, Version>();
        Collect(contribution);
        return repeats;

        void Collect(Expr part)
        {
            if (part is Intrinsic call && call.Arguments.All(argument => argument is VariableRef v && RuleContext.IsArgument(v.Variable, out _)))
            {
                var arguments = call.Arguments
                    .Select(argument => RuleContext.IsArgument(((VariableRef)argument).Variable, out var index) ? operands[index] : argument)
                    .ToList();
                if (FindSame(statement, call.Function, arguments) is { } version)
                {
                    repeats[call] = version;
                }
            }
            else
            {
                foreach (var operand in part.Operands())
                {
                    Collect(operand);
                }
            }
        }
    }

    private Version? FindSame(Stmt statement, string function, IReadOnlyList<Expr> arguments)
    {
        var region = Regions.Of(statement);
        foreach (var other in _intrinsics.Value[function])
        {
            var call = (Intrinsic)other.Value;
            if (Versions.IsReached(other)
                && Regions.Of(other).Contains(region)
                && call.Arguments.Count == arguments.Count
                && call.Arguments.Zip(arguments, (a, b) => IsSame(other, a, statement, b)).All(same => same))
            {
                return Versions.Made(other, other.Target);
            }
        }

        return null;
    }

    private bool IsSame(Stmt at, Expr operand, Stmt otherAt, Expr other) =>
        operand is VariableRef a && other is VariableRef b
            ? Versions.Use(at, a.Variable) == Versions.Use(otherAt, b.Variable)
            : operand.Equals(other);

    /// <summary>What each operand's adjoint gains from an operation; empty for one without derivative.</summary>
    public static IReadOnlyList<Expr?> Contributions(Expr value) => value switch
    {
        Intrinsic call => Activity.Contributions(call),
        DetachOf => [],
        _ => OperatorRules.Of(value) ?? [],
    };

    /// <summary>The operands that a rule's arguments stand for.</summary>
    public static IReadOnlyList<Expr> RuleOperands(Expr value) =>
        value is VariableRef ? [value] : [.. value.Operands()];
}
