using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Analysis;

/// <summary>How the reverse sweep comes by a version that it needs.</summary>
internal enum Storage
{
    /// <summary>In a local or a parameter that both sweeps see.</summary>
    AtHand,

    /// <summary>Computed again from versions that are at hand, saved or recomputed themselves.</summary>
    Recomputed,

    /// <summary>Kept by the forward sweep, one value an iteration of its loop.</summary>
    Saved,
}

/// <summary>
/// The to-be-recorded analysis: what the reverse sweep reads, how it gets it, and which overwritten elements must be put back.
/// </summary>
internal sealed partial class Needs
{
    /// <summary>What recomputing may cost (see <see cref="CostOf"/>) before saving is cheaper.</summary>
    private const int RecomputeBudget = 16;

    private readonly Facts _facts;
    private readonly Func<Stmt, IrType> _frameType;
    private readonly List<Stmt> _statements;
    private readonly Dictionary<Version, Storage> _storage = [];
    private readonly HashSet<(Version Version, int Use)> _required = [];
    private readonly List<(Root Root, int Use, Version Load)> _reloads = [];
    private readonly HashSet<Root> _notReloaded = [];
    private readonly HashSet<(Version Version, Region Region)> _recomputedIn = [];
    private readonly Dictionary<(int Statement, VersionKind Kind), Version> _synthetic = [];
    private readonly Dictionary<int, bool> _hasReverse = [];
    private readonly HashSet<int> _restoringCalls = [];
    private HashSet<int> _restores = [];
    private bool _changed;
    private int _nextSynthetic = -1;

    /// <param name="frameType">The class that keeps what a call's forward part leaves.</param>
    public Needs(Facts facts, Func<Stmt, IrType> frameType)
    {
        _facts = facts;
        _frameType = frameType;
        _statements = [.. facts.Method.Body.All().Where(facts.Versions.IsReached)];
        var settled = false;
        while (!settled)
        {
            facts.Cancellation.ThrowIfCancellationRequested();
            _hasReverse.Clear();
            Collect();
            settled = !AvoidOverwrittenByCalls() && !PreferSavedLoads() && !AddRestores();
        }

        FindLostArguments();
    }

    /// <summary>Each needed version with the statement whose adjoint needs it.</summary>
    public IReadOnlyCollection<(Version Version, int Use)> Required => _required;

    public Storage StorageOf(Version version) =>
        _storage.TryGetValue(version, out var storage) ? storage : Storage.Recomputed;

    /// <summary>Whether the forward sweep must keep the version, in a local or a slab.</summary>
    public bool IsKept(Version version) => _storage.TryGetValue(version, out var storage) && storage != Storage.Recomputed;

    /// <summary>Versions that are in slabs or in the frame.</summary>
    public IEnumerable<Version> SavedVersions => _storage.Where(pair => pair.Value == Storage.Saved).Select(pair => pair.Key);

    public IEnumerable<Version> SyntheticVersions => _synthetic.Values.Where(version => _storage.ContainsKey(version));

    /// <summary>Stores whose overwritten element the reverse sweep puts back.</summary>
    public bool IsRestored(Stmt store) => _restores.Contains(store.Id);

    /// <summary>Whether the call is made through the callee's derivative, whose reverse part it has a frame for.</summary>
    public bool HasFrame(Stmt statement) => _facts.HasDerivative(statement) || _restoringCalls.Contains(statement.Id);

    /// <summary>Whether elements of the root are put back, by a store's adjoint or by a call's reverse part.</summary>
    public bool IsRestored(Root root) => _statements.Any(s =>
        (_restores.Contains(s.Id) || HasFrame(s)) && _facts.Versions.Written(s).Contains(root));

    /// <summary>Whether elements of the root are read again, or put back, in the reverse sweep.</summary>
    public bool IsReread(Root root) => _reloads.Any(reload => reload.Root == root) || IsRestored(root)
        || _statements.Any(s => HasFrame(s) && _facts.ReadsInReverse(s).Contains(root));

    /// <summary>Whether the reverse sweep needs the array at all: its elements, its adjoints, or only its length.</summary>
    public bool IsSeen(Root root) => IsReread(root) || _facts.Activity.IsActive(root) || IsViewRequired(root);

