using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>
/// SGRAD002: keeps the gradient of a local with Grad.Retain wherever it is assigned; where the attribute names it as a leaf,
/// the name goes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetainCodeFix)), Shared]
public sealed class RetainCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.NotALeaf);

    private protected override Fix? Propose(FixContext context)
    {
        var edits = new SolutionEdits();
        if (context.LeafNamedInAttribute() is { } leaf)
        {
            if (!Retain(leaf.Method, leaf.Name, context, edits))
            {
                return null;
            }

            var attribute = leaf.Argument.FirstAncestorOrSelf<AttributeSyntax>()!;
            Attributes.Remove([.. attribute.ArgumentList!.Arguments.Where(argument => context.IsLeaf(argument, leaf.Name))], edits);
            return new Fix($"Keep the gradient of '{leaf.Name}' with Grad.Retain", "StaticGrad.Retain", edits);
        }

        return context.GradientReadHere() is { Reason: MissingReason.Local, Request: { } request, Source: { } local }
            && Retain(request.Method, local.Name, context, edits)
                ? new Fix($"Keep the gradient of '{local.Name}' with Grad.Retain", "StaticGrad.Retain", edits)
                : null;
    }

    private static bool Retain(IMethodSymbol method, string name, FixContext context, SolutionEdits edits)
    {
        var declarations = context.Declarations<MethodDeclarationSyntax>(method.PartialImplementationPart ?? method)
            .SelectMany(body => body.DescendantNodes())
            .Where(node => DeclaredBy(node) == name)
            .ToList();

        // Two locals of one name, in scopes beside each other: which one is meant cannot be told.
        return declarations.Count == 1
            && declarations[0] is VariableDeclaratorSyntax declarator
            && context.ModelOf(declarator.SyntaxTree) is { } model
            && model.GetDeclaredSymbol(declarator, context.Cancellation)
                is ILocalSymbol { Type.SpecialType: SpecialType.System_Double or SpecialType.System_Single, RefKind: RefKind.None } local
            && !(local.IsConst || local.IsForEach || local.IsUsing)
            && new RetainedLocal(local, declarator, model, context, Leaves(method, name, context)).Wrap(edits);
    }

    private static string? DeclaredBy(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        ForEachStatementSyntax each => each.Identifier.ValueText,
        _ => null,
    };

    /// <summary>What any of the attributes has as a leaf, once the local is not named as one.</summary>
    private static Func<string, bool> Leaves(IMethodSymbol method, string local, FixContext context)
    {
        var lists = DifferentiableRequest.Of(method, context.Known)
            .Select(request => request.Leaves.Where(leaf => leaf != local).ToList())
            .ToList();
        return leaf => lists.Any(list => list.Count == 0 || list.Contains(leaf));
    }
}
