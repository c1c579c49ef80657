using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// Where each saved version is kept: one slab a version, indexed by a running slot of its loop; a field of the frame outside
/// loops when forward and reverse part are two methods.
/// </summary>
internal sealed class SaveLayout
{
    private readonly Facts _facts;
    private readonly Dictionary<Version, Slab> _slabs = [];
    private readonly Dictionary<Version, Variable> _fields = [];
    private readonly Dictionary<Region, Slot> _slots = [];

    public SaveLayout(Facts facts) => _facts = facts;

    /// <summary>Slabs in order of their creation.</summary>
    public IEnumerable<Slab> Slabs => _slabs.Values;

    public IEnumerable<Slot> Slots => _slots.Values;

    /// <summary>Every variable that lives in the frame; empty for a method in one part.</summary>
    public List<Variable> FrameFields { get; } = [];

    /// <summary>A variable that both sweeps see at the level of the method.</summary>
    public Variable Shared(string name, IrType type)
    {
        var variable = _facts.Variables.Create(name, type, _facts.IsSplit ? VariableKind.FrameField : VariableKind.Temporary);
        if (_facts.IsSplit)
        {
            FrameFields.Add(variable);
        }

        return variable;
    }

    /// <summary>The place of a saved version: an element of a slab, or a field.</summary>
    public Expr PlaceOf(Version version)
    {
        if (version.Region.Iteration is not { } iteration)
        {
            if (!_fields.TryGetValue(version, out var field))
            {
                field = Shared(version.Variable.Name, version.Variable.Type);
                _fields.Add(version, field);
            }

            return field.Ref();
        }

        var slot = SlotOf(iteration);
        if (!_slabs.TryGetValue(version, out var slab))
        {
            var variable = Shared(version.Variable.Name + "Saved", version.Variable.Type.WithShape(Shape.Array));
            slab = new Slab(variable, slot);
            _slabs.Add(version, slab);
            slot.Slabs.Add(slab);
        }

        return new Load(slab.Variable.Ref(), slot.Index);
    }

    public Slot? FindSlot(Region iteration) => _slots.TryGetValue(iteration, out var slot) ? slot : null;

    private Slot SlotOf(Region iteration)
    {
        if (!_slots.TryGetValue(iteration, out var slot))
        {
            slot = CreateSlot(iteration);
            _slots.Add(iteration, slot);
        }

        return slot;
    }

    private Slot CreateSlot(Region iteration)
    {
        var loops = new List<Stmt>();
        for (var region = iteration; region is not null; region = region.Parent?.Iteration)
        {
            loops.Add(region.Owner!);
        }

        var outermost = loops[loops.Count - 1];
        var trips = loops.Select(loop => Trips(loop, outermost)).ToList();
        var capacity = !_facts.IsSplit && IsStraightNest(iteration) && trips.All(trip => trip is not null) ? trips : null;
        if (capacity is not null && loops.Count == 1
            && outermost is For { From: Constant { Bits: 0 }, Step: 1, Inclusive: false } simple)
        {
            return new Slot(iteration, null, simple.Counter.Ref(), capacity!, outermost);
        }

        var counter = Shared("slot", IrType.Int32);
        return new Slot(iteration, counter, counter.Ref(), capacity!, outermost);
    }

    /// <summary>Whether each loop around stands directly in the next: one under a condition may run far less often.</summary>
    private bool IsStraightNest(Region iteration)
    {
        for (var region = iteration; region.Parent?.Iteration is { } outer; region = outer)
        {
            if (region.Parent != outer)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The number of iterations as an expression that can be evaluated before the outermost loop, or null.</summary>
    private Expr? Trips(Stmt loop, Stmt outermost)
    {
        // A loop that can be left early may have a bound that is never reached.
        if (loop is not For counted
            || _facts.HasExits(counted)
            || KnownBefore(counted.From, counted, outermost) is not { } from
            || KnownBefore(counted.To, counted, outermost) is not { } to)
        {
            return null;
        }

        return counted is { From: Constant { Bits: 0 }, Step: 1, Inclusive: false }
            ? to
            : new RuntimeCall(
                Runtime.Trips,
                EquatableArray.Of(from, to, Constant.Of(counted.Step), Constant.Of(counted.Inclusive)),
                IrType.Int32);
    }

    /// <summary>An operand of a statement inside a loop, as an expression that has its value before the loop; null for none.</summary>
    private Expr? KnownBefore(Expr operand, Stmt at, Stmt outermost)
    {
        if (operand is not VariableRef reference)
        {
            return operand;
        }

        var version = _facts.VersionOf(at, reference.Variable);
        if (_facts.Versions.Holds(outermost, version))
        {
            return operand;
        }

        return version.Statement is Assign { Target.Type: { IsInteger: true } } assign && version.Kind == VersionKind.Assigned
            ? assign.Value switch
            {
                Constant constant => constant,
                VariableRef source => KnownBefore(source, assign, outermost),
                Length length => LengthBefore(length.View, assign, outermost),
                Binary
                {
                    Overflow: not Overflow.Checked, Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply,
                } binary =>
                    KnownBefore(binary.Left, assign, outermost) is { } left && KnownBefore(binary.Right, assign, outermost) is { } right
                        ? binary with { Left = left, Right = right }
                        : null,
                _ => null,
            }
            : null;
    }

    private Expr? LengthBefore(Expr view, Stmt at, Stmt outermost)
    {
        var version = _facts.VersionOf(at, ((VariableRef)view).Variable);
        if (version.Statement is null || _facts.Versions.Holds(outermost, version))
        {
            return new Length(view, IsEarly: MayBeMissing(view));
        }

        return version.Statement is Assign assign
            ? assign.Value switch
            {
                Slice { Count: { } count } => KnownBefore(count, assign, outermost),
                ViewCast cast => LengthBefore(cast.View, assign, outermost),
                VariableRef alias => LengthBefore(alias, assign, outermost),
                NewArray array => KnownBefore(array.Count, assign, outermost),
                _ => null,
            }
            : null;
    }

    /// <summary>An array that is neither an argument nor a new one may be null, and the method may never ask for its length.</summary>
    private bool MayBeMissing(Expr view) =>
        view.Type is { Shape: Shape.Array or Shape.Object, IsValueType: false }
        && view is not VariableRef { Variable.Kind: VariableKind.Parameter }
        && _facts.Roots.Of(view).Allocation is not Assign { Value: NewArray };
}

/// <summary>The running index of a loop's slabs.</summary>
/// <param name="iteration">The loop's body.</param>
/// <param name="counter">The variable that counts; null when the loop's own counter serves.</param>
/// <param name="index">The index of the current iteration.</param>
/// <param name="capacity">Trip counts whose product is the number of slots; null when slabs must grow.</param>
/// <param name="outermost">The outermost loop around: slabs of known size are rented before it.</param>
internal sealed class Slot(Region iteration, Variable? counter, Expr index, List<Expr>? capacity, Stmt outermost)
{
    public Region Iteration { get; } = iteration;

    public Variable? Counter { get; } = counter;

    public Expr Index { get; } = index;

    public List<Expr>? Capacity { get; } = capacity;

    public Stmt Outermost { get; } = outermost;

    public List<Slab> Slabs { get; } = [];
}

/// <summary>One saved value of one loop, an element an iteration.</summary>
internal sealed record Slab(Variable Variable, Slot Slot);