    /// <summary>Whether some view of the root is made again.</summary>
    public bool IsViewRequired(Root root) => _required.Any(required =>
        required.Version.Variable.Type.IsView && _facts.Roots.TryFind(required.Version.Variable) == root);

    /// <summary>The version that stands for a fact about a statement rather than for a variable's value.</summary>
    public Version Synthetic(Stmt statement, VersionKind kind)
    {
        if (!_synthetic.TryGetValue((statement.Id, kind), out var version))
        {
            var (name, type) = kind switch
            {
                VersionKind.Trips => ("trips", IrType.Int32),
                VersionKind.Reached => ("reached", IrType.Bool),
                VersionKind.Frame => ("frame", _frameType(statement)),
                _ => (Overwritten(statement).Name + "Old", Overwritten(statement).Type.Element),
            };
            version = new Version(
                _nextSynthetic--,
                kind,
                _facts.Variables.Create(name, type),
                _facts.Regions.Of(statement),
                statement);
            _synthetic.Add((statement.Id, kind), version);
        }

        return version;
    }

    private static Variable Overwritten(Stmt statement) =>
        ((VariableRef)statement.Expressions().First()).Variable;

    /// <summary>Whether the reverse sweep does anything for the statement.</summary>
    public bool HasReverse(Stmt statement)
    {
        if (!_hasReverse.TryGetValue(statement.Id, out var result))
        {
            result = _facts.Versions.IsReached(statement)
                && (_restores.Contains(statement.Id)
                    || HasOwnReverse(statement)
                    || statement.Blocks().Any(block => block.Statements.Any(HasReverse)));
            _hasReverse.Add(statement.Id, result);
        }

        return result;
    }

    private bool HasOwnReverse(Stmt statement)
    {
        switch (statement)
        {
            case Assign { Value: Call } or Invoke { Call: Call }:
                return HasFrame(statement)
                    || (statement is Assign called && !called.Target.Type.IsView && Zeroed(called, called.Target));
            case Assign assign:
                return !assign.Target.Type.IsView && Zeroed(assign, assign.Target);
            case AssignPair pair:
                return Zeroed(pair, pair.First) || Zeroed(pair, pair.Second);
            case Store store:
                return _facts.Activity.IsActiveAfter(store, _facts.Roots.Of(store.View));
            case AddTo add:
                return _facts.Activity.IsActiveAfter(add, _facts.Roots.Of(add.View))
                    && (_facts.Stops(add, add.View) || _facts.Activity.IsActive(add, add.Value));
            case Return { Value: { } value }:
                return _facts.Activity.IsActive(statement, value);
            default:
                return false;
        }
    }

    /// <summary>An assignment of a variable with an adjoint: passes the adjoint on, or ends it.</summary>
    private bool Zeroed(Stmt statement, Variable target) =>
        _facts.HasAdjoint(target) && _facts.Activity.IsUseful(_facts.Versions.Made(statement, target));

    // How each need is met

    private void Require(Stmt use, Expr operand)
    {
        if (operand is VariableRef reference)
        {
            Require(_facts.VersionOf(use, reference.Variable), use);
        }
    }

    private void Require(Version version, Stmt use)
    {
        if (!_required.Add((version, use.Id)))
        {
            return;
        }

        if (!_storage.TryGetValue(version, out var storage))
        {
            storage = _facts.IsAtHand(version) ? Storage.AtHand : Storage.Recomputed;
            _storage.Add(version, storage);
        }

        // A view that is at hand is made again all the same where its adjoints are: its bounds must be known.
        if (storage != Storage.Recomputed && !version.Variable.Type.IsView)
        {
            return;
        }

        if (version.Variable.Type.IsView || CostOf(version, use, RecomputeBudget) <= RecomputeBudget)
        {
            _recomputedIn.Add((version, _facts.Regions.Of(use)));
            RequireOperands(version, use);
        }
        else
        {
            Save(version);
        }
    }

    private void RequireOperands(Version version, Stmt use)
    {
        if (version.Statement is not Assign definition || definition.Value is NewArray)
        {
            return;
        }

        if (definition.Value is Load load)
        {
            _reloads.Add((_facts.Roots.Of(load.View), use.Id, version));
        }

        var operands = definition.Value is VariableRef ? [definition.Value] : definition.Value.Operands();
        foreach (var operand in operands)
        {
            if (operand is VariableRef reference)
            {
                Require(_facts.VersionOf(definition, reference.Variable), use);
            }
        }
    }

