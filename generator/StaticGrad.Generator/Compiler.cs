using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Emission;
using StaticGrad.Generator.Linking;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Normalising;
using StaticGrad.Generator.Reverse;

namespace StaticGrad.Generator;

/// <summary>
/// A unit to its derivative: the passes in their order. Generator and analyzer both run it; one keeps the text, the other the
/// findings, and a unit with an error has no text.
/// </summary>
internal sealed class Compiler
{
    private readonly Unit _unit;
    private readonly CancellationToken _cancellation;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, MethodIr> _linked;
    private readonly Dictionary<string, RefusedCallee> _refused;
    private readonly Effects _effects;
    private readonly HeldArrays _held;
    private readonly CallDerivatives _calls;
    private readonly Func<string, bool> _wants;
    private readonly ConstantDetaches _detaches;
    private readonly FreezingMaps _freezing;
    private readonly List<FreezingMap> _maps = [];

    private Compiler(Unit unit, Func<string, bool> wants, CancellationToken cancellation)
    {
        _unit = unit;
        _cancellation = cancellation;
        var methods = unit.Callees.ToDictionary(method => method.Key);
        methods[unit.Method.Key] = unit.Method;
        var changes = new Changes(methods, unit.Changes);
        _findings.AddRange(changes.Check(unit.Method.Key));
        _findings.AddRange(PassedPlaces.Check(methods, changes, unit.Method.Key));
        var inliner = new Inliner(methods, unit.Container.QualifiedName, _findings);
        _linked = methods.Values.ToDictionary(method => method.Key, method => Normalised(inliner.Link(method), method.Key != unit.Method.Key || inliner.IsRecursive(method.Key)));
        _refused = unit.Refused.ToDictionary(callee => callee.Key);
        _effects = new Effects(_linked);
        _held = new HeldArrays(_linked, _effects, changes);
        _findings.AddRange(new SharedStatics(_held).Check(CallGraph.Reached(_linked, unit.Method.Key)));
        _calls = new CallDerivatives(_linked, unit.Container);
        _wants = wants;
        _detaches = new ConstantDetaches(unit.Method);
        _freezing = new FreezingMaps(unit, _linked, _refused, cancellation);
    }

    /// <param name="isCalled">Whether other methods call it, so that there is a derivative for callers, who may pass what is missing.</param>
    private static MethodIr Normalised(MethodIr method, bool isCalled)
    {
        method = isCalled ? ArrayChecks.Run(method) : method;
        method = method with { Body = ViewAliases.Run(method.Body) };
        method = method with { Body = PartChecks.Run(method, isCalled) };
        return method with { Body = Numbering.Run(LoadReuse.Run(PlaceChecks.Run(method.Body))) };
    }

    /// <summary>A defect of the compiler itself is a finding too: an exception would lose the derivative with a mere warning.</summary>
    /// <param name="wants">Which rules that cost work of their own, and decide nothing, are wanted; null for none.</param>
    public static CompiledUnit Compile(Unit unit, CancellationToken cancellation, Func<string, bool>? wants = null)
    {
        try
        {
            return new Compiler(unit, wants ?? (_ => false), cancellation).Run();
        }
        catch (UnassignedVariableException unassigned)
        {
            var finding = Finding.Of(
                RuleIds.UnsupportedConstruct, unassigned.Statement.Site, $"'{unassigned.Variable.Name}', which may not be assigned here,");
            return new CompiledUnit(EquatableArray.Of(finding), null, EquatableArray<SharedDerivative>.Empty);
        }
        catch (NestedTooDeepException)
        {
            var finding = Finding.Of(
                RuleIds.UnsupportedConstruct, unit.Requests[0].Site, $"'{unit.Method.Name}', in which too many guards follow one another (split it),");
            return new CompiledUnit(EquatableArray.Of(finding), null, EquatableArray<SharedDerivative>.Empty);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            var finding = Finding.Of(
                RuleIds.UnsupportedConstruct,
                unit.Requests[0].Site,
                $"'{unit.Method.Name}' (a defect of StaticGrad, please report it: {defect.Message})");
            return new CompiledUnit(EquatableArray.Of(finding), null, EquatableArray<SharedDerivative>.Empty);
        }
    }

    private CompiledUnit Run()
    {
        var members = new List<DerivativeMembers>();
        foreach (var request in _unit.Requests)
        {
            if (CompileRequest(request) is { } compiled)
            {
                members.Add(compiled);
            }
        }

        var shared = new List<SharedDerivative>();
        while (_calls.TryTake(out var derivative))
        {
            _cancellation.ThrowIfCancellationRequested();
            shared.Add(CompileShared(derivative));
        }

        FindConstantDetaches();
        var findings = _findings.Distinct().OrderBy(finding => finding.Site).ToEquatableArray();
        return findings.Any(finding => Descriptors.IsError(finding.Id))
            ? new CompiledUnit(findings, null, EquatableArray<SharedDerivative>.Empty)
            : new CompiledUnit(findings, new FilePrinter(_unit).Print(members), shared.ToEquatableArray())
            {
                Maps = _maps.ToEquatableArray(),
            };
    }

