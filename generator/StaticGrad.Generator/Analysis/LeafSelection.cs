using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>Which parameters are leaves of a derivative, and which are buffers that carry results.</summary>
internal static class LeafSelection
{
    /// <returns>Indices of the leaves, and of the parameters whose floating-point elements the method writes.</returns>
    public static (List<int> Leaves, List<int> Written) Of(MethodIr method, Request request, Effects effects)
    {
        var written = effects.WrittenParameters(method);
        var all = Enumerable.Range(0, method.Parameters.Count)
            .Where(index => !method.Parameters[index].Frozen && method.Parameters[index].Type.HasFloatingElement)
            .ToList();
        var leaves = all
            .Where(index => request.Leaves.Count == 0 || request.Leaves.Contains(method.Parameters[index].Name))
            .ToList();
        return (leaves, [.. all.Where(written.Contains)]);
    }

    /// <summary>Reports a derivative with nothing to differentiate.</summary>
    public static bool Check(
        MethodIr method, Request request, List<int> leaves, List<int> written, List<Finding> findings)
    {
        if (leaves.Count == 0 || (method.Result == IrType.Void && written.Count == 0))
        {
            findings.Add(Finding.Of(
                RuleIds.NothingToDifferentiate,
                request.Site,
                method.Name,
                leaves.Count == 0
                    ? "no parameter is a floating-point number that is not frozen"
                    : "it returns nothing and writes to no span of floating-point numbers"));
            return false;
        }

        return true;
    }

    /// <summary>Reports leaves that cannot influence a result, and a result that no leaf can influence.</summary>
    public static void CheckInfluence(
        Facts facts, Request request, List<int> leaves, List<int> written, List<Finding> findings)
    {
        var method = facts.Method;
        if (findings.Any(finding => Descriptors.IsError(finding.Id)))
        {
            return;
        }

        var resultVaries = method.Body.All().Any(statement =>
            statement is Return { Value: { } value } && facts.Versions.IsReached(statement) && facts.Activity.IsVaried(statement, value));
        var outputVaries = method.Body.All().Any(statement => facts.Versions.IsReached(statement) && !statement.NoGrad
            && facts.Versions.Written(statement).Any(root => root.IsParameter && written.Contains(method.IndexOf(root.Variable)))
            && (IsAddedToLeaf(statement) || statement is not (Store or AddTo)
                || facts.Activity.IsVaried(statement, statement.Expressions().Last())));
        if (!resultVaries && !outputVaries)
        {
            findings.Add(Finding.Of(
                RuleIds.NothingToDifferentiate, request.Site, method.Name, "no leaf can influence its result"));
            return;
        }

        // An element of a leaf with a constant added to it is still that element.
        bool IsAddedToLeaf(Stmt statement) => statement is AddTo
            && facts.Versions.Written(statement).Any(root => leaves.Contains(method.IndexOf(root.Variable)));

        foreach (var index in leaves.Where(index => !written.Contains(index)))
        {
            var parameter = method.Parameters[index];
            var influences = parameter.Type.IsView
                ? facts.Roots.All.Any(root => (root.Owner ?? root.Variable).Id == parameter.Variable.Id && facts.Activity.IsUseful(root))
                : facts.Versions.All.Any(version => version is { Kind: VersionKind.Entry, IsMemory: false }
                    && version.Variable.Id == parameter.Variable.Id && facts.Activity.IsUseful(version));
            if (!influences)
            {
                findings.Add(Finding.Of(RuleIds.LeafWithoutInfluence, parameter.Site, parameter.Name, method.Name));
            }
        }
    }
}
