using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD006: adds partial to the type and to every type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix)), Shared]
public sealed class MakePartialCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.NotPartial);

    private protected override Fix? Propose(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        var edits = new SolutionEdits();
        PartialTypes.Make(type, edits);
        return new Fix($"Make '{type.Identifier.ValueText}' partial", "StaticGrad.MakePartial", edits);
    }
}