    private void FindConstantDetaches()
    {
        if (!_detaches.Any || !_wants(RuleIds.DetachOfConstant) || _findings.Any(finding => Descriptors.IsError(finding.Id)))
        {
            return;
        }

        // What no attribute lists may still vary for a caller: every parameter that can be a leaf is one here.
        if (_unit.Requests.All(request => request.Leaves.Count > 0))
        {
            var method = _linked[_unit.Method.Key];
            var all = LeafSelection.Of(method, _unit.Requests[0] with { Leaves = EquatableArray<string>.Empty }, _effects).Leaves;
            var ids = new HashSet<int>(all.Select(index => method.Parameters[index].Variable.Id));
            _detaches.See(new Facts(method, _effects, ids, ids, isSplit: false, _unit.Container, _cancellation));
        }

        _findings.AddRange(_detaches.Findings());
    }

    private DerivativeMembers? CompileRequest(Request request)
    {
        _cancellation.ThrowIfCancellationRequested();
        var method = ArrayChecks.Without(_linked[_unit.Method.Key]);
        var (leaves, written) = LeafSelection.Of(method, request, _effects);
        var gradientOf = new HashSet<int>(leaves.Concat(written));
        var ids = new HashSet<int>(leaves.Select(index => method.Parameters[index].Variable.Id));
        var outputs = new HashSet<int>(written.Select(index => method.Parameters[index].Variable.Id));
        if (!LeafSelection.Check(method, request, leaves, written, _findings))
        {
            return null;
        }

        var facts = new Facts(method, _effects, ids, outputs, isSplit: false, _unit.Container, _cancellation);
        var frozen = new HashSet<int>(method.Parameters.Where(parameter => parameter.Frozen).Select(parameter => parameter.Variable.Id));
        new Checks(facts, frozen, _refused, _findings).Run();
        LeafSelection.CheckInfluence(facts, request, leaves, written, _findings);
        if (_findings.Any(finding => Descriptors.IsError(finding.Id)))
        {
            return null;
        }

        var needs = new Needs(facts, statement => _calls.FrameTypeOf(facts, statement));
        if (!CheckCalls(needs))
        {
            return null;
        }

        Explain(facts, needs, request.BaseName);
        if (_wants(RuleIds.FreezingMap))
        {
            _maps.Add(_freezing.Of(request, facts, needs));
        }

        var backward = BackwardMethod.Create(facts, needs, _calls, gradientOf);
        return new DerivativeMembers(request, method, backward, _effects.WrittenParameters(method), _held.Of(method.Key));
    }

    private void Explain(Facts facts, Needs needs, string name)
    {
        _detaches.See(facts);
        if (_wants(RuleIds.SavedInLoop))
        {
            _findings.AddRange(new SavedReasons(facts, needs).Findings(name));
        }
    }

    /// <summary>Whether every call can be undone; of a method that cannot be read, the reasons are what is told.</summary>
    private bool CheckCalls(Needs needs)
    {
        foreach (var (call, reason) in needs.Irreversible)
        {
            if (_refused.TryGetValue(Activity.CallOf(call)!.Target.Key, out var reasons))
            {
                _findings.AddRange(reasons.Findings);
            }
            else
            {
                _findings.Add(Finding.Of(RuleIds.UnsupportedConstruct, call.Site, reason));
            }
        }

        return needs.Irreversible.Count == 0;
    }

    private SharedDerivative CompileShared(CallDerivative derivative)
    {
        var method = SharedForm.Run(derivative.Method);
        var leaves = derivative.ParametersWith(Flow.Varied, Flow.Ended);
        var detached = derivative.ParametersWith(Flow.Ended, Flow.Detached);
        var outputs = new HashSet<int>(derivative.Written.Select(i => method.Parameters[i].Variable.Id));
        var facts = new Facts(method, _effects, leaves, outputs, isSplit: true, derivative.Host, _cancellation, detached);
        var frozen = new HashSet<int>(method.Parameters.Where(parameter => parameter.Frozen).Select(parameter => parameter.Variable.Id));
        new Checks(facts, frozen, _refused, _findings).Run();
        if (_findings.Any(finding => Descriptors.IsError(finding.Id)))
        {
            return new SharedDerivative(derivative.Name, derivative.Host, "");
        }

        var needs = new Needs(facts, statement => _calls.FrameTypeOf(facts, statement));
        if (!CheckCalls(needs))
        {
            return new SharedDerivative(derivative.Name, derivative.Host, "");
        }

        Explain(facts, needs, derivative.Method.Name);
        var split = SplitMethod.Create(facts, needs, _calls, derivative);
        return new SharedDerivative(derivative.Name, derivative.Host, new SharedPrinter(_unit.Lines).Print(split));
    }
}

/// <param name="Findings">What to report.</param>
/// <param name="Members">The generated members as a file; null when there is an error.</param>
/// <param name="Shared">Derivatives of called methods that the members use.</param>
internal sealed record CompiledUnit(
    EquatableArray<Finding> Findings, string? Members, EquatableArray<SharedDerivative> Shared)
{
    /// <summary>What each derivative saves and what freezing removed, when that was wanted.</summary>
    public EquatableArray<FreezingMap> Maps { get; init; }
}

/// <param name="Name">The class that holds it: equal names have equal text.</param>
/// <param name="Host">The type that it stands in.</param>
/// <param name="Text">The class.</param>
internal sealed record SharedDerivative(string Name, Container Host, string Text);

/// <summary>What one attribute's members are printed from.</summary>
/// <param name="Written">Indices of the parameters that the method writes.</param>
/// <param name="Held">The arrays that it sees and that are no arguments.</param>
internal sealed record DerivativeMembers(
    Request Request,
    MethodIr Method,
    BackwardMethod Backward,
    IReadOnlyCollection<int> Written,
    IReadOnlyCollection<HeldArray> Held);
