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

        IsPassedAsArray = new HashSet<int>(facts.Method.Body.All()
            .Where(statement => !facts.IsActiveCall(statement))
            .Select(Activity.CallOf)
            .Where(call => call is not null)
            .SelectMany(call => call!.Arguments.Where((argument, index) =>
                call.Target.TakesArray(index) && facts.Effects.Writes(call, index)))
            .Select(argument => facts.Roots.Of(argument).Variable.Id));
    }

    public IEnumerable<LocalArray> All => _arrays.Values;

    /// <summary>Roots that a call of a user's method takes as an array and writes to: those cannot be a part of a pooled one.</summary>
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
