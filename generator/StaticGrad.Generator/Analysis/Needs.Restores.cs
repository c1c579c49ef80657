using StaticGrad.Generator.Model;
using StaticGrad.Generator.Rules;

namespace StaticGrad.Generator.Analysis;

/// <summary>Which overwritten elements must be put back, and when saving what was loaded is cheaper.</summary>
internal sealed partial class Needs
{
    /// <summary>
    /// A plain call's writes are not undone: what was loaded from such a root is saved. Where that does not help, because another
    /// call's reverse part reads the root itself, the call is made through its derivative, which puts back what it overwrites; a
    /// method that cannot be read has none, and the program is refused.
    /// </summary>
    private bool AvoidOverwrittenByCalls()
    {
        Irreversible.Clear();
        foreach (var statement in _statements)
        {
            if (Activity.CallOf(statement) is not { } call || HasFrame(statement))
            {
                continue;
            }

            foreach (var root in _facts.Versions.Written(statement).Where(root => MustRestore(statement, root)).ToList())
            {
                if (_notReloaded.Add(root))
                {
                    return true;
                }

                if (_facts.Effects.IsKnown(call))
                {
                    _restoringCalls.Add(statement.Id);
                    return true;
                }

                Irreversible.Add((
                    statement,
                    $"a call that overwrites '{root.Variable.Name}', whose earlier elements the derivative needs (write to a copy, or in place),"));
            }
        }

        return false;
    }

    private bool AddRestores()
    {
        var restores = new HashSet<int>(_statements
            .Where(statement => _facts.Versions.Written(statement).Any(root =>
                statement is Store or AddTo && MustRestore(statement, root)))
            .Select(statement => statement.Id));
        if (restores.SetEquals(_restores))
        {
            return false;
        }

        _restores = restores;
        return true;
    }

    /// <summary>Whether an earlier statement, or one of an earlier iteration, reads the root again in the reverse.</summary>
    private bool MustRestore(Stmt store, Root root) =>
        (_facts.IsSplit && root is { IsParameter: true, Owner: null })
        || _reloads.Any(reload => reload.Root == root
            && (reload.Use < store.Id || ShareIteration(reload.Use, store, root)))
        || _statements.Any(call => HasFrame(call)
            && _facts.ReadsInReverse(call).Contains(root)
            && (call.Id < store.Id || ShareIteration(call.Id, store, root)));

    private bool ShareIteration(int use, Stmt store, Root root)
    {
        var common = Region.Common(_facts.RegionOf(use), _facts.Regions.Of(store));
        return common.Iteration is { } iteration && !iteration.Contains(_facts.Regions.Home(root.Variable));
    }

    /// <summary>Gives up reloading from a root when saving the loaded values is cheaper than saving what is overwritten.</summary>
    private bool PreferSavedLoads()
    {
        foreach (var root in _facts.Roots.All)
        {
            if (_notReloaded.Contains(root))
            {
                continue;
            }

            var stores = _statements
                .Where(s => s is Store or AddTo && _facts.Versions.Written(s).Contains(root) && MustRestore(s, root))
                .Sum(s => Weight(_facts.Regions.Of(s)));
            var loads = _reloads.Where(reload => reload.Root == root)
                .Select(reload => reload.Load)
                .Distinct()
                .Sum(load => Weight(load.Region));
            if (loads < stores && loads > 0 && !(_facts.IsSplit && root.IsParameter))
            {
                _notReloaded.Add(root);
                return true;
            }
        }

        return false;
    }

    private static double Weight(Region region) => Math.Pow(8, region.LoopDepth);
}
