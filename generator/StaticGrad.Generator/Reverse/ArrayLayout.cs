using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// Where local arrays live. One at the level of the method is a pooled array that both sweeps see. One of an iteration is a
/// part of a slab that takes all of them, one behind the other, when the reverse sweep reads elements again; else one buffer
/// serves every iteration.
/// </summary>
internal sealed class ArrayLayout
{
    private readonly Dictionary<int, LocalArray> _arrays = [];

    public ArrayLayout(Facts facts, Needs needs, SaveLayout saves)
    {
        foreach (var root in facts.Roots.All)
        {
            if (root.Allocation is not Assign { Value: NewArray array } || !facts.Versions.IsReached(root.Allocation))
            {
                continue;
            }

            var perIteration = Facts.IsPerIteration(facts.Regions.Home(root.Variable));
            var isKept = perIteration && needs.IsReread(root);
            var name = root.Variable.Name;
            var type = root.Variable.Type.WithShape(Shape.Array);
            _arrays.Add(root.Variable.Id, new LocalArray(
                root,
                array.Count,
                root.Variable with { Type = root.Variable.Type.WithShape(Shape.Span) },
                saves.Shared(name + "Buffer", type),
                isKept ? saves.Shared(name + "Top", IrType.Int32) : null,
                perIteration));
        }

        IsPassedAsArray = new HashSet<int>(
            from statement in facts.Method.Body.All()
            where !needs.HasFrame(statement)
            let call = Activity.CallOf(statement)
            where call is not null
            from index in Enumerable.Range(0, call.Arguments.Count)
            where call.Target.TakesArray(index)
            let root = facts.Roots.Of(call.Arguments[index])
            where facts.Effects.Writes(call, index) || CanBeOwn(root, facts, needs)
            select root.Variable.Id);
    }

    /// <summary>
    /// Whether the array can be allocated as the method does it: then the calls that take it as an array need no copies. Those
    /// of an iteration that the reverse sweep sees again stand in one slab.
    /// </summary>
    private static bool CanBeOwn(Root root, Facts facts, Needs needs) =>
        root.Allocation is Assign { Value: NewArray }
        && (!needs.IsSeen(root) || (!facts.IsSplit && !Facts.IsPerIteration(facts.Regions.Home(root.Variable))));

    public IEnumerable<LocalArray> All => _arrays.Values;

    /// <summary>Roots that a call of a user's method takes as an array: those are arrays of their own, as in the method.</summary>
    public HashSet<int> IsPassedAsArray { get; }

    public LocalArray? Find(Root root) => _arrays.TryGetValue(root.Variable.Id, out var array) ? array : null;
}

/// <param name="Root">The allocation.</param>
/// <param name="Count">Its length.</param>
/// <param name="View">The array as generated code sees it: a span of the buffer.</param>
/// <param name="Buffer">The pooled array behind it.</param>
/// <param name="Top">Where the next iteration's array begins; null when all iterations use one buffer.</param>
/// <param name="PerIteration">Whether it is allocated inside a loop.</param>
internal sealed record LocalArray(
    Root Root, Expr Count, Variable View, Variable Buffer, Variable? Top, bool PerIteration);
