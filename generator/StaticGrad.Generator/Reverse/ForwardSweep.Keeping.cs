using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Reverse;

/// <summary>How values are kept for the reverse sweep.</summary>
internal sealed partial class ForwardSweep
{
    private void EmitKeep(Version version, List<Stmt> output)
    {
        if (needs.StorageOf(version) == Storage.Saved)
        {
            EmitSave(version, version.Variable.Ref(), output);
        }
        else if (needs.StorageOf(version) == Storage.AtHand && AtHand(version) is { } holder && holder.Id != version.Variable.Id)
        {
            output.Add(new Assign(holder, version.Variable.Ref()));
        }
    }

    private void EmitSave(Version version, Expr saved, List<Stmt> output)
    {
        output.Add(saves.PlaceOf(version) switch
        {
            Load place => new Store(place.View, place.Index, saved),
            VariableRef field => new Assign(field.Variable, saved),
            var place => throw new InvalidOperationException($"a place that cannot be assigned: {place}"),
        });
    }

    /// <summary>Slabs of known size are rented right before the outermost loop that fills them.</summary>
    private void RentBefore(Stmt statement)
    {
        if (statement is not (For or Loop))
        {
            return;
        }

        foreach (var slab in saves.Slabs.Where(slab => slab.Slot.Capacity is not null && slab.Slot.Outermost.Id == statement.Id))
        {
            _out.Add(new Assign(slab.Variable, Runtime.Call(
                Runtime.Rent + Generic(slab.Variable), slab.Variable.Type, Capacity([.. slab.Slot.Capacity!.Select(ViewTypes)]))));
        }
    }

    /// <summary>The factors of a slab's size, three at the most.</summary>
    private static Expr[] Capacity(List<Expr> trips)
    {
        while (trips.Count > 3)
        {
            trips = [Runtime.Call(Runtime.Product, IrType.Int32, trips[0], trips[1]), .. trips.Skip(2)];
        }

        return [.. trips];
    }

    // Local arrays are spans of pooled ones.

    private Expr ViewTypes(Expr expr) => expr is Call call
        ? call with { Arguments = call.Arguments.Select((argument, i) => Handed(argument, call.Target.TakesArray(i))).ToEquatableArray() }
        : expr.Substitute(variable => Retyped(variable) is { } other ? other.Ref() : null);

    /// <summary>An argument of a user's method: one that takes an array gets a copy of a part of a pooled one.</summary>
    private Expr Handed(Expr argument, bool takesArray)
    {
        var retyped = ViewTypes(argument);
        return takesArray && retyped.Type.Shape != Shape.Array
            ? Runtime.Call(Runtime.ToArray + $"<{argument.Type.Element.ToCSharp()}>", argument.Type.WithShape(Shape.Array), retyped)
            : retyped;
    }

    private Stmt Retyped(Stmt statement) =>
        statement is Assign assign && Retyped(assign.Target) is { } target ? assign with { Target = target } : statement;

    /// <summary>A view of a pooled local array that was declared as an array.</summary>
    public Variable? Retyped(Variable variable) =>
        variable.Type.Shape == Shape.Array
        && variable.Kind is not (VariableKind.Parameter or VariableKind.FrameField)
        && facts.Roots.TryFind(variable) is { } root
        && arrays.Find(root) is not null
        && !arrays.IsPassedAsArray.Contains(root.Variable.Id)
            ? variable with { Type = variable.Type.WithShape(Shape.Span) }
            : null;
}
