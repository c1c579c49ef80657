using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Whether integer arithmetic is checked at a place. For the conversions that C# makes by itself, of foreach and of compound
/// assignment, no operation says it.
/// </summary>
internal static class OverflowContext
{
    public static bool IsChecked(SyntaxNode place, Compilation compilation)
    {
        for (var around = place; around is not null and not MemberDeclarationSyntax; around = around.Parent)
        {
            switch (around.Kind())
            {
                case SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement:
                    return true;
                case SyntaxKind.UncheckedExpression or SyntaxKind.UncheckedStatement:
                    return false;
            }
        }

        return compilation.Options.CheckOverflow;
    }
}
