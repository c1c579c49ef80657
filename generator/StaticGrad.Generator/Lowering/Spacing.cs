using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.Generator.Lowering;

/// <summary>Where C# is usually written with a space, in statements and expressions.</summary>
internal static class Spacing
{
    public static bool IsSpaceBetween(SyntaxToken previous, SyntaxToken next) =>
        !IsTightAfter(previous) && !IsTightBefore(next) && !IsInText(previous, next);

    private static bool IsTightAfter(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.DotToken or SyntaxKind.ColonColonToken => true,
        SyntaxKind.DotDotToken => ParentOf(token) != SyntaxKind.SlicePattern,
        SyntaxKind.CloseParenToken => ParentOf(token) == SyntaxKind.CastExpression,
        SyntaxKind.LessThanToken => IsOfTypeList(token),
        SyntaxKind.CommaToken => token.Parent is ArrayRankSpecifierSyntax rank && rank.Sizes[0].IsKind(SyntaxKind.OmittedArraySizeExpression),
        SyntaxKind.QuestionToken => ParentOf(token) == SyntaxKind.ConditionalAccessExpression,
        _ => IsPrefix(token),
    };

    private static bool IsTightBefore(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.CommaToken or SyntaxKind.SemicolonToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken
            or SyntaxKind.ColonColonToken => true,
        SyntaxKind.DotToken or SyntaxKind.DotDotToken => ParentOf(token) is not (SyntaxKind.SpreadElement or SyntaxKind.SlicePattern),
        SyntaxKind.OpenParenToken => IsOfCall(token),
        SyntaxKind.OpenBracketToken => !token.Parent!.Parent.IsKind(SyntaxKind.ImplicitElementAccess)
            && ParentOf(token) is not (SyntaxKind.CollectionExpression or SyntaxKind.AttributeList or SyntaxKind.ListPattern),
        SyntaxKind.LessThanToken or SyntaxKind.GreaterThanToken => IsOfTypeList(token),
        SyntaxKind.QuestionToken => ParentOf(token) is SyntaxKind.ConditionalAccessExpression or SyntaxKind.NullableType,
        SyntaxKind.AsteriskToken => ParentOf(token) == SyntaxKind.PointerType,
        SyntaxKind.ColonToken => ParentOf(token) is not (
            SyntaxKind.ConditionalExpression or SyntaxKind.BaseConstructorInitializer or SyntaxKind.ThisConstructorInitializer),
        _ => ParentOf(token) is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
            or SyntaxKind.SuppressNullableWarningExpression,
    };

    /// <summary>Inside of an interpolated string a space would be text.</summary>
    private static bool IsInText(SyntaxToken previous, SyntaxToken next) =>
        previous.Kind() is SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken
        || next.Kind() is SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedRawStringEndToken
        || (IsBrace(previous) && ParentOf(previous) == SyntaxKind.Interpolation)
        || (IsBrace(next) && ParentOf(next) == SyntaxKind.Interpolation)
        || ParentOf(previous) == SyntaxKind.InterpolationFormatClause
        || (previous.IsKind(SyntaxKind.CommaToken) && ParentOf(previous) == SyntaxKind.InterpolationAlignmentClause);

    private static bool IsBrace(SyntaxToken token) => token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken;

    private static bool IsPrefix(SyntaxToken token) => ParentOf(token) is SyntaxKind.UnaryMinusExpression or SyntaxKind.UnaryPlusExpression
        or SyntaxKind.LogicalNotExpression or SyntaxKind.BitwiseNotExpression or SyntaxKind.PreIncrementExpression
        or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression or SyntaxKind.PointerIndirectionExpression
        or SyntaxKind.IndexExpression;

    private static bool IsOfTypeList(SyntaxToken token) => ParentOf(token) is SyntaxKind.TypeArgumentList or SyntaxKind.TypeParameterList;

    private static bool IsOfCall(SyntaxToken parenthesis) => ParentOf(parenthesis) switch
    {
        SyntaxKind.ParameterList => !parenthesis.Parent!.Parent.IsKind(SyntaxKind.ParenthesizedLambdaExpression),
        SyntaxKind.ArgumentList or SyntaxKind.AttributeArgumentList or SyntaxKind.TypeOfExpression or SyntaxKind.SizeOfExpression
            or SyntaxKind.DefaultExpression or SyntaxKind.CheckedExpression or SyntaxKind.UncheckedExpression
            or SyntaxKind.PositionalPatternClause => true,
        _ => false,
    };

    private static SyntaxKind ParentOf(SyntaxToken token) => token.Parent?.Kind() ?? SyntaxKind.None;
}
