using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD014: makes a call of Grad.NoGrad() a using declaration, for the rest of its block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoGradScopeCodeFix)), Shared]
public sealed class NoGradScopeCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.NoGradOutsideUsing);

    private protected override Fix? Propose(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || !Detachment.IsMarker(context.Model.GetSymbolInfo(call, context.Cancellation).Symbol, "NoGrad", context.Known)
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement
            || IsPassedByGoto(statement, block, context))
        {
            return null;
        }

        var edits = new SolutionEdits();
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: { } expression } when expression == call:
                edits.Insert(context.Tree, statement.SpanStart, $"using var {FreeName(statement)} = ");
                break;

            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment }
                when assignment.Right == call && context.Model.GetSymbolInfo(left, context.Cancellation).Symbol is IDiscardSymbol:
                edits.Replace(
                    context.Tree,
                    TextSpan.FromBounds(statement.SpanStart, left.Span.End),
                    $"using var {FreeName(statement, left)}");
                break;

            case LocalDeclarationStatementSyntax { Declaration: { Variables: { Count: 1 } variables } declaration }
                when variables[0].Initializer?.Value == call && !IsChanged(variables[0], block, context):
                edits.Insert(context.Tree, declaration.SpanStart, "using ");
                break;

            default:
                return null;
        }

        return new Fix("Make it a using declaration", "StaticGrad.NoGradScope", edits);
    }

    /// <summary>Whether a goto leads past the statement to a label of its block, which C# forbids for a using declaration.</summary>
    private static bool IsPassedByGoto(StatementSyntax statement, BlockSyntax block, FixContext context) => block.DescendantNodes()
        .OfType<GotoStatementSyntax>()
        .Where(jump => jump.IsKind(SyntaxKind.GotoStatement) && jump.Expression is not null)
        .Any(jump => context.Model.GetSymbolInfo(jump.Expression!, context.Cancellation).Symbol is ILabelSymbol label
            && context.Declarations<LabeledStatementSyntax>(label).Any(target =>
                target.AncestorsAndSelf().SkipWhile(node => node is LabeledStatementSyntax).First() == block
                && (target.SpanStart < statement.SpanStart) != (jump.SpanStart < statement.SpanStart)));

    /// <summary>Whether the variable is assigned or passed by reference, which C# forbids for one of a using declaration.</summary>
    private static bool IsChanged(VariableDeclaratorSyntax variable, BlockSyntax block, FixContext context) =>
        context.Model.GetDeclaredSymbol(variable, context.Cancellation) is { } local
        && VariableUse.Of(local, block, context.Model, context.Cancellation).Any(use => use.Kind != UseKind.Read);

    /// <summary>An underscore, unless the member uses one: a local of that name would take its discards.</summary>
    private static string FreeName(SyntaxNode statement, SyntaxNode? discard = null)
    {
        var member = statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? statement.SyntaxTree.GetRoot();

        // Several calls in one member may be fixed at once: each takes the next name, and all count the same names as taken.
        var calls = member.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(other => other.ToString().Contains("NoGrad()")).ToList();
        var earlier = calls.Count(other => other.SpanStart < statement.SpanStart);
        var freed = calls.Count == 1 ? discard : null;
        var taken = new HashSet<string>(
            member.DescendantTokens().Where(token => freed is null || token.Parent != freed).Select(token => token.ValueText),
            StringComparer.Ordinal);
        return Enumerable.Range(0, int.MaxValue)
            .Select(number => number == 0 ? "_" : number == 1 ? "noGrad" : "noGrad" + number)
            .Where(name => !taken.Contains(name))
            .ElementAt(earlier);
    }
}
