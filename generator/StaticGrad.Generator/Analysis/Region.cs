using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>A lexical block with its place in the method: the scope of versions and of what is saved for them.</summary>
internal sealed class Region(int id, Region? parent, Stmt? owner, bool isIteration)
{
    public int Id { get; } = id;

    public Region? Parent { get; } = parent;

    /// <summary>The statement whose block this is; null for the method's body.</summary>
    public Stmt? Owner { get; } = owner;

    /// <summary>Whether it is executed once an iteration of <see cref="Owner"/>.</summary>
    public bool IsIteration { get; } = isIteration;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>How many loops are around.</summary>
    public int LoopDepth { get; } = (parent?.LoopDepth ?? 0) + (isIteration ? 1 : 0);

    /// <summary>The innermost iteration that this is part of, itself included; null outside loops.</summary>
    public Region? Iteration => IsIteration ? this : Parent?.Iteration;

    public bool Contains(Region other)
    {
        var region = other;
        while (region is not null && region.Depth > Depth)
        {
            region = region.Parent;
        }

        return region == this;
    }

    public static Region Common(Region a, Region b)
    {
        while (a != b)
        {
            if (a.Depth >= b.Depth)
            {
                a = a.Parent!;
            }
            else
            {
                b = b.Parent!;
            }
        }

        return a;
    }
}

/// <summary>The regions of a method: of each statement, of each block, and the home of each variable.</summary>
internal sealed class Regions
{
    private readonly Dictionary<int, Region> _ofStatement = [];
    private readonly Dictionary<(int Owner, int Block), Region> _ofBlock = [];
    private readonly Dictionary<int, Region> _home = [];
    private int _next;

    public Regions(Block body)
    {
        Root = new Region(_next++, null, null, false);
        Visit(body, Root);
    }

    public Regions(MethodIr method)
        : this(method.Body)
    {
        foreach (var parameter in method.Parameters)
        {
            _home[parameter.Variable.Id] = Root;
        }
    }

    public Region Root { get; }

    /// <summary>The region that a statement stands in.</summary>
    public Region Of(Stmt statement) => _ofStatement[statement.Id];

    /// <summary>The region of a statement's nested block.</summary>
    public Region Of(Stmt owner, int block) => _ofBlock[(owner.Id, block)];

    /// <summary>The smallest region that has every mention of the variable: its scope.</summary>
    public Region Home(Variable variable) => _home.TryGetValue(variable.Id, out var home) ? home : Root;

    private void Visit(Block block, Region region)
    {
        foreach (var statement in block.Statements)
        {
            _ofStatement[statement.Id] = region;
            var index = 0;
            Region? iteration = null;
            foreach (var nested in statement.Blocks())
            {
                // A loop's continuing part belongs to the iteration that its body began.
                var isIteration = statement is For || (statement is Loop && index == 0);
                var inner = new Region(_next++, iteration ?? region, statement, isIteration);
                iteration ??= isIteration ? inner : null;
                _ofBlock[(statement.Id, index++)] = inner;
                Visit(nested, inner);
            }

            foreach (var variable in statement.Reads())
            {
                Mention(variable, region);
            }

            foreach (var variable in statement.Targets())
            {
                Mention(variable, statement is For ? Of(statement, 0) : region);
            }
        }
    }

    private void Mention(Variable variable, Region region) =>
        _home[variable.Id] = _home.TryGetValue(variable.Id, out var home) ? Region.Common(home, region) : region;
}
