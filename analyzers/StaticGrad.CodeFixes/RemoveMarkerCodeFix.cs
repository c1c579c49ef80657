using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Generator.Diagnostics;

namespace StaticGrad.CodeFixes;

/// <summary>SGRAD010, SGRAD011, SGRAD015: removes a Detach or Retain that does nothing; its argument stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveMarkerCodeFix)), Shared]
public sealed class RemoveMarkerCodeFix : StaticGradCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.MarkerWithoutEffect, RuleIds.DetachOfConstant, RuleIds.RetainOfConstant);

    private protected override Fix? Propose(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || context.Model.GetSymbolInfo(call, context.Cancellation).Symbol is not IMethodSymbol method
            || !(Detachment.IsMarker(method, "Detach", context.Known) || Detachment.IsMarker(method, "Retain", context.Known))
            || OperandOf(call, method) is not { } operand)
        {
            return null;
        }

        var edits = new SolutionEdits();
        var isRemoved = call.Parent is ExpressionStatementSyntax statement
            ? RemoveStatement(statement, operand, edits) || Unwrap(call, operand, context, edits)
            : !IsVoidBody(call, context) && Unwrap(call, operand, context, edits);
        return isRemoved ? new Fix($"Remove {method.Name}", "StaticGrad.RemoveMarker." + method.Name, edits) : null;
    }

    private static ExpressionSyntax? OperandOf(InvocationExpressionSyntax call, IMethodSymbol method) =>
        method.ReducedFrom is not null ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
        : call.ArgumentList.Arguments.Count == 1 ? call.ArgumentList.Arguments[0].Expression
        : null;

    private static bool Unwrap(InvocationExpressionSyntax call, ExpressionSyntax operand, FixContext context, SolutionEdits edits)
    {
        var (before, after) = ("", "");
        if (call.Parent is ExpressionStatementSyntax && !IsStatementExpression(operand))
        {
            before = "_ = ";
        }
        else if (ImplicitConversion(call, operand, context) is { } type)
        {
            (before, after) = Spelling.IsPrimary(operand) ? ($"({type})", "") : ($"({type})(", ")");
            if (!Spelling.TakesAnything(call))
            {
                (before, after) = ("(" + before, after + ")");
            }
        }
        else if (!Spelling.IsPrimary(operand) && !Spelling.TakesAnything(call))
        {
            (before, after) = ("(", ")");
        }

        edits.Replace(context.Tree, TextSpan.FromBounds(call.SpanStart, operand.SpanStart), before);
        edits.Replace(context.Tree, TextSpan.FromBounds(operand.Span.End, call.Span.End), after);
        return true;
    }

    /// <summary>The marker's type where it converted its argument: Detach(n) of an integer is a floating-point number.</summary>
    private static string? ImplicitConversion(InvocationExpressionSyntax call, ExpressionSyntax operand, FixContext context)
    {
        var from = context.Model.GetTypeInfo(operand, context.Cancellation).Type;
        var to = context.Model.GetTypeInfo(call, context.Cancellation).Type;
        return to is null or IErrorTypeSymbol || SymbolEqualityComparer.Default.Equals(from, to)
            ? null
            : to.ToMinimalDisplayString(context.Model, call.SpanStart);
    }

    /// <summary>Removes the statement when nothing happens in it; false when something does.</summary>
    private static bool RemoveStatement(ExpressionStatementSyntax statement, ExpressionSyntax operand, SolutionEdits edits)
    {
        var acts = operand.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax
            or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or ElementAccessExpressionSyntax
            || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression);
        if (acts || statement.Parent is GlobalStatementSyntax)
        {
            return false;
        }

        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            edits.Replace(statement.SyntaxTree, statement.Span, "{ }");
            return true;
        }

        // The line goes with the statement, unless a comment or another statement stands on it.
        var text = statement.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(statement.SpanStart);
        var isAlone = statement.Span.End <= line.End
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, statement.SpanStart)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.Span.End, line.End)));
        var blanks = text.ToString(TextSpan.FromBounds(statement.Span.End, line.End < statement.Span.End ? statement.Span.End : line.End))
            .TakeWhile(c => c == ' ').Count();
        edits.Remove(
            statement.SyntaxTree,
            isAlone ? line.SpanIncludingLineBreak : TextSpan.FromBounds(statement.SpanStart, statement.Span.End + blanks));
        return true;
    }

    /// <summary>Whether the call is the body of a lambda or method that returns nothing: its argument may be no statement.</summary>
    private static bool IsVoidBody(InvocationExpressionSyntax call, FixContext context) => call.Parent switch
    {
        LambdaExpressionSyntax lambda => context.Model.GetSymbolInfo(lambda, context.Cancellation).Symbol is IMethodSymbol { ReturnsVoid: true },
        ArrowExpressionClauseSyntax { Parent: { } member } =>
            context.Model.GetDeclaredSymbol(member, context.Cancellation) is IMethodSymbol { ReturnsVoid: true },
        _ => false,
    };

    private static bool IsStatementExpression(ExpressionSyntax expression) => expression is
        InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax
        || expression.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression;
}
