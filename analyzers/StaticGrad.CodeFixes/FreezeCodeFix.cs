using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD005: marks a parameter without influence [Frozen]; an attribute that names it as a leaf names it no more.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreezeCodeFix)), Shared]
public sealed class FreezeCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.LeafWithoutInfluence);

    private protected override Fix? Propose(FixContext context)
    {
        if (context.Known.Frozen is not { } frozen
            || context.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { } declaration
            || context.Model.GetDeclaredSymbol(declaration, context.Cancellation) is not { ContainingSymbol: IMethodSymbol method } parameter
            || context.Known.Has(parameter, frozen))
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Insert(
            context.Tree,
            declaration.SpanStart,
            $"[{Spelling.OfAttribute(frozen, context.Model, declaration.SpanStart)}] ");
        foreach (var request in DifferentiableRequest.Of(method, context.Known).Where(request => request.Leaves.Contains(parameter.Name)))
        {
            // With no name left the attribute would mean every parameter.
            if (request.Leaves.All(leaf => leaf == parameter.Name)
                || request.Attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) is not AttributeSyntax attribute
                || ArgumentsFor(parameter.Name, attribute, context) is not { Count: > 0 } arguments)
            {
                return null;
            }

            Attributes.Remove(arguments, edits);
        }

        return new Fix($"Mark '{parameter.Name}' [Frozen]", "StaticGrad.Freeze", edits);
    }

    private static List<AttributeArgumentSyntax>? ArgumentsFor(string name, AttributeSyntax attribute, FixContext context) =>
        attribute.ArgumentList?.Arguments.Where(argument => context.IsLeaf(argument, name)).ToList();
}
