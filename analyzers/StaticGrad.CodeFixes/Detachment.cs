using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>Writes Detach around expressions that may carry a gradient.</summary>
internal static class Detachment
{
    /// <summary>Whether the expression may carry a gradient, whatever parameters are leaves.</summary>
    public static bool MayBeActive(ExpressionSyntax expression, FixContext context) =>
        new PossibleActivity(context.Model, context.Known, context.Cancellation).Of(expression);

    /// <summary>Whether it is the marker of that name.</summary>
    public static bool IsMarker(ISymbol? symbol, string name, KnownSymbols known) =>
        symbol is IMethodSymbol && symbol.Name == name && KnownSymbols.Is(symbol.ContainingType, known.Grad);

    /// <summary><c>x</c> to <c>Grad.Detach(x)</c>.</summary>
    public static void Call(ExpressionSyntax expression, FixContext context, SolutionEdits edits) =>
        Wrap(expression, context.Model, context.Known, "Detach", edits);

    /// <summary><c>x</c> to <c>x.Detach()</c> where the extension is in scope, else to <c>Grad.Detach(x)</c>.</summary>
    public static void Postfix(ExpressionSyntax expression, FixContext context, SolutionEdits edits)
    {
        if (!HasExtension(expression, context))
        {
            Call(expression, context, edits);
        }
        else if (Spelling.IsPrimary(expression))
        {
            edits.Insert(context.Tree, expression.Span.End, ".Detach()");
        }
        else
        {
            edits.Insert(context.Tree, expression.SpanStart, "(");
            edits.Insert(context.Tree, expression.Span.End, ").Detach()");
        }
    }

    /// <summary>Puts the expression into a call of a marker of Grad.</summary>
    public static void Wrap(ExpressionSyntax expression, SemanticModel model, KnownSymbols known, string marker, SolutionEdits edits)
    {
        if (known.Grad is not { } grad)
        {
            return;
        }

        var start = expression.SpanStart;
        var open = $"{Spelling.Of(grad, model, start)}.{marker}(";
        if (expression is AssignmentExpressionSyntax)
        {
            // Fix All would take its end and that of the assigned value, if both are wrapped, for one change: these are in each other's way.
            edits.Replace(expression.SyntaxTree, expression.Span, $"{open}{expression})");
            return;
        }

        edits.Insert(expression.SyntaxTree, start, open);
        edits.Insert(expression.SyntaxTree, expression.Span.End, ")");
    }

    private static bool HasExtension(ExpressionSyntax expression, FixContext context) =>
        context.Model.GetTypeInfo(expression, context.Cancellation).Type is { } type
        && context.Model.LookupSymbols(expression.SpanStart, type, "Detach", includeReducedExtensionMethods: true)
            is { IsEmpty: false } found
        && found.All(symbol => IsMarker(symbol, "Detach", context.Known));
}
