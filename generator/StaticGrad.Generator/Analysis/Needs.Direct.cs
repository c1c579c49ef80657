using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Analysis;

/// <summary>What each adjoint reads.</summary>
internal sealed partial class Needs
{
    private void Collect()
    {
        _storage.Clear();
        do
        {
            _changed = false;
            _required.Clear();
            _reloads.Clear();
            _recomputedIn.Clear();
            foreach (var statement in _statements)
            {
                if (HasReverse(statement))
                {
                    CollectFrom(statement);
                }
            }

            // An array has adjoints of the same length, and one of an iteration is found again by it.
            foreach (var root in _facts.Roots.All)
            {
                if (root.Allocation is Assign { Value: NewArray array } allocation
                    && _facts.Versions.IsReached(allocation)
                    && IsSeen(root))
                {
                    RequireAtHandOrSaved(allocation, array.Count);
                }
            }
        }
        while (_changed);
    }

    private void CollectFrom(Stmt statement)
    {
        if (_restores.Contains(statement.Id) && statement is Store or AddTo)
        {
            Save(Synthetic(statement, VersionKind.Overwritten));
            RequirePlace(statement);
        }

        switch (statement)
        {
            case If branch:
                if (_facts.EndedOnlyBy(branch) is null)
                {
                    Require(branch, branch.Condition);
                }

                break;
            case For loop:
                Require(loop, loop.From);
                if (_facts.HasExits(loop))
                {
                    Save(Synthetic(loop, VersionKind.Trips));
                }
                else
                {
                    Require(loop, loop.To);
                }

                break;
            case Loop loop:
                Save(Synthetic(loop, VersionKind.Trips));
                break;
            case Sequel sequel:
                Save(Synthetic(sequel, VersionKind.Reached));
                break;
            case Store or AddTo when HasOwnReverse(statement):
                RequirePlace(statement);
                break;
            case Assign { Value: Call } or Invoke { Call: Call } when HasFrame(statement):
                Save(Synthetic(statement, VersionKind.Frame));
                foreach (var argument in Activity.CallOf(statement)!.Arguments)
                {
                    Require(statement, argument);
                }

                break;
            case Assign { Value: Load load } assign when _facts.IsActive(assign):
                Require(assign, load.View);
                Require(assign, load.Index);
                break;
            case Assign assign when _facts.IsActive(assign):
                RequireRule(assign, assign.Value, assign.Target);
                break;
            case AssignPair pair when _facts.IsActive(pair):
                RequireRule(pair, pair.Value, pair.First, pair.Second);
                break;
        }
    }

    private void RequirePlace(Stmt statement)
    {
        var place = statement.Expressions().Take(2).ToList();
        Require(statement, place[0]);
        Require(statement, place[1]);
    }

    private void RequireRule(Stmt statement, Expr value, params Variable[] results)
    {
        var operands = Facts.RuleOperands(value);
        var contributions = Facts.Contributions(value);
        for (var i = 0; i < contributions.Count; i++)
        {
            if (contributions[i] is not { } contribution || !_facts.Activity.IsActive(statement, operands[i]))
            {
                continue;
            }

            // What the rule calls may stand in the method already: the cosine beside a sine.
            foreach (var again in _facts.Repeats(statement, contribution, operands))
            {
                Require(again.Value, statement);
                contribution = contribution.Replace(again.Key, Constant.Zero(again.Key.Type));
            }

            foreach (var mentioned in contribution.Variables())
            {
                if (RuleContext.IsCotangent(mentioned, out _))
                {
                    continue;
                }

                if (RuleContext.IsResult(mentioned, out var result))
                {
                    Require(_facts.Versions.Made(statement, results[result]), statement);
                }
                else if (RuleContext.IsArgument(mentioned, out var argument))
                {
                    Require(statement, operands[argument]);
                }
            }
        }
    }
}
