using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

internal enum VersionKind
{
    /// <summary>A parameter at entry, or a root's memory at entry.</summary>
    Entry,

    /// <summary>Assigned by <see cref="Version.Statement"/>.</summary>
    Assigned,

    /// <summary>Where control flow joins behind <see cref="Version.Statement"/>.</summary>
    Joined,

    /// <summary>At the head of the loop <see cref="Version.Statement"/>: a new one each iteration.</summary>
    LoopHead,

    /// <summary>Where <c>continue</c> lands in the loop <see cref="Version.Statement"/>.</summary>
    Continuing,

    /// <summary>The counter of the counted loop <see cref="Version.Statement"/>.</summary>
    Counter,

    /// <summary>How many iterations of the loop <see cref="Version.Statement"/> were started.</summary>
    Trips,

    /// <summary>Whether the sequel <see cref="Version.Statement"/> was reached.</summary>
    Reached,

    /// <summary>The element that the store <see cref="Version.Statement"/> overwrites.</summary>
    Overwritten,

    /// <summary>What the forward part of the call <see cref="Version.Statement"/> kept.</summary>
    Frame,
}

/// <summary>One value of a variable, or one state of a root's memory.</summary>
internal sealed class Version(int id, VersionKind kind, Variable variable, Region region, Stmt? statement)
{
    public int Id { get; } = id;

    public VersionKind Kind { get; } = kind;

    /// <summary>The variable; for memory the root's.</summary>
    public Variable Variable { get; } = variable;

    /// <summary>Where it comes into being.</summary>
    public Region Region { get; } = region;

    public Stmt? Statement { get; } = statement;

    /// <summary>The versions that a join chooses from.</summary>
    public List<Version> Inputs { get; } = [];

    /// <summary>A state of a root's memory.</summary>
    public bool IsMemory { get; set; }

    /// <summary>Its key in an environment.</summary>
    public int Key => IsMemory ? -Variable.Id : Variable.Id;

    public bool IsJoin => Kind is VersionKind.Joined or VersionKind.LoopHead or VersionKind.Continuing;
}
