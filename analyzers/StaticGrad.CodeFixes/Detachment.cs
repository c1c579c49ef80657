using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticGrad.Analyzers;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.CodeFixes;

/// <summary>Writes Detach around expressions that may carry a gradient.</summary>
internal static class Detachment
{
    /// <summary>
    /// Whether the expression is a floating value, or an array or span of such, that may depend on a leaf. The compiler
    /// knows exactly; constants, frozen parameters and what is detached already are told apart here.
    /// </summary>
    public static bool MayBeActive(ExpressionSyntax expression, FixContext context)
    {
        var type = context.Model.GetTypeInfo(expression, context.Cancellation).Type;
        if (GradientKinds.Of(type, context.Known) != GradientKind.Floating
            || context.Model.GetConstantValue(expression, context.Cancellation).HasValue
            || IsMarker(context.Model.GetSymbolInfo(expression, context.Cancellation).Symbol, "Detach", context.Known))
        {
            return false;
        }

        return expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
        {
            var symbol = context.Model.GetSymbolInfo(name, context.Cancellation).Symbol;
            var (valueType, constant) = symbol switch
            {
                ILocalSymbol local => (local.Type, local.IsConst),
                IParameterSymbol parameter => (parameter.Type, context.Known.Has(parameter, context.Known.Frozen)),
                IFieldSymbol field => (field.Type, field.IsStatic || context.Known.Has(field, context.Known.Frozen)),
                IPropertySymbol property => (property.Type, property.IsStatic || context.Known.Has(property, context.Known.Frozen)),
                _ => (null, true),
            };
            return !constant && GradientKinds.Of(valueType, context.Known) != GradientKind.None;
        });
    }

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
