using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Reverse;

/// <summary>Branches and loops, undone.</summary>
internal sealed partial class ReverseSweep
{
    private void ReverseIf(If branch)
    {
        var condition = _facts.EndedOnlyBy(branch) is { } loop
            ? IsLastIteration(loop, Facts.IsBreakOf(branch.Then, loop))
            : Value(branch, branch.Condition);
        var then = Reverse(branch.Then, _facts.Regions.Of(branch, 0));
        var otherwise = Reverse(branch.Else, _facts.Regions.Of(branch, 1));
        _out.Add(new If(condition, then, otherwise));
    }

    /// <summary>Whether the iteration that is undone is the last one; or, for the other arm, an earlier one.</summary>
    private Expr IsLastIteration(Loop loop, bool last)
    {
        var (iteration, trips) = _iterations[loop.Number];
        var end = new Binary(BinaryOperator.Subtract, trips, Constant.Of(1), IrType.Int32);
        return new Binary(last ? BinaryOperator.Equal : BinaryOperator.Less, iteration.Ref(), end, IrType.Bool);
    }

    private void ReverseFor(For loop)
    {
        Hoist(loop);
        var body = _facts.Regions.Of(loop, 0);
        var from = Value(loop, loop.From);
        var counter = _facts.Variables.Create(loop.Counter.Name, loop.Counter.Type, loop.Counter.Kind);
        _counters[loop.Counter.Id] = counter;
        if (_facts.HasExits(loop))
        {
            // The counter follows from the number of the iteration.
            var number = _facts.Variables.Create("iteration", IrType.Int32);
            var trips = Value(_needs.Synthetic(loop, VersionKind.Trips), loop);
            var isPlain = loop is { From: Constant { Bits: 0 }, Step: 1 };
            var inner = Reverse(loop.Body, body);
            if (!isPlain)
            {
                var offset = loop.Step == 1
                    ? (Expr)number.Ref()
                    : new Binary(BinaryOperator.Multiply, number.Ref(), Constant.Of(loop.Step), IrType.Int32);
                inner = Block.Of(new Stmt[]
                {
                    new Assign(counter, new Binary(BinaryOperator.Add, from, offset, IrType.Int32)),
                }.Concat(inner.Statements));
            }

            _out.Add(Downwards(isPlain ? counter : number, trips, inner));
            return;
        }

        var to = Value(loop, loop.To);
        var reversed = Reverse(loop.Body, body);
        _out.Add(loop with
        {
            Counter = counter, From = LastCounter(loop, from, to), To = from, Inclusive = true, Step = -loop.Step, Body = reversed,
        });
    }

    private Expr LastCounter(For loop, Expr from, Expr to)
    {
        if (loop.Step is not (1 or -1))
        {
            return Runtime.Call(
                Runtime.Last, IrType.Int32, from, to, Constant.Of(loop.Step), Constant.Of(loop.Inclusive));
        }

        if (loop.Inclusive)
        {
            return to;
        }

        // The bound of a loop that never runs may be the smallest integer, and one less would be the largest.
        return loop is { Step: 1, From: Constant { Bits: 0 }, To: VariableRef bound } && !IsLength(loop, bound)
            ? Runtime.Call(Runtime.Before, IrType.Int32, to)
            : new Binary(
                loop.Step > 0 ? BinaryOperator.Subtract : BinaryOperator.Add, to, Constant.Of(1), IrType.Int32);
    }

    private bool IsLength(For loop, VariableRef bound) =>
        _facts.VersionOf(loop, bound.Variable) is { Kind: VersionKind.Assigned, Statement: Assign { Value: Length } };

    private For Downwards(Variable counter, Expr trips, Block body) => new(
        0,
        counter,
        new Binary(BinaryOperator.Subtract, trips, Constant.Of(1), IrType.Int32),
        Constant.Of(0),
        Inclusive: true,
        Step: -1,
        body);

    private void ReverseLoop(Loop loop)
    {
        Hoist(loop);
        var trips = Value(_needs.Synthetic(loop, VersionKind.Trips), loop);
        var iteration = _facts.Variables.Create("iteration", IrType.Int32);
        _iterations[loop.Number] = (iteration, trips);
        var body = Reverse(
            loop.Body,
            _facts.Regions.Of(loop, 0),
            () => _out.AddRange(Reverse(loop.Continuing, _facts.Regions.Of(loop, 1)).Statements));
        _out.Add(Downwards(iteration, trips, body));
    }
}
