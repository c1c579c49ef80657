using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// What depends on a leaf (varied), what influences a result (useful) and what does both (active). Exact on the versions of
/// scalars and on the states of local arrays, in which all elements count as one; a caller's storage counts as a whole.
/// </summary>
internal sealed class Activity
{
    private readonly MethodIr _method;
    private readonly Versions _versions;
    private readonly Roots _roots;
    private readonly Effects _effects;
    private readonly HashSet<Version> _varied = [];
    private readonly HashSet<Version> _useful = [];
    private readonly HashSet<Root> _variedRoots = [];
    private readonly HashSet<Root> _usefulRoots = [];
    private readonly List<Stmt> _statements;
    private bool _changed;

    /// <param name="leaves">Ids of the parameters that are leaves.</param>
    /// <param name="outputs">Ids of the parameters whose written elements are results.</param>
    public Activity(
        MethodIr method,
        Versions versions,
        Roots roots,
        Effects effects,
        ISet<int> leaves,
        ISet<int> outputs,
        CancellationToken cancellation)
    {
        _method = method;
        _versions = versions;
        _roots = roots;
        _effects = effects;
        _statements = [.. method.Body.All().Where(versions.IsReached)];
        foreach (var version in versions.All)
        {
            if (version is { Kind: VersionKind.Entry, IsMemory: false } && leaves.Contains(version.Variable.Id)
                && version.Variable.Type.IsFloatingScalar)
            {
                _varied.Add(version);
            }
        }

        foreach (var root in roots.All)
        {
            if (root.IsParameter && root.Variable.Type.HasFloatingElement)
            {
                if (leaves.Contains((root.Owner ?? root.Variable).Id))
                {
                    _variedRoots.Add(root);
                }

                if (outputs.Contains(root.Variable.Id))
                {
                    _usefulRoots.Add(root);
                }
            }
        }

        Repeat(Vary, cancellation);
        Repeat(Use, cancellation);
    }

    /// <summary>Storage that was there before the method: its states are not told apart.</summary>
    private static bool IsWhole(Root root) => root.IsParameter || root.IsStatic || root.Allocation is null;

    private bool VariesBefore(Stmt statement, Root root) =>
        IsWhole(root) ? _variedRoots.Contains(root) : _varied.Contains(_versions.MemoryBefore(statement, root));

    /// <summary>A write leaves the other elements as they are: the new state varies when the old one did, or what is written.</summary>
    private void VaryAfter(Stmt statement, Root root, bool isVaried)
    {
        if (!IsWhole(root))
        {
            if ((isVaried || _varied.Contains(_versions.MemoryBefore(statement, root)))
                && _versions.MemoryAfter(statement, root) is { } after)
            {
                Mark(_varied, after);
                Mark(_variedRoots, root);
            }
        }
        else if (isVaried)
        {
            Mark(_variedRoots, root);
        }
    }

    private bool IsUsefulAfter(Stmt statement, Root root) =>
        IsWhole(root)
            ? _usefulRoots.Contains(root)
            : _versions.MemoryAfter(statement, root) is { } after && _useful.Contains(after);

    private void UseBefore(Stmt statement, Root root)
    {
        Mark(_usefulRoots, root);
        if (!IsWhole(root))
        {
            Mark(_useful, _versions.MemoryBefore(statement, root));
        }
    }

    public bool IsVaried(Version version) => _varied.Contains(version);

    /// <summary>Whether some state of the root depends on a leaf.</summary>
    public bool IsVaried(Root root) => _variedRoots.Contains(root);

    public bool IsUseful(Version version) => _useful.Contains(version);

    /// <summary>Whether some state of the root influences a result.</summary>
    public bool IsUseful(Root root) => _usefulRoots.Contains(root);

    public bool IsActive(Version version) => _varied.Contains(version) && _useful.Contains(version);

    /// <summary>Whether the root needs adjoints: some state depends on a leaf, and some influences a result.</summary>
    public bool IsActive(Root root) => _variedRoots.Contains(root) && _usefulRoots.Contains(root);

    /// <summary>Whether the state that the statement leaves in a root that it writes is active.</summary>
    public bool IsActiveAfter(Stmt statement, Root root) =>
        IsWhole(root)
            ? IsActive(root)
            : _versions.MemoryAfter(statement, root) is { } after && IsActive(after);

    public bool IsActive(Stmt statement, Expr operand) =>
        operand is VariableRef reference
        && !reference.Type.IsView
        && reference.Type.HasFloatingElement
        && IsActive(_versions.Use(statement, reference.Variable));

    /// <summary>Whether an operand, scalar or view, depends on a leaf where the statement reads it.</summary>
    public bool IsVaried(Stmt statement, Expr operand)
    {
        if (operand is not VariableRef reference || !reference.Type.HasFloatingElement)
        {
            return false;
        }

        return reference.Type.IsView
            ? !_roots.IsDetached(reference) && VariesBefore(statement, _roots.Of(reference))
            : _varied.Contains(_versions.Use(statement, reference.Variable));
    }

