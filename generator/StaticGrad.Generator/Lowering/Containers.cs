using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>The types that generated members stand in.</summary>
internal static class Containers
{
    public static Container Of(INamedTypeSymbol type)
    {
        var headers = new List<string>();
        var keepers = new List<Keeper>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var keyword = current switch
            {
                { IsRecord: true, IsValueType: true } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            if (KeptIn(current) is { } keeper)
            {
                keepers.Add(keeper);
            }

            headers.Add($"partial {keyword} {Declared(current)}");
        }

        headers.Reverse();
        var space = type.ContainingNamespace is { IsGlobalNamespace: false } named
            ? named.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))
            : "";
        return new Container(
            space,
            headers.ToEquatableArray(),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            FileName(MetadataNameOf(type), HasTwin(type), type.GetDocumentationCommentId() ?? ""),
            keepers.ToEquatableArray());
    }

    private static string Declared(INamedTypeSymbol type) => type.TypeParameters.IsEmpty
        ? Declared(type.Name)
        : $"{Declared(type.Name)}<{string.Join(", ", type.TypeParameters.Select(parameter => Declared(parameter.Name)))}>";

    /// <summary>
    /// A type's name where it is declared. Every keyword is lower-case ASCII, also one that only a later C# has, or that is one
    /// for the names of types only, as <c>required</c> is: what looks like one is escaped.
    /// </summary>
    private static string Declared(string name) => name.All(c => c is >= 'a' and <= 'z') ? "@" + name : name;

    /// <summary>The type that keeps a member or nested type to itself, and perhaps its heirs; null when the assembly may name it.</summary>
    public static Keeper? KeptIn(ISymbol symbol) =>
        symbol is { ContainingType: { } type, DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal }
            ? new Keeper(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), symbol.DeclaredAccessibility != Accessibility.Private)
            : null;

    /// <summary>A name that no other file has: what the driver would not take in one is left out, and a hash stands for it.</summary>
    public static string FileName(string name, bool isShared, string key)
    {
        var plain = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '(' or ')' ? c : '-'));
        return isShared || plain != name ? plain + "." + StableHash.Of(key) : plain;
    }

    public static string MetadataNameOf(INamedTypeSymbol type)
    {
        var name = type.Arity > 0 ? $"{type.Name}({type.Arity})" : type.Name;
        return type.ContainingType is { } outer ? MetadataNameOf(outer) + "." + name
            : type.ContainingNamespace is { IsGlobalNamespace: false } space ? NameOf(space) + "." + name
            : name;
    }

    /// <summary>The namespace without the escapes that C# source needs.</summary>
    private static string NameOf(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? NameOf(outer) + "." + space.Name : space.Name;

    /// <summary>
    /// Whether code can name the type. Not an extension block, what is half typed, nor the type that the compiler makes up for
    /// methods outside of any.
    /// </summary>
    public static bool CanBeNamed(INamedTypeSymbol type)
    {
        for (ISymbol current = type; current is INamespaceOrTypeSymbol and not INamespaceSymbol { IsGlobalNamespace: true }; current = current.ContainingSymbol)
        {
            if (!SyntaxFacts.IsValidIdentifier(current.Name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether members can be generated into the type: it and all around it are partial, in this compilation.</summary>
    public static bool CanHost(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType
                || current.TypeKind == TypeKind.Interface
                || current.DeclaringSyntaxReferences.Length == 0
                || current.DeclaringSyntaxReferences[0].GetSyntax() is not TypeDeclarationSyntax declaration
                || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
                || declaration.Modifiers.Any(SyntaxKind.FileKeyword)
                || HostProblems.IsDeclaredTwice(current))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the symbol, or one around it, shares its name with another: file names are compared without case.</summary>
    public static bool HasTwin(ISymbol symbol)
    {
        for (var current = symbol; current.ContainingSymbol is INamespaceOrTypeSymbol container; current = container)
        {
            var isAlone = container.GetMembers().Count(other =>
                string.Equals(other.Name, current.Name, StringComparison.OrdinalIgnoreCase)
                && other is IMethodSymbol or INamespaceOrTypeSymbol) == 1;
            if (!isAlone)
            {
                return true;
            }
        }

        return false;
    }
}
