using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
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

            Attributes.Remove(leaf.Argument, edits);
            return new Fix($"Keep the gradient of '{leaf.Name}' with Grad.Retain", "StaticGrad.Retain", edits);
        }

        return context.GradientReadHere() is { Reason: MissingReason.Local, Request: { } request, Source: { } local }
            && Retain(request.Method, local.Name, context, edits)
                ? new Fix($"Keep the gradient of '{local.Name}' with Grad.Retain", "StaticGrad.Retain", edits)
                : null;
    }

    private static bool Retain(IMethodSymbol method, string name, FixContext context, SolutionEdits edits)
    {
        var bodies = context.Declarations<MethodDeclarationSyntax>(method.PartialImplementationPart ?? method);
        var declarators = bodies
            .SelectMany(body => body.DescendantNodes().OfType<VariableDeclaratorSyntax>())
            .Where(declarator => declarator.Identifier.ValueText == name)
            .ToList();

        // Two locals of one name, in scopes beside each other: which one is meant cannot be told.
        if (declarators.Count != 1
            || context.ModelOf(declarators[0].SyntaxTree) is not { } model
            || model.GetDeclaredSymbol(declarators[0], context.Cancellation)
                is not ILocalSymbol { Type.SpecialType: SpecialType.System_Double or SpecialType.System_Single, RefKind: RefKind.None } local
            || local.IsConst || local.IsForEach || local.IsUsing)
        {
            return false;
        }

        if (declarators[0].Initializer is { } initializer)
        {
            Wrap(initializer.Value, model, context, edits);
        }

        var scope = declarators[0].FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        foreach (var assignment in scope.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, context.Cancellation).Symbol, local))
            {
                WrapAssignment(assignment, model, context, edits);
            }
        }

        return !edits.IsEmpty;
    }

    private static void WrapAssignment(
        AssignmentExpressionSyntax assignment, SemanticModel model, FixContext context, SolutionEdits edits)
    {
        if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            Wrap(assignment.Right, model, context, edits);
            return;
        }

        var operation = assignment.OperatorToken.ValueText.TrimEnd('=');
        if (operation is not ("+" or "-" or "*" or "/" or "%") || context.Known.Grad is not { } grad)
        {
            return;
        }

        // h += v is h = Retain(h + v).
        var (open, close) = Spelling.IsPrimary(assignment.Right) ? ("", "") : ("(", ")");
        var marker = Spelling.Of(grad, model, assignment.SpanStart);
        edits.Replace(assignment.SyntaxTree, assignment.OperatorToken.Span, "=");
        edits.Insert(
            assignment.SyntaxTree, assignment.Right.SpanStart, $"{marker}.Retain({assignment.Left} {operation} {open}");
        edits.Insert(assignment.SyntaxTree, assignment.Right.Span.End, close + ")");
    }

    private static void Wrap(ExpressionSyntax value, SemanticModel model, FixContext context, SolutionEdits edits)
    {
        // A constant has no gradient to keep: SGRAD015.
        if (!value.IsMissing && !model.GetConstantValue(value, context.Cancellation).HasValue
            && !Detachment.IsMarker(model.GetSymbolInfo(value, context.Cancellation).Symbol, "Retain", context.Known))
        {
            Detachment.Wrap(value, model, context.Known, "Retain", edits);
        }
    }
}
