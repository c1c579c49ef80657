using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>What the members of a derivative are called, and what else of a type may not be called so.</summary>
internal static class DerivativeNames
{
    private const string Results = "Gradients";

    private static readonly string[] Suffixes = [Results, "Gradient", "Backward", "BackwardRetaining"];

    /// <summary>
    /// The first of the members' names that something else of the type has: a member of the user's, a type parameter, or the type
    /// itself, whose name no member of it may have.
    /// </summary>
    public static string? TakenIn(INamedTypeSymbol type, string baseName) => Suffixes
        .Where(suffix => IsTakenIn(type, baseName + suffix, isType: suffix == Results))
        .Select(suffix => baseName + suffix)
        .FirstOrDefault();

    private static bool IsTakenIn(INamedTypeSymbol type, string name, bool isType) =>
        type.Name == name
        || type.TypeParameters.Any(parameter => parameter.Name == name)
        || type.GetMembers(name).Any(existing => !KnownSymbols.IsGenerated(existing) && !(isType && IsGenericType(existing)));

    /// <summary>Types of one name are several where they have different numbers of type parameters.</summary>
    private static bool IsGenericType(ISymbol symbol) => symbol is INamedTypeSymbol { Arity: > 0 };
}
