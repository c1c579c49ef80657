using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>How the reverse sweep comes by values of the forward sweep.</summary>
internal sealed partial class ReverseSweep
{
    private readonly IReadOnlyDictionary<int, Variable> _gradients;
    private readonly IReadOnlyDictionary<int, Variable> _workingCopies;
    private readonly Dictionary<int, Variable> _counters = [];
    private readonly Dictionary<string, Variable> _retainedSeen = [];
    private readonly Stack<Dictionary<(int Version, bool Adjoint), Variable>> _scopes = new();

    /// <summary>Flags of retained locals; false at the start.</summary>
    public IEnumerable<Variable> RetainedSeen => _retainedSeen.Values.OrderBy(seen => seen.Id);

    private void EnterScope() => _scopes.Push([]);

    private void LeaveScope() => _scopes.Pop();

    private bool TryFind(Version version, bool adjoint, out Variable variable)
    {
        foreach (var scope in _scopes)
        {
            if (scope.TryGetValue((version.Id, adjoint), out variable!))
            {
                return true;
            }
        }

        variable = null!;
        return false;
    }

    private Variable Define(Version version, bool adjoint, string name, Expr value)
    {
        var variable = _facts.Variables.Create(name, value.Type);
        _out.Add(new Assign(variable, value) { Line = _current is null ? -1 : _current.Line });
        _scopes.Peek().Add((version.Id, adjoint), variable);
        return variable;
    }

    /// <summary>An operand's value as the statement read it.</summary>
    private Expr Value(Stmt statement, Expr operand) =>
        operand is VariableRef reference ? Value(_facts.VersionOf(statement, reference.Variable), statement) : operand;

    private Expr Value(Version version, Stmt use)
    {
        if (version.Kind == VersionKind.Counter)
        {
            return _counters[version.Variable.Id].Ref();
        }

        if (_needs.StorageOf(version) == Storage.AtHand || _facts.IsAtHand(version))
        {
            return _forward.AtHand(version).Ref();
        }

        if (TryFind(version, false, out var known))
        {
            return known.Ref();
        }

        if (version.Statement is not Assign { Value: var value } assign || _needs.StorageOf(version) == Storage.Saved)
        {
            throw new InvalidOperationException($"the reverse sweep has no value of {version.Variable} for {use}");
        }

        if (value is Constant)
        {
            return value;
        }

        var computed = value switch
        {
            DetachOf or RetainOf => Value(assign, value.Operands().First(), use),
            VariableRef => Value(assign, value, use),
            _ => value.MapOperands(operand => Value(assign, operand, use)),
        };
        return computed.IsAtom ? computed : Define(version, false, version.Variable.Name, computed).Ref();
    }

    /// <summary>An operand of a definition that is computed again at a use.</summary>
    private Expr Value(Stmt definition, Expr operand, Stmt use) =>
        operand is not VariableRef reference ? operand
        : operand.Type.IsView ? PrimalView(operand, use)
        : Value(_facts.VersionOf(definition, reference.Variable), use);

    private void ReadSaved(Version version)
    {
        var variable = _facts.Variables.Create(version.Variable.Name, version.Variable.Type);
        _out.Add(new Assign(variable, _saves.PlaceOf(version).Substitute(
            index => _counters.TryGetValue(index.Id, out var counter) ? counter.Ref() : null)));
        _scopes.Peek().Add((version.Id, false), variable);
    }

    // Views

    /// <summary>The elements as they were, where the statement's adjoint runs.</summary>
    private Expr PrimalView(Expr view, Stmt use)
    {
        var variable = ((VariableRef)view).Variable;
        var root = _facts.Roots.Of(view);
        if (_workingCopies.TryGetValue(root.Variable.Id, out var copy))
        {
            return variable.Id == root.Variable.Id ? copy.Ref() : Derived(variable, false, use);
        }

        if (_facts.Regions.Home(variable).LoopDepth == 0 && (!_facts.IsSplit || variable.Kind == VariableKind.Parameter))
        {
            return (_forward.Retyped(variable) ?? variable).Ref();
        }

        return Derived(variable, false, use);
    }

