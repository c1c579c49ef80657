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
        var outermost = Outermost(call, method.Name, context);
        var isRemoved = IsStatement(outermost)
            ? RemoveWhole(outermost, method.Name, context, edits)
            : !IsVoidBody(call, context) && Unwrap(call, operand, method.Name, context, edits);
        return isRemoved ? new Fix($"Remove {method.Name}", "StaticGrad.RemoveMarker." + method.Name, edits) : null;
    }

    private static ExpressionSyntax? OperandOf(InvocationExpressionSyntax call, IMethodSymbol method) =>
        method.ReducedFrom is not null ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
        : call.ArgumentList.Arguments.Count == 1 ? call.ArgumentList.Arguments[0].Expression
        : null;

    private static bool Unwrap(
        InvocationExpressionSyntax call, ExpressionSyntax operand, string marker, FixContext context, SolutionEdits edits)
    {
        var (before, after) = ("", "");
        if (ImplicitConversion(call, operand, context) is { } type)
        {
            (before, after) = Spelling.IsPrimary(operand) ? ($"({type})", "") : ($"({type})(", ")");
            if (!Spelling.TakesAnything(call))
            {
                (before, after) = ("(" + before, after + ")");
            }
        }
        else if (!Spelling.TakesAnything(call) && !IsPrimaryWithout(marker, operand, context))
        {
            (before, after) = ("(", ")");
        }

        edits.Replace(context.Tree, TextSpan.FromBounds(call.SpanStart, operand.SpanStart), before);
        edits.Replace(context.Tree, TextSpan.FromBounds(operand.Span.End, call.Span.End), after);
        return true;
    }

    /// <summary>Whether it needs no parentheses, though Fix All removes the markers in it too.</summary>
    private static bool IsPrimaryWithout(string marker, ExpressionSyntax operand, FixContext context)
    {
        var inside = Inside(operand, marker, context);
        return Spelling.IsPrimary(inside) && (inside == operand || SymbolEqualityComparer.Default.Equals(
            context.Model.GetTypeInfo(inside, context.Cancellation).Type, context.Model.GetTypeInfo(operand, context.Cancellation).Type));
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

    /// <summary>
    /// Removes a chain of calls of the marker that is a statement, or a part of a for: all of it when nothing else happens there,
    /// else all but what does. Each call of the chain asks for the same, so that Fix All leaves nothing that is no statement.
    /// </summary>
    private static bool RemoveWhole(InvocationExpressionSyntax chain, string marker, FixContext context, SolutionEdits edits)
    {
        if (Acts(chain, context) || chain.Parent is ExpressionStatementSyntax { Parent: GlobalStatementSyntax })
        {
            var inside = Inside(chain, marker, context);
            var before = IsStatementExpression(inside) ? "" : "_ = ";
            edits.Replace(context.Tree, TextSpan.FromBounds(chain.SpanStart, inside.SpanStart), before);
            edits.Remove(context.Tree, TextSpan.FromBounds(inside.Span.End, chain.Span.End));
        }
        else if (chain.Parent is ForStatementSyntax loop)
        {
            var list = loop.Initializers.Contains(chain) ? loop.Initializers : loop.Incrementors;
            edits.Remove(context.Tree, Lists.WithComma(list, list.IndexOf(chain)));
        }
        else if (chain.Parent is ExpressionStatementSyntax statement)
        {
            RemoveStatement(statement, edits);
        }

        return true;
    }

    private static InvocationExpressionSyntax Outermost(InvocationExpressionSyntax call, string marker, FixContext context)
    {
        while (Around(call) is { } outer && IsMarker(outer, marker, context))
        {
            call = outer;
        }

        return call;
    }

    /// <summary>The call that takes this one's value, as its argument or before the dot.</summary>
    private static InvocationExpressionSyntax? Around(InvocationExpressionSyntax call) => call.Parent switch
    {
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access when outer.Expression == access => outer,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } => outer,
        _ => null,
    };

    private static bool IsMarker(InvocationExpressionSyntax call, string marker, FixContext context) =>
        Detachment.IsMarker(context.Model.GetSymbolInfo(call, context.Cancellation).Symbol, marker, context.Known);

    /// <summary>What the markers of that name are applied to.</summary>
    private static ExpressionSyntax Inside(ExpressionSyntax expression, string marker, FixContext context)
    {
        while (expression is InvocationExpressionSyntax call
            && context.Model.GetSymbolInfo(call, context.Cancellation).Symbol is IMethodSymbol method
            && Detachment.IsMarker(method, marker, context.Known)
            && OperandOf(call, method) is { } operand)
        {
            expression = operand;
        }

        return expression;
    }

    /// <summary>Whether the call stands where only a statement may.</summary>
    private static bool IsStatement(InvocationExpressionSyntax call) => call.Parent is ExpressionStatementSyntax
        || (call.Parent is ForStatementSyntax loop && loop.Condition != call);

    /// <summary>Whether something happens in it, apart from markers.</summary>
    private static bool Acts(ExpressionSyntax expression, FixContext context) => expression.DescendantNodesAndSelf().Any(node => node switch
    {
        InvocationExpressionSyntax call => !IsMarker(call, "Detach", context) && !IsMarker(call, "Retain", context),
        AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or ElementAccessExpressionSyntax => true,
        _ => node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
    });

    private static void RemoveStatement(ExpressionStatementSyntax statement, SolutionEdits edits)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            edits.Replace(statement.SyntaxTree, statement.Span, "{ }");
            return;
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
