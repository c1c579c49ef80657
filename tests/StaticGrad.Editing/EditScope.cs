using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Editing;

internal enum Reach
{
    /// <summary>White space and comments: nothing may be compiled again.</summary>
    Trivia,

    /// <summary>The body of one member: only what follows that body may be compiled again.</summary>
    Body,

    /// <summary>Declarations, or text that parses as another shape: anything may change.</summary>
    Anything,
}

/// <summary>How far an edit can reach, told from the syntax alone: what the pipeline's own verdict is held against.</summary>
/// <param name="Member">The key of the method that was edited.</param>
internal sealed record EditScope(Reach Reach, string? Member)
{
    private static readonly EditScope Anything = new(Reach.Anything, null);

    public static EditScope Of(AppliedEdit edit)
    {
        if (SyntaxFactory.AreEquivalent(edit.OldTree, edit.NewTree, topLevel: false) && !TouchesDirective(edit) && !SkipsText(edit))
        {
            return new EditScope(Reach.Trivia, null);
        }

        // The driver pairs what it finds now with what it found before by position: a file that begins to hold attributes, or
        // ceases to, moves all that stands behind it.
        if (HasAttributes(edit.OldTree) != HasAttributes(edit.NewTree))
        {
            return Anything;
        }

        var change = edit.Keystroke.Change;
        var body = BodyAround(edit.NewTree, new TextSpan(change.Span.Start, change.NewText!.Length));
        return body is not null
            && BodyAround(edit.OldTree, change.Span)?.SpanStart == body.SpanStart
            && !TouchesDirective(edit)
            && SyntaxFactory.AreEquivalent(edit.OldTree, edit.NewTree, topLevel: true)
            && edit.After.GetSemanticModel(edit.NewTree).GetDeclaredSymbol(body.Parent!) is { } symbol
            && (symbol is IPropertySymbol property ? property.GetMethod : symbol) is IMethodSymbol method
                ? new EditScope(Reach.Body, LoweringSession.KeyOf(method))
                : Anything;
    }

    /// <summary>What the parser skips stands among the trivia, and is an error: of an attribute, it takes the arguments away.</summary>
    private static bool SkipsText(AppliedEdit edit) =>
        edit.OldTree.GetRoot().ContainsSkippedText || edit.NewTree.GetRoot().ContainsSkippedText;

    private static bool HasAttributes(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node => node is AttributeSyntax);

    private static bool TouchesDirective(AppliedEdit edit) =>
        edit.OldTree.GetRoot().ContainsDirectives || edit.NewTree.GetRoot().ContainsDirectives;

    /// <summary>The body of the type's member that the span lies inside of.</summary>
    private static SyntaxNode? BodyAround(SyntaxTree tree, TextSpan span) => tree.GetRoot()
        .FindToken(Math.Min(span.Start, tree.Length)).Parent?
        .AncestorsAndSelf()
        .LastOrDefault(node => node is BlockSyntax or ArrowExpressionClauseSyntax
            && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax
            && node.Span.Start < span.Start && span.End < node.Span.End);
}
