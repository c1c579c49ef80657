using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.CodeFixes;

/// <summary>Makes what is given to a number a value for a double, or for doubles.</summary>
internal static class DoubleValues
{
    /// <summary>False where it is none and is not a number that can be written as one.</summary>
    public static bool Make(ExpressionSyntax value, FixContext context, SolutionEdits edits) => value switch
    {
        InitializerExpressionSyntax list => list.Expressions.All(element => Make(element, context, edits)),
        CollectionExpressionSyntax list => list.Elements.All(element =>
            element is ExpressionElementSyntax single && Make(single.Expression, context, edits)),
        PrefixUnaryExpressionSyntax sign when sign.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.UnaryPlusExpression =>
            Make(sign.Operand, context, edits),
        ParenthesizedExpressionSyntax inner => Make(inner.Expression, context, edits),
        LiteralExpressionSyntax { Token.Value: decimal number } literal => Write(number, literal.Token, edits),
        LiteralExpressionSyntax or ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } => true,
        _ => IsNumber(context.ModelOf(value.SyntaxTree)?.GetTypeInfo(value, context.Cancellation).Type?.SpecialType),
    };

    /// <summary>The number without the suffix of a decimal; with that of a double where it would be no int.</summary>
    private static bool Write(decimal number, SyntaxToken token, SolutionEdits edits)
    {
        var text = token.Text.TrimEnd('m', 'M');
        var isInteger = text.All(c => char.IsDigit(c) || c == '_');
        edits.Replace(token.SyntaxTree!, token.Span, isInteger && number > int.MaxValue ? text + "d" : text);
        return true;
    }

    /// <summary>Of a type that a double takes as it is.</summary>
    private static bool IsNumber(SpecialType? type) => type is (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
        or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
}
