using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Reverse;

/// <summary>
/// The adjoint of each statement, in the opposite order. An adjoint variable holds, at every point, the adjoint of the
/// version that its variable has at that point; a statement that makes a version passes its adjoint on and ends it.
/// </summary>
internal sealed partial class ReverseSweep
{
    private readonly Facts _facts;
    private readonly Needs _needs;
    private readonly SaveLayout _saves;
    private readonly ArrayLayout _arrays;
    private readonly CallDerivatives _calls;
    private readonly ForwardSweep _forward;
    private readonly Expr? _seed;
    private readonly Dictionary<int, Variable> _adjoints = [];
    private readonly ILookup<int, Variable> _adjointsByHome;
    private readonly ILookup<int, Version> _savedByRegion;
    private readonly ILookup<int, LocalArray> _arraysByHome;
    private readonly Dictionary<string, Variable> _retained = [];
    private readonly Dictionary<int, (Variable Iteration, Expr Trips)> _iterations = [];
    private List<Stmt> _out = [];
    private Stmt _current = null!;

    /// <param name="gradients">The caller's gradient buffers of array parameters, by parameter id.</param>
    /// <param name="workingCopies">Copies of caller's buffers in which elements are restored, by parameter id.</param>
    public ReverseSweep(
        Facts facts,
        Needs needs,
        SaveLayout saves,
        ArrayLayout arrays,
        CallDerivatives calls,
        ForwardSweep forward,
        Expr? seed,
        IReadOnlyDictionary<int, Variable> gradients,
        IReadOnlyDictionary<int, Variable> workingCopies)
    {
        _facts = facts;
        _needs = needs;
        _saves = saves;
        _arrays = arrays;
        _calls = calls;
        _forward = forward;
        _seed = seed;
        _gradients = gradients;
        _workingCopies = workingCopies;
        _adjointsByHome = AdjointVariables().ToLookup(variable => facts.Regions.Home(variable).Id, Adjoint);
        _savedByRegion = needs.SavedVersions.OrderBy(v => v.Id).ToLookup(version => version.Region.Id);
        _arraysByHome = arrays.All.ToLookup(array => facts.Regions.Home(array.Root.Variable).Id);
    }

    /// <summary>Gradients of retained locals, by name.</summary>
    public IReadOnlyDictionary<string, Variable> Retained => _retained;

    public Block Run() => Reverse(_facts.Method.Body, _facts.Regions.Root);

    /// <summary>The adjoint variable of a scalar.</summary>
    public Variable Adjoint(Variable variable)
    {
        if (!_adjoints.TryGetValue(variable.Id, out var adjoint))
        {
            adjoint = _facts.Variables.Create(variable.Name + "Adjoint", variable.Type);
            _adjoints.Add(variable.Id, adjoint);
        }

        return adjoint;
    }

    private IEnumerable<Variable> AdjointVariables() => _facts.Versions.All
        .Where(version => !version.IsMemory && !version.Variable.Type.IsView)
        .Select(version => version.Variable)
        .Where(_facts.HasAdjoint)
        .GroupBy(variable => variable.Id)
        .Select(group => group.First());

    // Blocks

    /// <param name="last">Undoes first what an iteration did last: a loop's continuing part, which shares the body's scope.</param>
    private Block Reverse(Block block, Region region, Action? last = null)
    {
        var outer = _out;
        _out = [];
        EnterScope();
        foreach (var adjoint in _adjointsByHome[region.Id])
        {
            _out.Add(new Declare(adjoint));
        }

        foreach (var version in _savedByRegion[region.Id])
        {
            ReadSaved(version);
        }

        foreach (var array in _arraysByHome[region.Id])
        {
            EnterArray(array);
        }

        last?.Invoke();
        for (var i = block.Statements.Count - 1; i >= 0; i--)
        {
            Reverse(block.Statements[i], region);
        }

        LeaveIteration(region);
        LeaveScope();
        var result = Block.Of(_out);
        _out = outer;
        return result;
    }

    private void LeaveIteration(Region region)
    {
        if (region.IsIteration && _saves.FindSlot(region) is { Counter: { } counter })
        {
            _out.Add(new Accumulate(counter, Constant.Of(1), Subtract: true));
        }
    }

    private void Reverse(Stmt statement, Region region)
    {
        if (!_needs.HasReverse(statement))
        {
            return;
        }

        _facts.Cancellation.ThrowIfCancellationRequested();
        _current = statement;
        var first = _out.Count;
        switch (statement)
        {
            case If branch:
                ReverseIf(branch);
                break;
            case For loop:
                ReverseFor(loop);
                break;
            case Loop loop:
                ReverseLoop(loop);
                break;
            case Sequel sequel:
                _out.Add(new If(
                    Value(_needs.Synthetic(sequel, VersionKind.Reached), sequel),
                    Reverse(sequel.Body, _facts.Regions.Of(sequel, 0)),
                    Block.Empty));
                break;
            case Return { Value: { } value }:
                Add(value, _seed!);
                break;
            case Assign { Value: Call } or Invoke { Call: Call } when _needs.HasFrame(statement):
                ReverseCall(statement);
                break;
            case Assign assign:
                ReverseAssign(assign);
                break;
            case AssignPair pair:
                ReversePair(pair);
                break;
            case Store store:
                ReverseStore(store);
                break;
            case AddTo add:
                ReverseAddTo(add);
                break;
        }

        if (statement.Blocks().Any())
        {
            return;
        }

        for (var i = first; i < _out.Count; i++)
        {
            _out[i] = _out[i] with { Line = statement.Line };
        }
    }

