using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Analysis;

/// <summary>What only the analyses can tell: active values that flow where gradients cannot follow, or lose them.</summary>
internal sealed class Checks(
    Facts facts, ISet<int> frozen, IReadOnlyDictionary<string, RefusedCallee> refused, List<Finding> findings)
{
    /// <summary>Integers that a rounding of a varied value reached, with the finding where they become floating again.</summary>
    private readonly Dictionary<Version, Finding> _rounded = [];

    /// <summary>The same for the elements of arrays of integers.</summary>
    private readonly Dictionary<Root, Finding> _roundedArrays = [];

    public void Run()
    {
        var statements = facts.Method.Body.All().Where(facts.Versions.IsReached).ToList();
        FollowRounded(statements);
        foreach (var statement in statements)
        {
            CheckCall(statement);
            CheckStore(statement);
            CheckRounding(statement);
            if (statement is Assign { Value: RetainOf retain } && !facts.Activity.IsVaried(statement, retain.Operand))
            {
                Report(RuleIds.RetainOfConstant, statement, retain.Name);
            }
        }

        new FreezingChecks(facts, findings).Run();
    }

    private void Report(string id, Stmt statement, params string[] arguments)
    {
        if (statement.Site >= 0)
        {
            var finding = Finding.Of(id, statement.Site, arguments);
            if (!findings.Contains(finding))
            {
                findings.Add(finding);
            }
        }
    }

    private void CheckCall(Stmt statement)
    {
        if (Activity.CallOf(statement) is not { } call)
        {
            return;
        }

        var name = NameOf(call);
        var takesActive = !statement.NoGrad && !call.Target.Constant
            && facts.Activity.IsVariedCall(statement, call);
        var returnsActive = statement is Assign { Target: { Type: { HasFloatingElement: true, IsView: false } } target }
            && facts.Activity.IsUseful(facts.Versions.Made(statement, target));
        var writesActive = facts.WritesActive(statement, call);
        var objects = call.Arguments.Where((a, i) => a.Type.IsObject && facts.Effects.Writes(call, i)).ToList();
        if (objects.Count > 0 && facts.Effects.IsKnown(call))
        {
            Report(RuleIds.UnsupportedConstruct, statement, $"a call of '{name}', which writes to '{facts.Roots.Of(objects[0]).Name}', a model,");
        }
        else if (objects.Count > 0)
        {
            ReportUnknown(statement, call, name);
        }
        else if (takesActive && !facts.Effects.IsKnown(call) && (returnsActive || writesActive || call.Type == IrType.Void))
        {
            ReportUnknown(statement, call, name);
        }
        else if (facts.HasDerivative(statement))
        {
            CheckAliases(statement, call, name);
        }
        else if ((writesActive || facts.WritesPartAsArray(call)) && refused.ContainsKey(call.Target.Key))
        {
            ReportUnknown(statement, call, name);
        }
        else if (writesActive)
        {
            Report(RuleIds.UnsupportedConstruct, statement, $"a call of '{name}', which may write to an array that carries gradients,");
        }
        else if (facts.WritesPartAsArray(call))
        {
            Report(
                RuleIds.UnsupportedConstruct,
                statement,
                $"a call of '{name}', which writes to an array that is not an array of its own here (let it take a Span),");
        }
        else if (call.Target.Unreachable is { } unreachable)
        {
            Report(RuleIds.UnsupportedConstruct, statement, "a call of " + unreachable);
        }
    }

    private void ReportUnknown(Stmt statement, Call call, string name)
    {
        if (refused.TryGetValue(call.Target.Key, out var reasons))
        {
            findings.AddRange(reasons.Findings.Where(finding => !findings.Contains(finding)));
        }
        else
        {
            Report(RuleIds.CallWithoutDerivative, statement, name, WhyUnknown(call));
        }
    }

    private string WhyUnknown(Call call) => refused.ContainsKey(call.Target.Key)
        ? "its body is not one that StaticGrad follows"
        : "its source is not in this compilation";

    private void CheckAliases(Stmt statement, Call call, string name)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Arguments[i] is not VariableRef { Type: { IsView: true, HasFloatingElement: true } } view)
            {
                continue;
            }

            var root = facts.Roots.Of(view);
            var shared = call.Arguments.Where((a, j) => j != i && a.Type.IsView && facts.Roots.Of(a) == root).Any();
            if (shared && facts.Effects.Writes(call, i))
            {
                Report(RuleIds.AliasedBuffers, statement, root.Variable.Name, name);
            }
        }
    }

    private void CheckStore(Stmt statement)
    {
        if (statement is Store or AddTo)
        {
            CheckWritten(statement, statement.Expressions().First(), facts.Activity.IsVaried(statement, statement.Expressions().Last()));
        }
        else if (Activity.CallOf(statement) is { } call && facts.Effects.IsKnown(call))
        {
            var varies = !call.Target.Constant && facts.Activity.IsVariedCall(statement, call);
            for (var i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i].Type is { IsView: true, IsObject: false } && facts.Effects.Writes(call, i))
                {
                    CheckWritten(statement, call.Arguments[i], varies && !facts.Effects.IsFrozen(call, i));
                }
            }
        }
    }

    /// <summary>What is stored must stay where gradients can follow.</summary>
    private void CheckWritten(Stmt statement, Expr view, bool varies)
    {
        var root = facts.Roots.Of(view);
        varies &= !statement.NoGrad && view.Type.HasFloatingElement;
        if (root.Owner is not null)
        {
            Report(
                varies ? RuleIds.StoredOutOfReach : RuleIds.UnsupportedConstruct,
                statement,
                varies ? root.Name : $"a write to '{root.Name}', which a model holds,");
        }
        else if (varies
            && !facts.Roots.IsDetachedAlias(view)
            && (root.IsStatic || (root.IsParameter && frozen.Contains(root.Variable.Id))))
        {
            Report(RuleIds.StoredOutOfReach, statement, root.Name);
        }
    }

    // Roundings

    private static readonly string[] Places = ["first", "second", "third"];

    private void CheckRounding(Stmt statement)
    {
        if (statement.NoGrad || statement is not Assign { Target: { Type.IsFloatingScalar: true } target } assign
            || !facts.Activity.IsUseful(facts.Versions.Made(assign, target)))
        {
            return;
        }

        if (assign.Value is Intrinsic call)
        {
            var varied = RuleTable.Of(call).Contributions
                .Select((contribution, i) => (Place: Places[i], IsLost: contribution is null, Value: call.Arguments[i]))
                .Where(argument => facts.Activity.IsVaried(statement, argument.Value))
                .ToList();
            if (varied.Any(argument => argument.IsLost))
            {
                var name = call.Function.Substring("System.".Length);
                var lost = varied.First(argument => argument.IsLost).Place;
                var what = varied.All(argument => argument.IsLost) ? name : $"the {lost} argument of {name}";
                Report(RuleIds.ZeroDerivative, statement, what);
            }
        }

        if (assign.Value is Conversion or Intrinsic or Call)
        {
            if (RoundedOperand(assign, assign.Value.Operands()) is { } finding && !findings.Contains(finding))
            {
                findings.Add(finding);
            }
        }
    }

    private Finding? RoundedOperand(Stmt statement, IEnumerable<Expr> operands) => operands
        .OfType<VariableRef>()
        .Where(operand => operand.Type.IsInteger)
        .Select(operand => _rounded.TryGetValue(facts.Versions.Use(statement, operand.Variable), out var finding) ? finding : null)
        .FirstOrDefault(finding => finding is not null);

    private void FollowRounded(List<Stmt> statements)
    {
        int before;
        do
        {
            before = _rounded.Count + _roundedArrays.Count;
            foreach (var join in facts.Versions.All.Where(version => version.IsJoin && !version.IsMemory))
            {
                foreach (var input in join.Inputs.Where(_rounded.ContainsKey).Take(1))
                {
                    Mark(join, _rounded[input]);
                }
            }

            foreach (var assign in statements.OfType<Assign>().Where(s => s.Target.Type.IsInteger && !s.NoGrad))
            {
                var made = facts.Versions.Made(assign, assign.Target);
                if (assign.Value is Conversion or Intrinsic or Call
                    && assign.Value.Operands().Any(operand => !operand.Type.IsObject && facts.Activity.IsVaried(assign, operand)))
                {
                    Mark(made, Lost(assign));
                }
                else if (assign.Value is Load load)
                {
                    if (_roundedArrays.TryGetValue(facts.Roots.Of(load.View), out var stored))
                    {
                        Mark(made, stored);
                    }
                }
                else if (RoundedOperand(assign, Facts.RuleOperands(assign.Value)) is { } finding)
                {
                    Mark(made, finding);
                }
            }

            foreach (var store in statements.OfType<Store>().Where(store => !store.NoGrad))
            {
                if (RoundedOperand(store, [store.Value]) is { } finding && !_roundedArrays.ContainsKey(facts.Roots.Of(store.View)))
                {
                    _roundedArrays.Add(facts.Roots.Of(store.View), finding);
                }
            }
        }
        while (_rounded.Count + _roundedArrays.Count != before);
    }

    /// <summary>
    /// A conversion and a known function are steps, whose derivative is zero; so is what a method with source makes of them. Of
    /// another method nothing is known: it may return the bits of its argument.
    /// </summary>
    private Finding Lost(Assign assign) => assign.Value switch
    {
        Call call when !facts.Effects.IsKnown(call) => Finding.Of(RuleIds.CallWithoutDerivative, assign.Site, NameOf(call), WhyUnknown(call)),
        Call call => Finding.Of(RuleIds.ZeroDerivative, assign.Site, NameOf(call)),
        Intrinsic call => Finding.Of(RuleIds.ZeroDerivative, assign.Site, call.Function.Substring("System.".Length)),
        _ => Finding.Of(RuleIds.ZeroDerivative, assign.Site, "a conversion to an integer"),
    };

    private static string NameOf(Call call) => call.Target.QualifiedName.Replace("global::", "");

    private void Mark(Version version, Finding finding)
    {
        if (!_rounded.ContainsKey(version))
        {
            _rounded.Add(version, finding);
        }
    }
}
