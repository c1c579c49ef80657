using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Reverse;

/// <summary>Stores, and calls that keep frames, undone.</summary>
internal sealed partial class ReverseSweep
{
    private void ReverseStore(Store store)
    {
        var root = _facts.Roots.Of(store.View);
        var index = Value(store, store.Index);
        if (_facts.Activity.IsActiveAfter(store, root))
        {
            var view = AdjointView(store.View, store);
            if (!_facts.Stops(store, store.View) && _facts.Activity.IsActive(store, store.Value))
            {
                Add(store.Value, new Load(view, index));
            }

            _out.Add(new Store(view, index, Constant.Zero(view.Type.Element)));
        }

        Restore(store, store.View, index);
    }

    private void ReverseAddTo(AddTo add)
    {
        var root = _facts.Roots.Of(add.View);
        var index = Value(add, add.Index);
        if (_facts.Activity.IsActiveAfter(add, root))
        {
            if (_facts.Stops(add, add.View))
            {
                var view = AdjointView(add.View, add);
                _out.Add(new Store(view, index, Constant.Zero(view.Type.Element)));
            }
            else if (_facts.Activity.IsActive(add, add.Value))
            {
                Expr element = new Load(AdjointView(add.View, add), index);
                Add(add.Value, add.Subtract ? new Unary(UnaryOperator.Negate, element, element.Type) : element);
            }
        }

        Restore(add, add.View, index);
    }

    private void Restore(Stmt store, Expr view, Expr index)
    {
        if (_needs.IsRestored(store))
        {
            _out.Add(new Store(
                PrimalView(view, store), index, Value(_needs.Synthetic(store, VersionKind.Overwritten), store)));
        }
    }

    // Calls

    private void ReverseCall(Stmt statement)
    {
        var call = Activity.CallOf(statement)!;
        var derivative = _calls.Of(_facts, statement);
        var frame = Value(_needs.Synthetic(statement, VersionKind.Frame), statement);
        var arguments = new List<Expr>();
        foreach (var argument in call.Arguments)
        {
            arguments.Add(argument.Type.IsView ? PrimalView(argument, statement) : Value(statement, argument));
        }

        var target = statement is Assign { Target: { Type.IsView: false } assigned } ? assigned : null;
        if (derivative.Method.Result.IsFloatingScalar)
        {
            // By value: the callee may add to this very adjoint.
            var cotangent = _facts.Variables.Create("cotangent", derivative.Method.Result);
            _out.Add(new Assign(cotangent, target is null ? Constant.Zero(cotangent.Type) : AdjointOrZero(target)));
            arguments.Add(cotangent.Ref());
        }

        if (target is not null)
        {
            End(target);
        }

        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (derivative.HasAdjoint(i))
            {
                arguments.Add(AdjointArgument(statement, call.Arguments[i]));
            }
        }

        arguments.Add(frame);
        _out.Add(new Invoke(new RuntimeCall(derivative.NameFrom(_facts.Host) + ".Reverse", arguments.ToEquatableArray(), IrType.Void)));
        _out.Add(new Invoke(Runtime.Call(Runtime.ReturnFrame, IrType.Void, frame)));
    }

    private Expr AdjointArgument(Stmt statement, Expr argument) =>
        argument.Type.IsView
            ? argument.Type.GradientIsReference ? new RefTo(AdjointView(argument, statement)) : AdjointView(argument, statement)
            : new RefTo(Adjoint(((VariableRef)argument).Variable).Ref());
}
