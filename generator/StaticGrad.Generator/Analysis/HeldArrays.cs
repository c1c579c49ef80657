using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>An array whose elements a method sees though it is no argument: a part of one, or a static field or a part of it.</summary>
/// <param name="Parameter">The argument; -1 for a static field.</param>
/// <param name="Field">The static field; null for an argument.</param>
/// <param name="Steps">From there to the array: members, items and grids in turn.</param>
/// <param name="Element">Its elements.</param>
/// <param name="IsWritten">Whether elements are written.</param>
internal sealed record HeldArray(
    int Parameter, StaticRead? Field, EquatableArray<HeldStep> Steps, ScalarType Element, bool IsWritten)
{
    public bool IsNamedBy(string container) =>
        Steps.Select(step => step.PrivateTo).Append(Field?.PrivateTo).All(type => type is null || type == container);
}

/// <param name="Kind">How it is reached.</param>
/// <param name="Name">The member's name; empty for an item or a grid.</param>
/// <param name="From">The type of what it is a part of.</param>
/// <param name="Type">Its own type.</param>
/// <param name="PrivateTo">The type that alone may name it, or null.</param>
internal sealed record HeldStep(HeldStepKind Kind, string Name, IrType From, IrType Type, string? PrivateTo);

internal enum HeldStepKind
{
    Member,

    /// <summary>Every item of an array.</summary>
    Item,

    /// <summary>The elements of a two-dimensional array.</summary>
    Flat,
}

/// <summary>
/// Finds what each method holds, calls included. Of a model that holds models of its own type, each member is followed once.
/// </summary>
internal sealed class HeldArrays
{
    private readonly IReadOnlyDictionary<string, MethodIr> _methods;
    private readonly Effects _effects;
    private readonly Changes _changes;
    private readonly Dictionary<string, HashSet<HeldArray>> _held;

    public HeldArrays(IReadOnlyDictionary<string, MethodIr> methods, Effects effects, Changes changes)
    {
        _methods = methods;
        _effects = effects;
        _changes = changes;
        _held = methods.Keys.ToDictionary(key => key, _ => new HashSet<HeldArray>());
        var views = methods.Values.ToDictionary(method => method.Key, method => new HeldViews(method));
        int before;
        do
        {
            before = _held.Values.Sum(held => held.Count);
            foreach (var method in methods.Values)
            {
                _held[method.Key].UnionWith(Find(method, views[method.Key]).ToList());
            }
        }
        while (_held.Values.Sum(held => held.Count) != before);
    }

    public IReadOnlyCollection<HeldArray> Of(string key) => _held[key];

    /// <summary>Those of a method that may have no source.</summary>
    public IReadOnlyCollection<HeldArray> OfOrNone(string key) => _held.TryGetValue(key, out var held) ? held : [];

    private IEnumerable<HeldArray> Find(MethodIr method, HeldViews views)
    {
        foreach (var statement in method.Body.All())
        {
            foreach (var array in _changes.MadeBy(statement).SelectMany(change => change.Arrays))
            {
                yield return new HeldArray(-1, array, EquatableArray<HeldStep>.Empty, array.Type.Scalar, IsWritten: true);
            }

            if (Activity.CallOf(statement) is { } call)
            {
                foreach (var held in OfCall(call, views))
                {
                    yield return held;
                }
            }
            else if (statement is not (Assign { Target.Type.IsView: true } or Assign { Value: Length }))
            {
                foreach (var view in statement.Reads().Where(IsArray))
                {
                    var isWritten = statement is Store or AddTo && statement.Expressions()[0].Equals(view.Ref());
                    if (views.Find(view, isWritten) is { } held)
                    {
                        yield return held;
                    }
                }
            }
        }
    }

    private static bool IsArray(Variable view) => view.Type.Shape is Shape.Array or Shape.Span or Shape.ReadOnlySpan;

    /// <summary>The arrays that are handed over, and what the callee holds of its arguments and of static fields.</summary>
    private IEnumerable<HeldArray> OfCall(Call call, HeldViews views)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Arguments[i] is VariableRef view && IsArray(view.Variable)
                && views.Find(view.Variable, _effects.Writes(call, i)) is { } passed)
            {
                yield return passed;
            }
        }

        foreach (var held in OfOrNone(call.Target.Key).ToList())
        {
            var known = held.Field is not null ? held
                : call.Arguments[held.Parameter] is VariableRef argument ? views.Find(argument.Variable, held)
                : null;
            if (known is not null)
            {
                yield return known;
            }
        }
    }
}

/// <summary>What the views of one method are parts of. Views are assigned once, so following definitions back is exact.</summary>
internal sealed class HeldViews
{
    private readonly Dictionary<int, HeldArray> _views = [];

    public HeldViews(MethodIr method)
    {
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i].Variable;
            _views[parameter.Id] = new HeldArray(i, null, EquatableArray<HeldStep>.Empty, parameter.Type.Scalar, false);
        }

        foreach (var assign in method.Body.All().OfType<Assign>().Where(assign => assign.Target.Type.IsView))
        {
            if (Define(assign.Value) is { } held)
            {
                _views[assign.Target.Id] = held with { Element = assign.Target.Type.Scalar };
            }
        }
    }

    /// <summary>What the view is a part of; null for an argument itself, and for an array that the method has made.</summary>
    public HeldArray? Find(Variable view, bool isWritten) =>
        _views.TryGetValue(view.Id, out var held) && (held.Field is not null || held.Steps.Count > 0)
            ? held with { IsWritten = isWritten }
            : null;

    /// <summary>What a callee holds of an argument, as a part of what the argument itself is a part of.</summary>
    public HeldArray? Find(Variable argument, HeldArray ofCallee)
    {
        HeldArray? held = _views.TryGetValue(argument.Id, out var of) ? of : null;
        foreach (var step in ofCallee.Steps)
        {
            held = held is null ? null : Extend(held, step);
        }

        return held is null ? null : held with { Element = ofCallee.Element, IsWritten = ofCallee.IsWritten };
    }

    private HeldArray? Define(Expr value) => value switch
    {
        StaticRead field => new HeldArray(-1, field, EquatableArray<HeldStep>.Empty, field.Type.Scalar, false),
        Member member => Step(member.Object, HeldStepKind.Member, member.Name, member.Type, member.PrivateTo),
        Item item => Step(item.Array, HeldStepKind.Item, "", item.Type),
        Flat flat => Step(flat.Array, HeldStepKind.Flat, "", flat.Type),
        Slice slice => Known(slice.View),
        ViewCast cast => Known(cast.View),
        DetachOf detach => Known(detach.Operand),
        VariableRef => Known(value),
        _ => null,
    };

    private HeldArray? Step(Expr whole, HeldStepKind kind, string name, IrType type, string? privateTo = null) =>
        Known(whole) is { } held ? Extend(held, new HeldStep(kind, name, whole.Type, type, privateTo)) : null;

    private HeldArray? Known(Expr view) =>
        view is VariableRef { Variable: var variable } && _views.TryGetValue(variable.Id, out var held) ? held : null;

    private static HeldArray? Extend(HeldArray held, HeldStep step) =>
        step.Kind == HeldStepKind.Member && held.Steps.Contains(step) ? null : held with { Steps = held.Steps.Append(step).ToEquatableArray() };
}
