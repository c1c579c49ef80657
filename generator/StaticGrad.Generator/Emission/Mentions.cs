using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Emission;

/// <summary>Which variables each statement reads or assigns, in nested blocks too.</summary>
internal sealed class Mentions
{
    private readonly Dictionary<int, HashSet<int>> _ofStatement = [];

    public Mentions(Block body)
    {
        foreach (var statement in body.Statements)
        {
            Collect(statement);
        }
    }

    /// <summary>Ids of the variables.</summary>
    public IReadOnlyCollection<int> Of(Stmt statement) => _ofStatement[statement.Id];

    public bool IsIn(Block block, Variable variable) =>
        block.Statements.Any(statement => _ofStatement[statement.Id].Contains(variable.Id));

    private HashSet<int> Collect(Stmt statement)
    {
        var mentions = new HashSet<int>(statement.Reads().Concat(statement.Targets()).Select(variable => variable.Id));
        foreach (var nested in statement.Blocks().SelectMany(block => block.Statements))
        {
            mentions.UnionWith(Collect(nested));
        }

        _ofStatement.Add(statement.Id, mentions);
        return mentions;
    }
}
