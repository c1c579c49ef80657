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

    private string Describe(Version version) => version.Kind switch
    {
        VersionKind.Trips => "how often an inner loop ran, which is known only afterwards",
        VersionKind.Reached => "whether the code behind an exit was reached",
        VersionKind.Overwritten =>
            $"the element of '{RootOf(version.Statement!).Variable.Name}' that a store overwrites and an earlier operation reads again",
        VersionKind.Frame => $"what the call of '{NameOf(Activity.CallOf(version.Statement!)!)}' keeps",
        _ => $"'{version.Variable.Name}'{Cause(version) ?? ", which takes too many operations to compute again"}",
    };

    /// <summary>What keeps a value from being computed again: its own operation, or the first such operand.</summary>
    private string? Cause(Version version)
    {
        if (version.Kind == VersionKind.LoopHead)
        {
            return " as the iteration finds it, which a later one overwrites";
        }

        if (version.IsJoin)
        {
            return " behind a branch, where it has one value or another";
        }

        if (version.Statement is not Assign assign)
        {
            return null;
        }

        return assign.Value switch
        {
            StaticRead => ", read from static storage, which anyone may change",
            Load load when facts.Roots.Of(load.View).IsStatic => ", read from static storage, which anyone may change",
            Load load when IsWritten(facts.Roots.Of(load.View)) =>
                $", read from '{facts.Roots.Of(load.View).Variable.Name}', which is overwritten later",
            Call call => $", the result of '{NameOf(call)}'",
            { } value when IsDear(value) => ", too dear to compute again",
            { } value => OperandCause(assign, value),
        };
    }

    private string? OperandCause(Assign assign, Expr value)
    {
        foreach (var variable in value.Variables().Where(variable => !variable.Type.IsView))
        {
            var operand = facts.Versions.Use(assign, variable);
            if (!facts.IsAtHand(operand) && !needs.IsKept(operand) && Cause(operand) is { } cause)
            {
                // A chain of intermediates ends at the first that a reader can find; a widened number has the name of the number.
                return cause.StartsWith(", which depends on", StringComparison.Ordinal) || variable.Name == assign.Target.Name
                    ? cause
                    : $", which depends on '{variable.Name}'{cause}";
            }
        }

        return null;
    }

    /// <summary>As dear as saving and reading back.</summary>
    private static bool IsDear(Expr value) => OperationCost.Of(value) >= 8;

    private bool IsWritten(Root root) => facts.Method.Body.All().Any(statement =>
        statement is not Assign { Value: NewArray } && facts.Versions.IsReached(statement) && facts.Versions.Written(statement).Contains(root));

    private Root RootOf(Stmt store) => facts.Roots.Of(store.Expressions().First());

    private static string NameOf(Call call) => call.Target.QualifiedName.Replace("global::", "");
}
