using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.CodeFixes;

/// <summary>Makes a type, and each type around it, partial.</summary>
internal static class PartialTypes
{
    public static void Make(TypeDeclarationSyntax innermost, SolutionEdits edits)
    {
        for (SyntaxNode? node = innermost; node is TypeDeclarationSyntax type; node = node.Parent)
        {
            // C# wants partial right before the keyword.
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                edits.Insert(type.SyntaxTree, type.Keyword.SpanStart, "partial ");
            }
        }
    }
}