    /// <summary>The adjoints of a view's elements.</summary>
    private Expr AdjointView(Expr view, Stmt use)
    {
        var variable = ((VariableRef)view).Variable;
        return _gradients.TryGetValue(variable.Id, out var gradient) ? gradient.Ref() : Derived(variable, true, use);
    }

    /// <summary>A view made again from the view that it was made from: the same part of the same storage, or of its adjoint.</summary>
    private Expr Derived(Variable variable, bool adjoint, Stmt use)
    {
        var version = _facts.VersionOf(use, variable);
        if (TryFind(version, adjoint, out var known))
        {
            return known.Ref();
        }

        if (version.Statement is not Assign assign)
        {
            throw new InvalidOperationException($"the reverse sweep has no view of {variable} for {use}");
        }

        Expr Of(Expr source) => adjoint ? AdjointView(source, use) : PrimalView(source, use);
        Expr Scalar(Expr operand) => Value(assign, operand, use);

        // Of an object, the path: a struct's gradients must be written where they are.
        Expr Part(Expr part) => part.Type.Shape is Shape.Object or Shape.Cell
            ? part
            : Define(version, adjoint, adjoint ? variable.Name + "Adjoint" : variable.Name, part).Ref();
        switch (assign.Value)
        {
            case Slice slice:
                var of = Of(slice.View);
                var part = new Slice(
                    of,
                    Scalar(slice.Offset),
                    slice.Count is null ? null : Scalar(slice.Count),
                    of.Type.WithShape(of.Type.Shape == Shape.ReadOnlySpan ? Shape.ReadOnlySpan : Shape.Span));
                return Define(version, adjoint, adjoint ? variable.Name + "Adjoint" : variable.Name, part).Ref();
            case Member member:
                return Part(adjoint
                    ? member with { Object = Of(member.Object), Name = member.Slot, Type = SlotType(member.Type), PrivateTo = null }
                    : member with { Object = Of(member.Object), Type = variable.Type });
            case Item item:
                return Part(item with { Array = Of(item.Array), Index = Scalar(item.Index), Type = adjoint ? SlotType(item.Type) : variable.Type });
            case Flat flat:
                return Part(flat with { Array = Of(flat.Array) });
            case StaticRead { IsReadOnly: true } read when !adjoint:
                return Define(version, adjoint, variable.Name, read with { Type = variable.Type }).Ref();

            // A null array is an empty span, here too.
            case ViewCast or DetachOf when !adjoint && variable.Type.Shape != assign.Value.Operands()[0].Type.Shape:
                return Define(version, adjoint, variable.Name, new ViewCast(Of(assign.Value.Operands()[0]), variable.Type)).Ref();
            case ViewCast cast:
                return Of(cast.View);
            case DetachOf detach:
                return Of(detach.Operand);
            case VariableRef alias:
                return Of(alias);
            default:
                throw new InvalidOperationException($"the reverse sweep has no view of {variable} for {use}");
        }
    }

    private static IrType SlotType(IrType type) => type.IsObject ? type.Gradient : type;

