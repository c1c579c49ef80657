using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>Freezing that ends a gradient where the code does not show it, and equality tests on active values.</summary>
internal sealed class FreezingChecks(Facts facts, List<Finding> findings)
{
    private readonly List<Stmt> _statements = [.. facts.Method.Body.All().Where(facts.Versions.IsReached)];

    public void Run()
    {
        foreach (var statement in _statements)
        {
            CheckDetachedWrite(statement);
            CheckNoGradStore(statement);
            CheckNoGradAssign(statement);
            CheckEquality(statement);
        }
    }

    private void Report(string id, Stmt statement, string name)
    {
        var finding = Finding.Of(id, statement.Site, name);
        if (statement.Site >= 0 && !findings.Contains(finding))
        {
            findings.Add(finding);
        }
    }

    private void CheckDetachedWrite(Stmt statement)
    {
        foreach (var (view, isFrozen) in statement.NoGrad ? [] : WrittenViews(statement))
        {
            // Of what a caller hands over detached, the caller is told.
            var root = facts.Roots.Of(view);
            if ((isFrozen || facts.Roots.IsDetachedAlias(view)) && !root.IsDetached && facts.Activity.IsActive(root))
            {
                Report(RuleIds.DetachedWrite, statement, root.Variable.Name);
            }
        }
    }

    /// <summary>The views through which a store, or a call, writes, and whether the callee takes them for frozen.</summary>
    private IEnumerable<(Expr View, bool IsFrozen)> WrittenViews(Stmt statement) =>
        statement is Store or AddTo ? [(statement.Expressions().First(), false)]
        : Activity.CallOf(statement) is { } call
            ? call.Arguments
                .Select((argument, i) => (argument, IsFrozen: call.Target.Constant || facts.Effects.IsFrozen(call, i), Index: i))
                .Where(written => written.argument.Type.IsView && facts.Effects.Writes(call, written.Index))
                .Select(written => (written.argument, written.IsFrozen))
        : [];

    // Under NoGrad

    private void CheckNoGradStore(Stmt statement)
    {
        foreach (var root in statement.NoGrad ? WrittenViews(statement).Select(written => facts.Roots.Of(written.View)) : [])
        {
            if (facts.Activity.IsActive(root) && IsVaried(facts.Versions.MemoryBefore(statement, root), root, []))
            {
                Report(RuleIds.OverwrittenUnderNoGrad, statement, root.Variable.Name);
            }
        }
    }

    /// <summary>Whether an element may depend on a leaf in this state of a root's memory.</summary>
    private bool IsVaried(Version memory, Root root, HashSet<Version> seen)
    {
        if (!seen.Add(memory))
        {
            return false;
        }

        switch (memory.Kind)
        {
            case VersionKind.Entry:
                return root.IsParameter && facts.LeafIds.Contains(root.Variable.Id);
            case VersionKind.Assigned:
                var statement = memory.Statement!;
                return StoresVaried(statement)
                    || (statement is not Assign { Value: NewArray }
                        && IsVaried(facts.Versions.MemoryBefore(statement, root), root, seen));
            default:
                return memory.Inputs.Any(input => IsVaried(input, root, seen));
        }
    }

    private bool StoresVaried(Stmt statement) => !statement.NoGrad && statement switch
    {
        Store store => !facts.Roots.IsDetached(store.View) && facts.Activity.IsVaried(store, store.Value),
        AddTo add => !facts.Roots.IsDetached(add.View) && facts.Activity.IsVaried(add, add.Value),
        _ => facts.IsActiveCall(statement),
    };

    private void CheckNoGradAssign(Stmt statement)
    {
        if (!statement.NoGrad)
        {
            return;
        }

        foreach (var target in statement.Targets())
        {
            if (target is { Type.IsFloatingScalar: true, Kind: VariableKind.Local or VariableKind.Parameter }
                && facts.Versions.Overwritten(statement, target) is { } before
                && facts.Activity.IsVaried(before)
                && IsUsed(facts.Versions.Made(statement, target), []))
            {
                Report(RuleIds.OverwrittenUnderNoGrad, statement, target.Name);
            }
        }
    }

    /// <summary>Whether the version, or what it becomes under NoGrad, influences a result.</summary>
    private bool IsUsed(Version version, HashSet<Version> seen) =>
        seen.Add(version)
        && (facts.Activity.IsUseful(version)
            || facts.Versions.All.Any(join => join.Inputs.Contains(version) && IsUsed(join, seen))
            || _statements.Any(statement => statement.NoGrad
                && facts.Versions.Overwritten(statement, version.Variable) == version
                && IsUsed(facts.Versions.Made(statement, version.Variable), seen)));

    // Equality

    private void CheckEquality(Stmt statement)
    {
        if (statement is not Assign
            {
                NoGrad: false,
                Value: Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } test,
            }
            || test.Left.Equals(test.Right)
            || IsSpecial(test.Left) || IsSpecial(test.Right))
        {
            return;
        }

        var varied = test.Operands().FirstOrDefault(operand => facts.Activity.IsVaried(statement, operand));
        if (varied is VariableRef { Variable: var variable })
        {
            Report(
                RuleIds.ActiveEquality,
                statement,
                variable.Kind == VariableKind.Temporary ? "This value" : $"'{variable.Name}'");
        }
    }

    /// <summary>NaN and the infinities: no derivative is taken at them.</summary>
    private static bool IsSpecial(Expr operand) =>
        operand is Constant { Type.HasFloatingElement: true } constant
        && (double.IsNaN(constant.Floating) || double.IsInfinity(constant.Floating));
}
