using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

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
        foreach (var operand in Operands(context.Node, context).Where(operand => Detachment.MayBeActive(operand, context)))
        {
            Detachment.Postfix(operand, context, edits);
        }

        return new Fix("Detach: no gradient is meant to flow here", "StaticGrad.DetachRounding", edits);
    }

    private static IEnumerable<ExpressionSyntax> Operands(SyntaxNode node, FixContext context) => node switch
    {
        CastExpressionSyntax cast => [cast.Expression],
        InvocationExpressionSyntax call => call.ArgumentList.Arguments
            .Where(argument => !HasDerivative(argument, call, context))
            .Select(argument => argument.Expression),
        CheckedExpressionSyntax checkedPart => Operands(checkedPart.Expression, context),
        ParenthesizedExpressionSyntax inner => Operands(inner.Expression, context),
        _ => [],
    };

    /// <summary>Whether the function's rule has a derivative by this argument, which must stay: CopySign has one by its first.</summary>
    private static bool HasDerivative(ArgumentSyntax argument, InvocationExpressionSyntax call, FixContext context) =>
        context.Model.GetSymbolInfo(call, context.Cancellation).Symbol is IMethodSymbol method
        && KnownFunctions.TryFind(method, context.Known, out var rule)
        && context.Model.GetOperation(argument, context.Cancellation) is IArgumentOperation { Parameter.Ordinal: var ordinal }
        && rule.Contributions.ElementAtOrDefault(ordinal) is not null;
}
