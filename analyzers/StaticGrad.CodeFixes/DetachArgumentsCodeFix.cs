using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD102: detaches the arguments of a call without derivative, which makes its result a constant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DetachArgumentsCodeFix)), Shared]
public sealed class DetachArgumentsCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.CallWithoutDerivative);

    private protected override Fix? Propose(FixContext context)
    {
        var arguments = context.Node switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        if (arguments is null)
        {
            return null;
        }

        var edits = new SolutionEdits();
        foreach (var argument in arguments.Arguments)
        {
            // A variable passed by reference has no value to detach.
            if (Detachment.MayBeActive(argument.Expression, context))
            {
                if (!argument.RefKindKeyword.IsKind(SyntaxKind.None))
                {
                    return null;
                }

                Detachment.Call(argument.Expression, context, edits);
            }
        }

        return new Fix("Detach the arguments: no gradient flows through this call", "StaticGrad.DetachArguments", edits);
    }
}
