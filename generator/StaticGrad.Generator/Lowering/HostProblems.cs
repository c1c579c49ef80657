using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.Generator.Lowering;

/// <summary>Why nothing can be generated into a type, whatever it is that would be: the type, those around it, the project.</summary>
internal static class HostProblems
{
    /// <param name="what">What would be differentiated: "a method", "a type".</param>
    /// <param name="place">Where to say what is wrong with the project.</param>
    public static IEnumerable<HostProblem> Of(
        INamedTypeSymbol type, string what, Location place, KnownSymbols known, CancellationToken cancellation)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not TypeDeclarationSyntax declaration)
            {
                // Where no type is, the compiler makes one up for what stands there.
                yield return new HostProblem(RuleIds.UnsupportedConstruct, place, $"{what} outside of a type");
                continue;
            }

            var isNamed = declaration.Identifier.ValueText.Length > 0;
            var at = (isNamed ? declaration.Identifier : declaration.Keyword).GetLocation();
            if (!isNamed)
            {
                // What has no name itself has an empty place.
                yield return new HostProblem(
                    RuleIds.UnsupportedConstruct, place.SourceSpan.IsEmpty ? at : place, $"{what} of a type without a name");
                continue;
            }

            if (current.ContainingType is null && !Containers.CanBeNamed(current))
            {
                yield return new HostProblem(RuleIds.UnsupportedConstruct, at, $"{what} in a namespace without a name");
            }

            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                yield return new HostProblem(RuleIds.NotPartial, at, current.Name);
            }

            if (declaration.Modifiers.Any(SyntaxKind.FileKeyword))
            {
                yield return new HostProblem(RuleIds.UnsupportedConstruct, at, $"{what} of a file-local type");
            }

            if (current is { ContainingType: null, DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal) })
            {
                yield return new HostProblem(RuleIds.UnsupportedConstruct, at, $"{what} of '{current.Name}', which is private to nothing,");
            }

            if (current.IsComImport)
            {
                yield return new HostProblem(RuleIds.UnsupportedConstruct, at, $"{what} of a [ComImport] type");
            }

            // C# takes no types in one, and the results of derivatives are types.
            if (current.TypeParameters.Any(parameter => parameter.Variance != VarianceKind.None))
            {
                yield return new HostProblem(
                    RuleIds.UnsupportedConstruct, at, $"{what} of '{current.Name}', an interface with an 'in' or 'out' type parameter (put it into a class),");
            }

            foreach (var parameter in current.TypeParameters.Where(parameter => IsHiding(parameter, current)))
            {
                yield return new HostProblem(
                    RuleIds.UnsupportedConstruct,
                    parameter.Locations.FirstOrDefault() ?? at,
                    $"{what} of '{current.Name}', whose type parameter '{parameter.Name}' hides another (rename one),");
            }

            if (IsDeclaredTwice(current))
            {
                yield return new HostProblem(RuleIds.UnsupportedConstruct, at, $"{what} of '{current.Name}', which is declared twice,");
            }
        }

        if (known.LanguageVersion < LanguageVersion.CSharp10)
        {
            yield return new HostProblem(RuleIds.UnsupportedConstruct, place, $"{what} in a project with a C# version below 10");
        }

        if (known.Redefined is { } redefined)
        {
            yield return new HostProblem(RuleIds.UnsupportedConstruct, place, $"{what} in a project that defines its own '{redefined}'");
        }

        if (known.Ambiguous is { } ambiguous)
        {
            yield return new HostProblem(RuleIds.UnsupportedConstruct, place, $"{what} in a project with two references that define '{ambiguous}'");
        }
    }

    /// <summary>Whether a type around it has a type parameter of that name: inside, its other members could not be named.</summary>
    private static bool IsHiding(ITypeParameterSymbol parameter, INamedTypeSymbol type) => type.ContainingType is { } outer
        && (outer.TypeParameters.Any(other => other.Name == parameter.Name) || IsHiding(parameter, outer));

    /// <summary>Whether another type or a namespace has the same name: the compiler says so, and which of them is meant is open.</summary>
    public static bool IsDeclaredTwice(INamedTypeSymbol type) => type.ContainingSymbol is INamespaceOrTypeSymbol container
        && container.GetMembers(type.Name).Count(other =>
            other is INamespaceSymbol && type.Arity == 0 || other is INamedTypeSymbol named && named.Arity == type.Arity) > 1;
}

/// <param name="Argument">The message's argument.</param>
internal readonly record struct HostProblem(string Id, Location Location, string Argument);
