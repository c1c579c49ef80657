using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD103: says with Detach that a rounding or a conversion to an integer is meant to pass no gradient.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DetachRoundingCodeFix)), Shared]
public sealed class DetachRoundingCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ZeroDerivative);

    private protected override Fix? Propose(FixContext context)
    {
        var edits = new SolutionEdits();
        foreach (var operand in Operands(context.Node).Where(operand => Detachment.MayBeActive(operand, context)))
        {
            Detachment.Postfix(operand, context, edits);
        }

        return new Fix("Detach: no gradient is meant to flow here", "StaticGrad.DetachRounding", edits);
    }

    private static IEnumerable<ExpressionSyntax> Operands(SyntaxNode node) => node switch
    {
        CastExpressionSyntax cast => [cast.Expression],
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Select(argument => argument.Expression),
        CheckedExpressionSyntax checkedPart => Operands(checkedPart.Expression),
        ParenthesizedExpressionSyntax inner => Operands(inner.Expression),
        _ => [],
    };
}