    /// <summary>An array of this scope: its elements as the scope left them, and fresh adjoints.</summary>
    private void EnterArray(LocalArray array)
    {
        if (!_needs.IsSeen(array.Root))
        {
            return;
        }

        var version = _facts.VersionOf(array.Root.Allocation!, array.Root.Variable);
        var count = Value(array.Root.Allocation!, array.Count);
        var isPassedAsArray = _arrays.IsPassedAsArray.Contains(array.Root.Variable.Id);
        if (array.Top is { } top)
        {
            _out.Add(new Accumulate(top, count, Subtract: true));
            Define(version, false, array.Root.Variable.Name, Runtime.Call(
                Runtime.Part, array.View.Type, array.Buffer.Ref(), top.Ref(), count));
        }
        else if ((_facts.IsSplit || array.PerIteration) && !isPassedAsArray)
        {
            // Elements of an array of an iteration are not read again here: only its length is.
            Define(version, false, array.Root.Variable.Name, Runtime.Call(
                Runtime.Part, array.View.Type, array.Buffer.Ref(), Constant.Of(0), count));
        }

        if (!_facts.Activity.IsActive(array.Root))
        {
            return;
        }

        // A frame keeps its buffers for its next use: deep recursion would ask the pool for more than it holds.
        var name = array.Root.Variable.Name + "AdjointBuffer";
        var buffer = _facts.IsSplit ? _saves.Shared(name, array.Buffer.Type) : _facts.Variables.Create(name, array.Buffer.Type);
        if (array.PerIteration || _facts.IsSplit)
        {
            if (!_facts.IsSplit)
            {
                AdjointBuffers.Add((buffer, true));
            }

            _out.Add(new Assign(buffer, Runtime.Call(
                Runtime.EnsureArray, buffer.Type, buffer.Ref(), Constant.Of(0), count)));
        }
        else
        {
            AdjointBuffers.Add((buffer, false));
            _out.Add(new Assign(buffer, Runtime.Call(
                Runtime.RentCleared + ForwardSweep.Generic(buffer), buffer.Type, count)));
        }

        Define(version, true, array.Root.Variable.Name + "Adjoint", Runtime.Call(
            Runtime.Part, array.View.Type, buffer.Ref(), Constant.Of(0), count));
    }

    /// <summary>Buffers of local adjoint arrays; those that loops use again start empty.</summary>
    public List<(Variable Buffer, bool StartsEmpty)> AdjointBuffers { get; } = [];

    /// <summary>Computes before a loop what its iterations would all compute: what was made outside and is still the same.</summary>
    private void Hoist(Stmt loop)
    {
        var inside = new HashSet<int>(loop.Blocks().SelectMany(block => block.All()).Select(statement => statement.Id));
        var outside = _facts.Regions.Of(loop);
        foreach (var (version, _) in _needs.Required
            .Where(required => inside.Contains(required.Use))
            .OrderBy(required => required.Version.Id)
            .ToList())
        {
            if (!version.Region.Contains(outside) || version.Statement is not Assign assign)
            {
                continue;
            }

            if (version.Variable.Type.IsView)
            {
                if (assign.Value is Slice or Member or Item or Flat or ViewCast && IsSameAt(assign, loop))
                {
                    HoistView(version.Variable, loop);
                }

                continue;
            }

            if (_needs.StorageOf(version) == Storage.Recomputed && !_facts.IsAtHand(version) && IsSameAt(assign, loop))
            {
                Value(version, loop);
            }
        }
    }

    /// <summary>Both the elements and their adjoints; what the loop does not use is dropped later.</summary>
    private void HoistView(Variable view, Stmt loop)
    {
        PrimalView(view.Ref(), loop);
        if (_facts.Activity.IsActive(_facts.Roots.Of(view.Ref())))
        {
            AdjointView(view.Ref(), loop);
        }
    }

    /// <summary>Whether computing the definition again right behind the loop gives what it gave.</summary>
    private bool IsSameAt(Assign definition, Stmt loop)
    {
        if (definition.Value is Load load && !_needs.IsReloadable(load, definition, loop))
        {
            return false;
        }

        return definition.Value.Operands().All(operand =>
            operand is not VariableRef { Type.IsView: false } reference
            || _facts.VersionOf(definition, reference.Variable) is var version
                && (_facts.IsAtHand(version)
                    || _needs.StorageOf(version) == Storage.Saved
                    || (version.Statement is Assign inner && IsSameAt(inner, loop))));
    }
}