    private void Repeat(Action pass, CancellationToken cancellation)
    {
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _changed = false;
            pass();
        }
        while (_changed);
    }

    private void Vary()
    {
        foreach (var version in _versions.All)
        {
            if (version.IsJoin && version.Inputs.Any(_varied.Contains))
            {
                Mark(_varied, version);
            }
        }

        foreach (var statement in _statements)
        {
            var isConstant = statement.NoGrad;
            switch (statement)
            {
                case Store or AddTo:
                    var view = statement.Expressions().First();
                    VaryAfter(
                        statement,
                        _roots.Of(view),
                        !isConstant && !_roots.IsDetached(view) && IsVaried(statement, statement.Expressions().Last()));
                    break;
                case Assign { Target.Type.IsFloatingScalar: true } assign when !isConstant && ValueVaries(assign):
                    Mark(_varied, _versions.Made(assign, assign.Target));
                    break;
                case AssignPair pair when !isConstant && pair.Value.Operands().Any(operand => IsVaried(pair, operand)):
                    Mark(_varied, _versions.Made(pair, pair.First));
                    Mark(_varied, _versions.Made(pair, pair.Second));
                    break;
            }

            if (CallOf(statement) is { } call)
            {
                var varies = !isConstant && IsVariedCall(statement, call);
                foreach (var root in _versions.Written(statement))
                {
                    VaryAfter(statement, root, varies && WrittenBy(call).Contains(root));
                }
            }
        }
    }

    private bool ValueVaries(Assign assign)
    {
        switch (assign.Value)
        {
            case DetachOf:
                return false;
            case Load load:
                return IsVaried(assign, load.View);
            case Call call:
                return !call.Target.Constant && IsVariedCall(assign, call);
            case Intrinsic call:
                return Contributions(call).Zip(call.Arguments, (rule, argument) => rule is not null && IsVaried(assign, argument)).Any(x => x);
            default:
                return OperatorRules.Of(assign.Value) is { } rules
                    && rules.Zip(assign.Value.Operands().DefaultIfEmpty(assign.Value), (rule, operand) =>
                        rule is not null && IsVaried(assign, operand)).Any(x => x);
        }
    }

    public static IReadOnlyList<Expr?> Contributions(Intrinsic call) => RuleTable.Of(call).Contributions;

    public static Call? CallOf(Stmt statement) => statement switch
    {
        Assign { Value: Call call } => call,
        Invoke { Call: Call call } => call,
        _ => null,
    };

    /// <summary>Whether an argument that the callee does not freeze depends on a leaf.</summary>
    public bool IsVariedCall(Stmt statement, Call call) =>
        call.Arguments.Where((argument, i) => !_effects.IsFrozen(call, i)).Any(argument => IsVaried(statement, argument));

    /// <summary>The roots whose elements a call may make depend on its arguments.</summary>
    public IEnumerable<Root> WrittenBy(Call call) => call.Arguments
        .Where((argument, index) => argument.Type.IsView && argument.Type.HasFloatingElement
            && _effects.Writes(call, index) && !_effects.IsFrozen(call, index))
        .Where(argument => !_roots.IsDetached(argument))
        .Select(_roots.Of);

    private void Use()
    {
        foreach (var version in _versions.All)
        {
            if (version.IsJoin && _useful.Contains(version))
            {
                foreach (var input in version.Inputs)
                {
                    Mark(_useful, input);
                }
            }
        }

        for (var i = _statements.Count - 1; i >= 0; i--)
        {
            var statement = _statements[i];
            switch (statement)
            {
                case Return { Value: { } value }:
                    UseOperand(statement, value);
                    break;
                case Assign { Value: RetainOf } assign:
                    Mark(_useful, _versions.Made(assign, assign.Target));
                    UseOperand(assign, assign.Value.Operands().First());
                    break;
                case Assign assign when assign.Value is not Call && !assign.Target.Type.IsView
                    && _useful.Contains(_versions.Made(assign, assign.Target)):
                    UseAll(assign, assign.Value);
                    break;
                case AssignPair pair when _useful.Contains(_versions.Made(pair, pair.First))
                    || _useful.Contains(_versions.Made(pair, pair.Second)):
                    UseAll(pair, pair.Value);
                    break;
                case Store or AddTo when _roots.Of(statement.Expressions().First()) is var root && IsUsefulAfter(statement, root):
                    UseBefore(statement, root);
                    UseOperand(statement, statement.Expressions().Last());
                    break;
            }

            if (CallOf(statement) is not null)
            {
                foreach (var root in _versions.Written(statement).Where(root => IsUsefulAfter(statement, root)))
                {
                    UseBefore(statement, root);
                }
            }

            if (CallOf(statement) is { } call
                && (WrittenBy(call).Any(root => IsUsefulAfter(statement, root))
                    || (statement is Assign result && !result.Target.Type.IsView
                        && _useful.Contains(_versions.Made(result, result.Target)))))
            {
                for (var index = 0; index < call.Arguments.Count; index++)
                {
                    if (!statement.NoGrad && !_effects.IsFrozen(call, index))
                    {
                        UseOperand(statement, call.Arguments[index]);
                    }
                }
            }
        }
    }

    private void UseAll(Stmt statement, Expr value)
    {
        if (value is DetachOf || statement.NoGrad)
        {
            return;
        }

        if (value is VariableRef)
        {
            UseOperand(statement, value);
        }

        foreach (var operand in value.Operands())
        {
            UseOperand(statement, operand);
        }
    }

    private void UseOperand(Stmt statement, Expr operand)
    {
        if (operand is not VariableRef reference || !reference.Type.HasFloatingElement)
        {
            return;
        }

        if (!reference.Type.IsView)
        {
            Mark(_useful, _versions.Use(statement, reference.Variable));
        }
        else if (!_roots.IsDetached(reference))
        {
            UseBefore(statement, _roots.Of(reference));
        }
    }

    private void Mark<T>(HashSet<T> set, T item) => _changed |= set.Add(item);
}
