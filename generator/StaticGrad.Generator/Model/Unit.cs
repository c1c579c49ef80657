using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.Generator.Model;

/// <summary>
/// One differentiable method with everything that its derivatives are made of: the cache boundary of the pipeline. Equal
/// units give equal output; nothing in it knows where it came from.
/// </summary>
/// <param name="Container">The type that the members are generated into.</param>
/// <param name="FileName">The generated file's name, without extension.</param>
/// <param name="Accessibility">The method's accessibility, as C# writes it.</param>
/// <param name="Method">The method.</param>
/// <param name="Callees">The bodies of the methods that it calls, directly or not, ordered by key.</param>
/// <param name="Refused">Methods that it calls and that could not be lowered, with the reasons.</param>
/// <param name="Requests">One derivative set for each attribute.</param>
/// <param name="Lines">Texts of source statements, for comments.</param>
internal sealed record Unit(
    Container Container,
    string FileName,
    string Accessibility,
    MethodIr Method,
    EquatableArray<MethodIr> Callees,
    EquatableArray<RefusedCallee> Refused,
    EquatableArray<Request> Requests,
    EquatableArray<string> Lines)
{
    /// <summary>What methods change that are called as they stand: those that change nothing that matters are not here.</summary>
    public EquatableArray<MethodChanges> Changes { get; init; } = EquatableArray<MethodChanges>.Empty;
}

/// <param name="Called">The key of a method; of a static property, how generated code names it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Changed">Members of models, items of arrays and static fields, as <see cref="Lowering.OpaqueCalls.SideEffects"/> names them.</param>
/// <param name="Arrays">Static arrays whose elements change.</param>
internal sealed record MethodChanges(string Called, string Name, EquatableArray<string> Changed, EquatableArray<StaticRead> Arrays);

/// <summary>A called method that could not be lowered: an error only where something active goes through it.</summary>
internal sealed record RefusedCallee(string Key, EquatableArray<Finding> Findings);

/// <summary>A type and the types around it, outermost first.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Types">Headers such as <c>static partial class Model</c>.</param>
/// <param name="GlobalName">How code anywhere names it.</param>
/// <param name="QualifiedName">For file names and keys.</param>
/// <param name="Keepers">The types around it that keep it, or one around it, to themselves.</param>
internal sealed record Container(
    string Namespace, EquatableArray<string> Types, string GlobalName, string QualifiedName, EquatableArray<Keeper> Keepers);

/// <summary>What one [Differentiable] attribute asks for.</summary>
/// <param name="BaseName">Base of the generated members' names.</param>
/// <param name="Leaves">Names of the parameters that are leaves; empty for all that can be.</param>
/// <param name="Site">Index into the locations: the attribute.</param>
internal sealed record Request(string BaseName, EquatableArray<string> Leaves, int Site);
