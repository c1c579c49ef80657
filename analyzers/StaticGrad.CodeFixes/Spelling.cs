using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.CodeFixes;

/// <summary>How code at some place names a type: as short as the usings there allow.</summary>
internal static class Spelling
{
    /// <summary>The name of a type.</summary>
    public static string Of(ITypeSymbol type, SemanticModel model, int position)
    {
        var minimal = type.ToMinimalDisplayString(model, position);
        var bound = model.GetSpeculativeSymbolInfo(
            position, SyntaxFactory.ParseTypeName(minimal), SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
        return SymbolEqualityComparer.Default.Equals(bound, type)
            ? minimal
            : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    /// <summary>The name of an attribute's type, without its suffix.</summary>
    public static string OfAttribute(INamedTypeSymbol attribute, SemanticModel model, int position)
    {
        const string suffix = "Attribute";
        var name = Of(attribute, model, position);
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }

    /// <summary>Whether the expression can be followed by a dot, or stand anywhere, without parentheses.</summary>
    public static bool IsPrimary(ExpressionSyntax expression) => expression is
        IdentifierNameSyntax or GenericNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax
        or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax
        or DefaultExpressionSyntax or CheckedExpressionSyntax or TupleExpressionSyntax
        || expression.IsKind(SyntaxKind.PostIncrementExpression) || expression.IsKind(SyntaxKind.PostDecrementExpression);

    /// <summary>Whether something else, put in place of the expression, needs no parentheses whatever it is.</summary>
    public static bool TakesAnything(ExpressionSyntax place) => place.Parent switch
    {
        EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax
            or ParenthesizedExpressionSyntax or ExpressionStatementSyntax or LambdaExpressionSyntax or StatementSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == place,
        _ => false,
    };
}
