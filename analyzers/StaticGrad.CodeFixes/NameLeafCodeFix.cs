using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD003, where a gradient is read of a parameter that [Differentiable] leaves out: names it there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameLeafCodeFix)), Shared]
public sealed class NameLeafCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.FrozenLeaf);

    private protected override Fix? Propose(FixContext context)
    {
        if (context.GradientReadHere() is not { Reason: MissingReason.LeftOut, Request: { } request, Source: { } parameter }
            || request.Attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) is not AttributeSyntax attribute)
        {
            return null;
        }

        var edits = new SolutionEdits();
        return !Attributes.AddLeaf(attribute, $"nameof({Generator.Emission.Names.Escape(parameter.Name)})", edits)
            ? null
            : new Fix($"Name '{parameter.Name}' in [Differentiable]", "StaticGrad.NameLeaf", edits);
    }
}
