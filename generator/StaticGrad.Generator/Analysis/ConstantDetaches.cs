using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// Detaches of values that are constants already. Only those that stand in the method itself, and only when every parameter
/// that can be a leaf is one: what is a constant for this attribute may vary for another one, or for a caller.
/// </summary>
internal sealed class ConstantDetaches(MethodIr method)
{
    private readonly HashSet<int> _own = [.. SitesIn(method.Body.All())];
    private readonly HashSet<int> _reached = [];
    private readonly HashSet<int> _acting = [];

    public bool Any => _own.Count > 0;

    /// <summary>Takes note of what acts under one choice of leaves, in the method or a copy of it.</summary>
    public void See(Facts facts)
    {
        foreach (var statement in facts.Method.Body.All().Where(facts.Versions.IsReached))
        {
            foreach (var detach in statement.Expressions().OfType<DetachOf>().Where(detach => _own.Contains(detach.Site)))
            {
                _reached.Add(detach.Site);
                if (facts.Activity.IsVaried(statement, detach.Operand) || StopsStores(facts, detach))
                {
                    _acting.Add(detach.Site);
                }
            }
        }
    }

    public IEnumerable<Finding> Findings() =>
        _reached.Except(_acting).OrderBy(site => site).Select(site => Finding.Of(RuleIds.DetachOfConstant, site));

    /// <summary>An array of constants whose detached alias takes values that vary: the detach is what makes constants of them.</summary>
    private static bool StopsStores(Facts facts, DetachOf detach) =>
        detach.Operand.Type.IsView
        && facts.Roots.Of(detach.Operand) is var root
        && facts.Method.Body.All().Any(statement => facts.Versions.IsReached(statement)
            && facts.Versions.Written(statement).Contains(root)
            && (Activity.CallOf(statement) is { } call
                ? facts.Activity.IsVariedCall(statement, call)
                : statement is Store or AddTo && facts.Activity.IsVaried(statement, statement.Expressions().Last())));

    private static IEnumerable<int> SitesIn(IEnumerable<Stmt> statements) => statements
        .SelectMany(statement => statement.Expressions())
        .OfType<DetachOf>()
        .Select(detach => detach.Site)
        .Where(site => site >= 0);
}
