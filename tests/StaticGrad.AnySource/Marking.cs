using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.AnySource;

/// <summary>What gets [Differentiable], and whether types are made partial.</summary>
/// <param name="Types">Types get it too: they become models.</param>
/// <param name="Everything">Whatever the attribute may stand on gets it: operators, accessors, local functions, lambdas.</param>
internal sealed record MarkingOptions(bool Types, bool Everything, PartialKind Partial)
{
    /// <summary>What each file gets when kinds are mixed: a function of its name, so that a run can be repeated.</summary>
    public bool IsPartial(string file) => Partial switch
    {
        PartialKind.All => true,
        PartialKind.None => false,
        _ => Hash(Path.GetFileName(file)) % 4 != 0,
    };

    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}

internal enum PartialKind
{
    /// <summary>Three files in four.</summary>
    Mixed,

    All,

    None,
}

/// <summary>
/// Puts [Differentiable] on what a file declares, by insertions into its text: a rewriter of trees would have to recurse into
/// expressions of any depth, and would repair what is half typed.
/// </summary>
internal static class Marking
{
    public const string Attribute = "[global::StaticGrad.Differentiable] ";

    public static SyntaxTree Mark(SyntaxTree tree, MarkingOptions options)
    {
        var isPartial = options.IsPartial(tree.FilePath);
        var insertions = new List<(int Position, string Text)>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (IsTarget(node, options))
            {
                insertions.Add((node.SpanStart, Attribute));
            }

            if (isPartial && node is TypeDeclarationSyntax type && IsNamed(type) && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                insertions.Add((type.Keyword.SpanStart, "partial "));
            }
        }

        var source = tree.GetText().ToString();
        var marked = new StringBuilder(source.Length + (insertions.Count * Attribute.Length));
        var copied = 0;
        foreach (var (position, text) in insertions.OrderBy(insertion => insertion.Position))
        {
            marked.Append(source, copied, position - copied).Append(text);
            copied = position;
        }

        marked.Append(source, copied, source.Length - copied);
        return CSharpSyntaxTree.ParseText(
            SourceText.From(marked.ToString(), Encoding.UTF8), (CSharpParseOptions)tree.Options, tree.FilePath);
    }

    /// <summary>The declarations that carry a mark, after parsing again.</summary>
    public static IEnumerable<SyntaxNode> Marked(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .Where(node => AttributesOf(node)?.Any(IsMark) == true);

    private static bool IsTarget(SyntaxNode node, MarkingOptions options) => node switch
    {
        MethodDeclarationSyntax => true,
        InterfaceDeclarationSyntax => false,
        TypeDeclarationSyntax type => options.Types && IsNamed(type),
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax =>
            options.Everything && node is not (ConstructorDeclarationSyntax or DestructorDeclarationSyntax),
        _ => false,
    };

    /// <summary>Not an extension block, which takes neither attributes nor modifiers.</summary>
    private static bool IsNamed(TypeDeclarationSyntax type) => type is not ExtensionBlockDeclarationSyntax;

    private static IEnumerable<AttributeSyntax>? AttributesOf(SyntaxNode node) => node switch
    {
        MemberDeclarationSyntax member => member.AttributeLists.SelectMany(list => list.Attributes),
        AccessorDeclarationSyntax accessor => accessor.AttributeLists.SelectMany(list => list.Attributes),
        LocalFunctionStatementSyntax local => local.AttributeLists.SelectMany(list => list.Attributes),
        LambdaExpressionSyntax lambda => lambda.AttributeLists.SelectMany(list => list.Attributes),
        _ => null,
    };

    private static bool IsMark(AttributeSyntax attribute) =>
        attribute.Name is QualifiedNameSyntax { Right.Identifier.ValueText: "Differentiable" } name
        && name.Left is AliasQualifiedNameSyntax { Alias.Identifier.ValueText: "global", Name.Identifier.ValueText: "StaticGrad" };
}
