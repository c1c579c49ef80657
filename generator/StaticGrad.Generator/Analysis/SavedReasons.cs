using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>Why the iterations of a loop keep values: for each loop, each kept value and what it cannot be had without.</summary>
internal sealed class SavedReasons(Facts facts, Needs needs)
{
    public IEnumerable<Finding> Findings(string name) => needs.SavedVersions
        .Where(version => version.Region.Iteration?.Owner is { Site: >= 0 })
        .GroupBy(version => version.Region.Iteration!.Owner!.Id)
        .OrderBy(group => group.Key)
        .Select(group => Finding.Of(
            RuleIds.SavedInLoop,
            group.First().Region.Iteration!.Owner!.Site,
            name,
            SizeOf([.. group]),
            string.Join("; ", group.OrderBy(version => version.Statement?.Id).Select(Describe).Distinct())));

    private static string SizeOf(List<Version> versions)
    {
        var bytes = versions.Sum(version => FreezingMaps.BytesOf(version.Variable.Type));
        var saved = new SavedInLoop(-1, bytes, versions.Count(version => version.Kind == VersionKind.Frame), 0);
        return string.Join(" and ", saved.Parts().DefaultIfEmpty("an array"));
    }

    private string Describe(Version version)
    {
        var name = $"'{version.Variable.Name}'";
        return version.Kind switch
        {
            VersionKind.Trips => "how often an inner loop ran, which is known only afterwards",
            VersionKind.Reached => "whether the code behind an exit was reached",
            VersionKind.Overwritten =>
                $"the element of '{RootOf(version.Statement!).Variable.Name}' that a store overwrites and an earlier operation reads again",
            VersionKind.Frame => $"what the call of '{NameOf(Activity.CallOf(version.Statement!)!)}' keeps",
            VersionKind.LoopHead => $"{name} as the iteration finds it, which a later one overwrites",
            VersionKind.Joined or VersionKind.Continuing => $"{name} behind a branch, where it has one value or another",
            _ when version.Variable.Type == IrType.Bool => $"the condition {name}, whose operands are not kept",
            _ => Describe(version, name),
        };
    }

    private string Describe(Version version, string name) => (version.Statement as Assign)?.Value switch
    {
        Load load when facts.Roots.Of(load.View).IsStatic => $"{name}, read from static storage, which anyone may change",
        Load load when IsWritten(facts.Roots.Of(load.View)) =>
            $"{name}, read from '{facts.Roots.Of(load.View).Variable.Name}', which is overwritten later",
        StaticRead => $"{name}, read from static storage, which anyone may change",
        Call call => $"{name}, the result of '{NameOf(call)}'",
        { } value when IsDear(value) => $"{name}, too dear to compute again",
        _ => $"{name}, computed from values that are overwritten later or would have to be kept themselves",
    };

    /// <summary>As dear as saving and reading back.</summary>
    private static bool IsDear(Expr value) => OperationCost.Of(value) >= 8;

    private bool IsWritten(Root root) => facts.Method.Body.All().Any(statement =>
        statement is not Assign { Value: NewArray } && facts.Versions.IsReached(statement) && facts.Versions.Written(statement).Contains(root));

    private Root RootOf(Stmt store) => facts.Roots.Of(store.Expressions().First());

    private static string NameOf(Call call) => call.Target.QualifiedName.Replace("global::", "");
}