    private void RequireAtHandOrSaved(Stmt use, Expr operand)
    {
        if (operand is VariableRef reference)
        {
            var version = _facts.VersionOf(use, reference.Variable);
            if (_facts.IsAtHand(version))
            {
                Require(version, use);
            }
            else
            {
                Save(version);
            }
        }
    }

    private void Save(Version version)
    {
        if (!_storage.TryGetValue(version, out var storage) || storage == Storage.Recomputed)
        {
            _storage[version] = _facts.IsAtHand(version) ? Storage.AtHand : Storage.Saved;
            _changed = true;
        }
    }

    /// <summary>
    /// What it costs to compute a version again at a use, in half flops, or more than the budget where it cannot be: each
    /// operand must be at hand, and memory that it loads unchanged since.
    /// </summary>
    private int CostOf(Version version, Stmt use, int budget)
    {
        if (_facts.IsAtHand(version) || (_storage.TryGetValue(version, out var storage) && storage == Storage.AtHand))
        {
            return 0;
        }

        if (storage == Storage.Saved && _storage.ContainsKey(version))
        {
            return 1;
        }

        if (version.Kind != VersionKind.Assigned || version.Statement is not Assign assign)
        {
            return int.MaxValue;
        }

        // Computed again in this region already: a second use costs nothing, if it is right there too.
        var isShared = _recomputedIn.Contains((version, _facts.Regions.Of(use)));
        var cost = isShared ? 0 : OperationCost.Of(assign.Value);
        if (assign.Value is Load load && !IsReloadable(load, assign, use))
        {
            return int.MaxValue;
        }

        var operands = assign.Value is VariableRef ? [assign.Value] : assign.Value.Operands();
        foreach (var operand in operands)
        {
            if (cost > budget)
            {
                return int.MaxValue;
            }

            if (operand.Type.IsView && !_facts.IsFoundAgain(operand))
            {
                return int.MaxValue;
            }

            if (operand is VariableRef { Type.IsView: false } reference)
            {
                var inner = CostOf(_facts.VersionOf(assign, reference.Variable), use, budget - cost);
                if (inner == int.MaxValue)
                {
                    return int.MaxValue;
                }

                cost += isShared ? 0 : inner;
            }
        }

        return cost > budget ? int.MaxValue : cost;
    }

    /// <summary>
    /// An arm that writes and then leaves: behind the statement memory looks unchanged, but the reverse sweep enters from there
    /// with what the arm wrote.
    /// </summary>
    private bool MayExitAfterWriting(Stmt use, Root root) =>
        use.Blocks().Any()
        && use.MayExit()
        && use.Blocks().SelectMany(block => block.All()).Any(statement => _facts.Versions.Written(statement).Contains(root));

    /// <summary>Whether the element still holds what the load read when the use's adjoint runs.</summary>
    public bool IsReloadable(Load load, Stmt definition, Stmt use)
    {
        var root = _facts.Roots.Of(load.View);
        return !root.IsStatic
            && !_notReloaded.Contains(root)
            && !MayExitAfterWriting(use, root)
            && _facts.Versions.MemoryAfter(use, root) == _facts.Versions.MemoryBefore(definition, root);
    }

    /// <summary>Calls that cannot be undone, and what about them.</summary>
    public List<(Stmt Call, string Reason)> Irreversible { get; } = [];

    private void FindLostArguments()
    {
        foreach (var statement in _statements.Where(HasFrame))
        {
            foreach (var argument in Activity.CallOf(statement)!.Arguments.Where(a => a.Type.IsView && !_facts.IsFoundAgain(a)))
            {
                var (root, whole) = (_facts.Roots.Of(argument), _facts.Roots.WholeOf(argument));
                var part = root == whole ? "" : $"'{root.Name}' of ";
                var what = whole.Variable.Type.IsObject ? "a static model" : "a static array";
                Irreversible.Add((
                    statement,
                    $"a call that is given {part}'{StaticName(whole)}', {what} that may be another one later (make it readonly, or pass it as a parameter),"));
            }
        }
    }

    private static string StaticName(Root root) =>
        root.Allocation is Assign { Value: StaticRead read } ? read.QualifiedName.Replace("global::", "") : root.Name;
}