    // Scalars

    private void ReverseAssign(Assign assign)
    {
        var target = assign.Target;
        if (!_facts.IsActive(assign))
        {
            End(target);
            return;
        }

        switch (assign.Value)
        {
            case Load load:
                var view = AdjointView(load.View, assign);
                _out.Add(new AddTo(view, Value(assign, load.Index), Adjoint(target).Ref(), Subtract: false));
                End(target);
                break;
            case RetainOf retain:
                Retain(retain, target);
                ReverseOperation(assign, assign.Value, [target]);
                break;
            default:
                ReverseOperation(assign, assign.Value, [target]);
                break;
        }
    }

    private void ReversePair(AssignPair pair)
    {
        if (_facts.IsActive(pair))
        {
            ReverseOperation(pair, pair.Value, [pair.First, pair.Second]);
        }
        else
        {
            End(pair.First);
            End(pair.Second);
        }
    }

    /// <summary>
    /// What the rule adds to each operand's adjoint. An operand that is the target itself takes its new adjoint last, in
    /// place of the old one.
    /// </summary>
    private void ReverseOperation(Stmt statement, Expr value, Variable[] targets)
    {
        var operands = Facts.RuleOperands(value);
        var contributions = Facts.Contributions(value);
        var own = new List<(Variable Target, Expr Value)>();
        for (var i = 0; i < contributions.Count; i++)
        {
            if (contributions[i] is not { } rule || !_facts.Activity.IsActive(statement, operands[i]))
            {
                continue;
            }

            var contribution = Contribution(statement, rule, operands, targets);
            var operand = ((VariableRef)operands[i]).Variable;
            if (targets.Any(target => target.Id == operand.Id))
            {
                own.Add((operand, contribution));
            }
            else
            {
                Add(operands[i], contribution);
            }
        }

        foreach (var target in targets)
        {
            var sum = own.Where(item => item.Target.Id == target.Id)
                .Select(item => item.Value)
                .Aggregate((Expr?)null, (total, item) =>
                    total is null ? item : new Binary(BinaryOperator.Add, total, item, target.Type));
            if (sum is null)
            {
                End(target);
            }
            else if (!(sum is VariableRef same && same.Variable.Id == Adjoint(target).Id))
            {
                _out.Add(new Assign(Adjoint(target), sum));
            }
        }
    }

    private Expr Contribution(Stmt statement, Expr rule, IReadOnlyList<Expr> operands, Variable[] targets)
    {
        foreach (var again in _facts.Repeats(statement, rule, operands))
        {
            rule = rule.Replace(again.Key, Value(again.Value, statement));
        }

        return rule.Substitute(mentioned => Mentioned(statement, mentioned, operands, targets));
    }

    private Expr? Mentioned(Stmt statement, Variable mentioned, IReadOnlyList<Expr> operands, Variable[] targets) =>
        RuleContext.IsCotangent(mentioned, out var cotangent) ? AdjointOrZero(targets[cotangent])
        : RuleContext.IsResult(mentioned, out var result) ? Value(_facts.Versions.Made(statement, targets[result]), statement)
        : RuleContext.IsArgument(mentioned, out var argument) ? Value(statement, operands[argument])
        : null;

    private Expr AdjointOrZero(Variable target) =>
        _facts.HasAdjoint(target) ? Adjoint(target).Ref() : Constant.Zero(target.Type);

    private void Add(Expr operand, Expr contribution)
    {
        var adjoint = Adjoint(((VariableRef)operand).Variable);
        if (contribution is Unary { Operator: UnaryOperator.Negate } negated)
        {
            _out.Add(new Accumulate(adjoint, negated.Operand, Subtract: true));
        }
        else
        {
            _out.Add(new Accumulate(adjoint, contribution));
        }
    }

    private void End(Variable target)
    {
        if (_facts.HasAdjoint(target))
        {
            _out.Add(new Assign(Adjoint(target), Constant.Zero(target.Type)));
        }
    }

    /// <summary>The gradient of what was assigned last: in a loop, of the iteration that the reverse sees first.</summary>
    private void Retain(RetainOf retain, Variable target)
    {
        if (!_retained.TryGetValue(retain.Name, out var gradient))
        {
            gradient = _facts.Variables.Create(retain.Name + "Gradient", target.Type, VariableKind.Parameter);
            _retained.Add(retain.Name, gradient);
            _retainedSeen.Add(retain.Name, _facts.Variables.Create(retain.Name + "Seen", IrType.Bool));
        }

        var seen = _retainedSeen[retain.Name];
        _out.Add(new If(
            new Unary(UnaryOperator.Not, seen.Ref(), IrType.Bool),
            Block.Of([new Accumulate(gradient, Adjoint(target).Ref()), new Assign(seen, Constant.Of(true))]),
            Block.Empty));
    }
}
