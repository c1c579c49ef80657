using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// The method itself, with what the reverse sweep needs kept on the way. The same operations in the same order: its value is
/// the method's value.
/// </summary>
internal sealed partial class ForwardSweep(
    Facts facts, Needs needs, SaveLayout saves, ArrayLayout arrays, CallDerivatives calls, Variable? value)
{
    private const string EndLabel = "Reverse";

    private readonly ILookup<int, Version> _joins = Kept(needs)
        .Where(version => version.Kind == VersionKind.Joined)
        .ToLookup(version => version.Statement!.Id);

    private readonly ILookup<int, Version> _heads = Kept(needs)
        .Where(version => version.Kind is VersionKind.LoopHead or VersionKind.Continuing or VersionKind.Counter)
        .ToLookup(version => version.Region.Id);

    private readonly Dictionary<Version, Variable> _snapshots = [];
    private List<Stmt> _out = [];
    private bool _leavesEarly;

    /// <summary>Statements before the loops: the slots and the slabs that grow.</summary>
    public List<Stmt> Preparation { get; } = [];

    public Block Run()
    {
        // Every place must be known before the first loop is entered.
        foreach (var version in Kept(needs))
        {
            if (needs.StorageOf(version) == Storage.Saved)
            {
                saves.PlaceOf(version);
            }
        }

        Prepare();
        var body = Visit(facts.Method.Body, facts.Regions.Root, isTail: true);
        return _leavesEarly ? Block.Of(body.Statements.Concat([new Label(EndLabel)])) : body;
    }

    /// <summary>The variable that holds an at-hand version when the reverse sweep runs.</summary>
    public Variable AtHand(Version version)
    {
        if (version.Kind is VersionKind.Trips or VersionKind.Reached or VersionKind.Overwritten or VersionKind.Counter or VersionKind.Frame
            || version.Variable.Type.IsView
            || facts.IsSplit
            || facts.Versions.IsFinal(version))
        {
            return version.Variable;
        }

        if (!_snapshots.TryGetValue(version, out var snapshot))
        {
            snapshot = facts.Variables.Create(version.Variable.Name + "Before", version.Variable.Type);
            _snapshots.Add(version, snapshot);
        }

        return snapshot;
    }

    private static IEnumerable<Version> Kept(Needs needs) => needs.Required
        .Select(required => required.Version)
        .Concat(needs.SyntheticVersions)
        .Where(version => needs.StorageOf(version) != Storage.Recomputed)
        .Concat(needs.SavedVersions)
        .Distinct()
        .OrderBy(version => version.Id);

    private void Prepare()
    {
        foreach (var slot in saves.Slots)
        {
            if (slot.Counter is { } counter)
            {
                Preparation.Add(new Assign(counter, Constant.Of(-1)));
            }

            // A frame keeps its buffers for its next use.
            if (slot.Capacity is null && !facts.IsSplit)
            {
                foreach (var slab in slot.Slabs)
                {
                    Preparation.Add(new Assign(
                        slab.Variable, Runtime.Call(Runtime.Empty + Generic(slab.Variable), slab.Variable.Type)));
                }
            }
        }

        foreach (var array in arrays.All)
        {
            if (array.Top is { } top)
            {
                Preparation.Add(new Assign(top, Constant.Of(0)));
            }

            if (array.PerIteration && !facts.IsSplit)
            {
                Preparation.Add(new Assign(
                    array.Buffer, Runtime.Call(Runtime.Empty + Generic(array.Buffer), array.Buffer.Type)));
            }
        }

        // A parameter that is assigned later is kept before anything runs.
        foreach (var version in Kept(needs).Where(version => version.Kind == VersionKind.Entry))
        {
            EmitKeep(version, Preparation);
        }
    }

    public static string Generic(Variable slab) => $"<{slab.Type.Element.ToCSharp()}>";

    // Statements

    private Block Visit(Block block, Region region, bool isTail)
    {
        var outer = _out;
        _out = [];
        if (region.IsIteration)
        {
            BeginIteration(region);
        }

        foreach (var head in _heads[region.Id])
        {
            EmitKeep(head, _out);
        }

        for (var i = 0; i < block.Statements.Count; i++)
        {
            var next = i + 1 < block.Statements.Count ? block.Statements[i + 1] : null;
            if (next is Sequel && needs.HasReverse(next))
            {
                SetReached(next, false);
            }

            Visit(block.Statements[i], region, isTail && i == block.Statements.Count - 1);
        }

        var result = Block.Of(_out);
        _out = outer;
        return result;
    }

    private void BeginIteration(Region region)
    {
        var loop = region.Owner!;
        if (needs.HasReverse(loop) && (loop is Loop || facts.HasExits((For)loop)))
        {
            var trips = needs.Synthetic(loop, VersionKind.Trips).Variable;
            _out.Add(new Accumulate(trips, Constant.Of(1)));

            // Left from inside, control never comes behind the loop: the count is kept each time.
            var version = needs.Synthetic(loop, VersionKind.Trips);
            if (loop.MayExit() && needs.StorageOf(version) == Storage.Saved)
            {
                EmitSave(version, trips.Ref(), _out);
            }
        }

        if (saves.FindSlot(region) is { } slot)
        {
            TakeSlot(slot);
        }

        if (loop is Loop { Continuing.Statements: { Count: 1 } only } && only[0] is Sequel sequel)
        {
            SetReached(sequel, false);
        }
    }

    private void TakeSlot(Slot slot)
    {
        if (slot.Counter is { } counter)
        {
            _out.Add(new Accumulate(counter, Constant.Of(1)));
        }

        if (slot.Capacity is null)
        {
            foreach (var slab in slot.Slabs)
            {
                _out.Add(new Assign(
                    slab.Variable,
                    Runtime.Call(Runtime.Ensure, slab.Variable.Type, slab.Variable.Ref(), slot.Index)));
            }
        }
    }

    private void Visit(Stmt statement, Region region, bool isTail)
    {
        facts.Cancellation.ThrowIfCancellationRequested();
        RentBefore(statement);
        switch (statement)
        {
            case If branch:
                _out.Add(branch with
                {
                    Then = Visit(branch.Then, facts.Regions.Of(branch, 0), isTail),
                    Else = Visit(branch.Else, facts.Regions.Of(branch, 1), isTail),
                });
                break;
            case For or Loop:
                VisitLoop(statement);
                break;
            case Sequel sequel:
                SetReached(sequel, true);
                foreach (var inner in Visit(sequel.Body, facts.Regions.Of(sequel, 0), isTail).Statements)
                {
                    _out.Add(inner);
                }

                break;
            case Return result:
                VisitReturn(result, isTail);
                break;
            case Assign { Value: NewArray } assign:
                VisitNewArray(assign);
                break;
            case Assign { Value: DetachOf or RetainOf } assign:
                _out.Add(Retyped(assign with { Value = ViewTypes(assign.Value.Operands().First()) }));
                break;
            case Assign { Value: Call } or Invoke { Call: Call } when needs.HasFrame(statement):
                VisitCall(statement);
                break;
            case Store or AddTo when needs.IsRestored(statement):
                KeepOverwritten(statement);
                _out.Add(statement.MapExpressions(ViewTypes));
                break;
            default:
                _out.Add(Retyped(statement.MapExpressions(ViewTypes)));
                break;
        }

        foreach (var variable in statement is For ? [] : statement.Targets())
        {
            if (facts.Versions.TryMade(statement, variable, out var made) && needs.IsKept(made))
            {
                EmitKeep(made, _out);
            }
        }

        foreach (var join in _joins[statement.Id])
        {
            EmitKeep(join, _out);
        }
    }

    private void VisitLoop(Stmt loop)
    {
        var counts = needs.HasReverse(loop) && (loop is Loop || facts.HasExits((For)loop));
        var trips = counts ? needs.Synthetic(loop, VersionKind.Trips) : null;
        if (trips is not null)
        {
            _out.Add(new Assign(trips.Variable, Constant.Of(0)));
        }

        var index = 0;
        _out.Add(loop.MapExpressions(ViewTypes).WithBlocks(block => Visit(block, facts.Regions.Of(loop, index++), isTail: false)));
        if (trips is not null && needs.StorageOf(trips) == Storage.Saved)
        {
            EmitKeep(trips, _out);
        }
    }

    private void SetReached(Stmt sequel, bool reached)
    {
        if (!needs.HasReverse(sequel))
        {
            return;
        }

        var version = needs.Synthetic(sequel, VersionKind.Reached);
        if (needs.StorageOf(version) == Storage.Saved)
        {
            EmitSave(version, Constant.Of(reached), _out);
        }
        else
        {
            _out.Add(new Assign(version.Variable, Constant.Of(reached)));
        }
    }

    private void VisitReturn(Return result, bool isTail)
    {
        if (result.Value is { } returned && value is not null)
        {
            _out.Add(new Assign(value, returned) { Line = result.Line, Site = result.Site });
        }

        if (!isTail)
        {
            _leavesEarly = true;
            _out.Add(new Goto(EndLabel));
        }
    }

    private void KeepOverwritten(Stmt store)
    {
        var places = store.Expressions().Take(2).Select(ViewTypes).ToList();
        var version = needs.Synthetic(store, VersionKind.Overwritten);
        var element = new Load(places[0], places[1]);
        if (needs.StorageOf(version) == Storage.Saved)
        {
            EmitSave(version, element, _out);
        }
        else
        {
            _out.Add(new Assign(version.Variable, element));
        }
    }

    private void VisitNewArray(Assign assign)
    {
        var array = arrays.Find(facts.Roots.Of(assign.Target.Ref()))!;
        var count = array.Count;
        if (arrays.IsPassedAsArray.Contains(assign.Target.Id))
        {
            _out.Add(assign);
            return;
        }

        if (array.Top is { } top)
        {
            _out.Add(new Assign(array.Buffer, Runtime.Call(
                Runtime.EnsureArray, array.Buffer.Type, array.Buffer.Ref(), top.Ref(), count)));
            _out.Add(new Assign(array.View, Runtime.Call(
                Runtime.Part, array.View.Type, array.Buffer.Ref(), top.Ref(), count)) { Line = assign.Line, Site = assign.Site });
            _out.Add(new Accumulate(top, count));
            return;
        }

        _out.Add(new Assign(array.Buffer, array.PerIteration || facts.IsSplit
            ? Runtime.Call(Runtime.EnsureArray, array.Buffer.Type, array.Buffer.Ref(), Constant.Of(0), count)
            : Runtime.Call(Runtime.RentCleared + Generic(array.Buffer), array.Buffer.Type, count)));
        _out.Add(new Assign(array.View, Runtime.Call(
            Runtime.Part, array.View.Type, array.Buffer.Ref(), Constant.Of(0), count)) { Line = assign.Line, Site = assign.Site });
    }

    private void VisitCall(Stmt statement)
    {
        var version = needs.Synthetic(statement, VersionKind.Frame);
        var derivative = calls.Of(facts, statement);
        var frame = version.Variable;
        var call = Activity.CallOf(statement)!;
        _out.Add(new Assign(frame, Runtime.Call(Runtime.RentFrame + $"<{derivative.FrameTypeFrom(facts.Host).Name}>", frame.Type)));
        var forward = new RuntimeCall(
            derivative.NameFrom(facts.Host) + ".Forward",
            call.Arguments.Select(ViewTypes).Concat([frame.Ref()]).ToEquatableArray(),
            call.Type);
        _out.Add(statement is Assign assign
            ? assign with { Value = forward }
            : new Invoke(forward) { Line = statement.Line, Site = statement.Site });
        if (needs.StorageOf(version) == Storage.Saved)
        {
            EmitSave(version, frame.Ref(), _out);
        }
    }
}
