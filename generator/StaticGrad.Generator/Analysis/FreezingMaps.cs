using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Linking;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Normalising;

namespace StaticGrad.Generator.Analysis;

/// <summary>Makes freezing maps. It compiles the method a second time with nothing frozen, so only the analyzer asks for it.</summary>
internal sealed class FreezingMaps(
    Unit unit,
    IReadOnlyDictionary<string, MethodIr> linked,
    IReadOnlyDictionary<string, RefusedCallee> refused,
    CancellationToken cancellation)
{
    private static readonly IrType AnyFrame = new(ScalarType.Frame, Name: "Frame");

    private DerivativeSize? _lifted;
    private bool _isLifted;

    public FreezingMap Of(Request request, Facts facts, Needs needs)
    {
        var statements = facts.Method.Body.All().Where(facts.Versions.IsReached).ToList();
        var floating = facts.Method.Parameters.Where(parameter => parameter.Type.HasFloatingElement).ToList();
        var map = new FreezingMap(
            request.BaseName,
            floating.Where(IsLeaf).Select(parameter => parameter.Name).ToEquatableArray(),
            floating.Where(parameter => !IsLeaf(parameter)).Select(parameter => parameter.Name).Concat(FrozenMembers(statements)).ToEquatableArray(),
            statements
                .Where(statement => statement.Expressions().Any(value => value is DetachOf { Site: >= 0 }))
                .Select(TextOf)
                .Distinct()
                .ToEquatableArray(),
            statements.Count(statement => statement.NoGrad && !statement.Blocks().Any()),
            ConstantsOf(facts, statements).ToEquatableArray(),
            SizeOf(facts, needs),
            null);
        return map.HasFreezes ? map with { Lifted = Lifted(request) } : map;

        bool IsLeaf(Parameter parameter) => facts.LeafIds.Contains(parameter.Variable.Id);
    }

    /// <summary>Frozen fields and properties that the method reads from models.</summary>
    private static IEnumerable<string> FrozenMembers(List<Stmt> statements) => statements
        .SelectMany(statement => statement.Expressions())
        .OfType<Member>()
        .Where(member => member.Frozen && member.Slot.Length > 0)
        .Select(member => member.Name)
        .Distinct();

    private string TextOf(Stmt statement) =>
        statement.Line >= 0 ? $"'{unit.Lines[statement.Line]}'" : $"'{statement.Targets().First().Name}'";

    private static IEnumerable<string> ConstantsOf(Facts facts, List<Stmt> statements)
    {
        var varied = new HashSet<int>(facts.Versions.All
            .Where(version => !version.IsMemory && facts.Activity.IsVaried(version))
            .Select(version => version.Variable.Id));
        return statements
            .Where(statement => statement is not For)
            .SelectMany(statement => statement.Targets())
            .Where(variable => variable.Kind == VariableKind.Local
                && variable.Type.IsFloatingScalar
                && !varied.Contains(variable.Id))
            .Select(variable => variable.Name)
            .Distinct();
    }

    // Sizes

    private static DerivativeSize SizeOf(Facts facts, Needs needs)
    {
        // A copy is no operation: lifting a Detach leaves one.
        var adjoints = facts.Method.Body.All().Count(statement =>
            !statement.Blocks().Any() && statement is not Assign { Value: VariableRef } && needs.HasReverse(statement));
        var kept = needs.Required
            .Select(required => required.Version)
            .Where(version => needs.StorageOf(version) == Storage.AtHand)
            .Concat(needs.SyntheticVersions.Where(version => needs.StorageOf(version) == Storage.AtHand))
            .Where(version => version.Kind is not (VersionKind.Entry or VersionKind.Counter))
            .Distinct()
            .Sum(version => BytesOf(version.Variable.Type));
        var saved = needs.SavedVersions.Select(version => (version.Region, version.Variable.Type, Array: false));
        var arrays = facts.Roots.All
            .Where(root => root.Allocation is { } allocation
                && !root.IsStatic
                && facts.Versions.IsReached(allocation)
                && needs.IsSeen(root))
            .Select(root => (Region: facts.Regions.Of(root.Allocation!), root.Variable.Type, Array: true));
        var loops = saved.Concat(arrays)
            .Where(item => item.Region.Iteration is not null)
            .GroupBy(item => item.Region.Iteration!.Owner!.Site)
            .OrderBy(group => group.Min(item => item.Region.Iteration!.Owner!.Id))
            .Select(group => new SavedInLoop(
                group.Key,
                group.Where(item => !item.Array).Sum(item => BytesOf(item.Type)),
                group.Count(item => item.Type.Scalar == ScalarType.Frame),
                group.Count(item => item.Array)))
            .Where(loop => loop.Parts().Any());
        return new DerivativeSize(adjoints, kept, loops.ToEquatableArray());
    }

    /// <summary>A number's size; views and frames are counted, not measured.</summary>
    internal static int BytesOf(IrType type) => type.IsView ? 0 : type.Scalar switch
    {
        ScalarType.Bool or ScalarType.SByte or ScalarType.Byte => 1,
        ScalarType.Char or ScalarType.Int16 or ScalarType.UInt16 => 2,
        ScalarType.Int32 or ScalarType.UInt32 or ScalarType.Single => 4,
        ScalarType.Int64 or ScalarType.UInt64 or ScalarType.Double => 8,
        _ => 0,
    };

    // The same method with nothing frozen

    private DerivativeSize? Lifted(Request request)
    {
        if (!_isLifted)
        {
            _isLifted = true;
            try
            {
                _lifted = CompileLifted(request with { Leaves = EquatableArray<string>.Empty });
            }
            catch (Exception defect) when (defect is not OperationCanceledException)
            {
                // The numbers are an extra: what cannot be compiled without its freezes is described as it is.
                _lifted = null;
            }
        }

        return _lifted;
    }

    private DerivativeSize? CompileLifted(Request request)
    {
        var methods = linked.ToDictionary(pair => pair.Key, pair => Lift(pair.Value));
        var effects = new Effects(methods);
        var method = methods[unit.Method.Key];
        var findings = new List<Finding>();
        var (leaves, written) = LeafSelection.Of(method, request, effects);
        if (!LeafSelection.Check(method, request, leaves, written, findings))
        {
            return null;
        }

        var facts = new Facts(
            method,
            effects,
            new HashSet<int>(leaves.Select(index => method.Parameters[index].Variable.Id)),
            new HashSet<int>(written.Select(index => method.Parameters[index].Variable.Id)),
            isSplit: false,
            unit.Container,
            cancellation);
        new Checks(facts, new HashSet<int>(), refused, findings).Run();
        if (findings.Any(finding => Descriptors.IsError(finding.Id)))
        {
            return null;
        }

        var needs = new Needs(facts, _ => AnyFrame);
        return needs.Irreversible.Count == 0 ? SizeOf(facts, needs) : null;
    }

    private static MethodIr Lift(MethodIr method) => method with
    {
        Parameters = method.Parameters.Select(parameter => parameter with { Frozen = false }).ToEquatableArray(),
        Body = Numbering.Run(LoadReuse.Run(ViewAliases.Run(Lift(method.Body)))),
    };

    private static Block Lift(Block block) => Block.Of(block.Statements.Select(statement =>
        statement.WithBlocks(Lift).MapExpressions(value => value switch
            {
                DetachOf detach => detach.Operand,
                Member { Slot.Length: > 0 } member => member with { Frozen = false },
                _ => value,
            })
            with { NoGrad = false }));
}
