namespace StaticGrad.Generator.Model;

/// <summary>A type that keeps something in it to its own text: what is private there, or what is protected.</summary>
/// <param name="Type">How code anywhere names it.</param>
/// <param name="AlsoHeirs">Types that derive from it may name the thing too.</param>
internal sealed record Keeper(string Type, bool AlsoHeirs)
{
    /// <summary>Whether what is kept by the first may be named everywhere where what is kept by the others may be.</summary>
    public static bool AllowAll(IEnumerable<Keeper> keepers, IReadOnlyCollection<Keeper> others) =>
        keepers.All(keeper => others.Any(keeper.IsImpliedBy));

    private bool IsImpliedBy(Keeper other) =>
        other == this || (!other.AlsoHeirs && (other.Type + ".").StartsWith(Type + ".", StringComparison.Ordinal));
}
