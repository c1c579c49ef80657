using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD003 and SGRAD009: removes [Frozen], where it is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveFrozenCodeFix)), Shared]
public sealed class RemoveFrozenCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.FrozenLeaf, RuleIds.FrozenWithoutGradient);

    private protected override Fix? Propose(FixContext context)
    {
        var edits = new SolutionEdits();
        if (context.Diagnostic.Id == RuleIds.FrozenWithoutGradient)
        {
            if (FrozenAttributeHere(context) is not { } attribute)
            {
                return null;
            }

            Attributes.Remove(attribute, edits);
            return new Fix("Remove [Frozen]", "StaticGrad.RemoveFrozen", edits);
        }

        var symbol = context.LeafNamedInAttribute() is { } leaf ? leaf.Parameter
            : context.GradientReadHere() is { Reason: MissingReason.Frozen } missing ? missing.Source
            : null;
        if (symbol is null)
        {
            return null;
        }

        IEnumerable<ISymbol> owners = symbol is IParameterSymbol parameter ? FixContext.Parts(parameter) : MissingGradient.AttributeOwners(symbol);
        foreach (var owner in owners)
        {
            Attributes.RemoveFrom(owner, context.Known.Frozen, edits, context.Cancellation);
        }

        return new Fix($"Remove [Frozen] from '{symbol.Name}'", "StaticGrad.RemoveFrozen", edits);
    }

    /// <summary>The attribute under the span; a span of the brackets is understood too.</summary>
    private static AttributeSyntax? FrozenAttributeHere(FixContext context)
    {
        var attribute = context.Node.FirstAncestorOrSelf<AttributeSyntax>()
            ?? (context.Node as AttributeListSyntax)?.Attributes.FirstOrDefault();
        return attribute is not null
            && KnownSymbols.Is(context.Model.GetTypeInfo(attribute, context.Cancellation).Type, context.Known.Frozen)
                ? attribute
                : null;
    }
}
