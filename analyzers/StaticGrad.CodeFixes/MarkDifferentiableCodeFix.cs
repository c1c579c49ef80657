using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD107: marks a type of this solution [Differentiable], and makes it and every type around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkDifferentiableCodeFix)), Shared]
public sealed class MarkDifferentiableCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TypeNotDifferentiable);

    private protected override Fix? Propose(FixContext context)
    {
        var written = context.Node switch
        {
            TypeSyntax type => type,
            PropertyDeclarationSyntax property => property.Type,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } => variables.Type,
            _ => context.Node.FirstAncestorOrSelf<ParameterSyntax>()?.Type,
        };
        if (written is null
            || context.Known.Differentiable is not { } differentiable
            || GradientKinds.ElementOf(context.Model.GetTypeInfo(written, context.Cancellation).Type, context.Known)
                is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } target
            || context.Known.Has(target.OriginalDefinition, differentiable)
            || context.Declarations<TypeDeclarationSyntax>(target.OriginalDefinition).FirstOrDefault() is not { } declaration
            || !CanBeModel(target.OriginalDefinition, context))
        {
            return null;
        }

        // A file of another project may have no using for it, and its meaning is not at hand here.
        var name = context.ModelOf(declaration.SyntaxTree) is { } model
            ? Spelling.OfAttribute(differentiable, model, declaration.SpanStart)
            : SeesStaticGrad(declaration.SyntaxTree, context) ? "global::StaticGrad.Differentiable" : null;
        if (name is null)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Insert(declaration.SyntaxTree, declaration.SpanStart, $"[{name}]{Separator(declaration)}");
        PartialTypes.Make(declaration, edits);
        return new Fix($"Mark '{target.Name}' [Differentiable]", "StaticGrad.MarkDifferentiable", edits);
    }

    /// <summary>Whether nothing is wrong with it as a model but what this fix mends, in this type or in one that it holds.</summary>
    private static bool CanBeModel(INamedTypeSymbol type, FixContext context) =>
        ModelReader.ProblemsOf(type, context.Known, context.Cancellation)
            .All(problem => problem.Id is RuleIds.NotPartial or RuleIds.TypeNotDifferentiable);

    private static bool SeesStaticGrad(SyntaxTree tree, FixContext context) =>
        context.Solution.GetDocument(tree)?.Project.MetadataReferences
            .Any(reference => reference.Display?.EndsWith("StaticGrad.dll", StringComparison.OrdinalIgnoreCase) == true) == true;

    /// <summary>A line of its own where the type has one.</summary>
    private static string Separator(TypeDeclarationSyntax declaration)
    {
        var text = declaration.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(declaration.SpanStart);
        var indent = text.ToString(TextSpan.FromBounds(line.Start, declaration.SpanStart));
        var lineBreak = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return string.IsNullOrWhiteSpace(indent) ? (lineBreak.Length > 0 ? lineBreak : "\n") + indent : " ";
    }
}
