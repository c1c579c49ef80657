using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticGrad.CodeFixes;

/// <summary>What a place in the code does to the variable that it names.</summary>
internal enum UseKind
{
    Read,

    /// <summary>Left of an assignment, a compound one too.</summary>
    Assigned,

    /// <summary>Incremented or decremented.</summary>
    Stepped,

    /// <summary>In a deconstruction, or passed on by reference: its value may come from anywhere.</summary>
    Open,
}

/// <summary>One place that names a variable.</summary>
internal sealed class VariableUse(UseKind kind, ExpressionSyntax place)
{
    public UseKind Kind { get; } = kind;

    /// <summary>The name, with the parentheses around it.</summary>
    public ExpressionSyntax Place { get; } = place;

    /// <summary>The places in a part of the code that name a local or a parameter, in their order.</summary>
    public static IEnumerable<VariableUse> Of(ISymbol variable, SyntaxNode scope, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == variable.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, variable))
            {
                ExpressionSyntax place = name;
                while (place.Parent is ParenthesizedExpressionSyntax outer)
                {
                    place = outer;
                }

                yield return new VariableUse(KindOf(place, model, cancellation), place);
            }
        }
    }

    private static UseKind KindOf(ExpressionSyntax place, SemanticModel model, CancellationToken cancellation) => place.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == place => UseKind.Assigned,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsTarget(tuple) ? UseKind.Open : UseKind.Read,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } => UseKind.Open,
        ArgumentSyntax => UseKind.Read,
        RefExpressionSyntax => UseKind.Open,
        MemberAccessExpressionSyntax access when access.Expression == place && IsByReference(access, model, cancellation) => UseKind.Open,
        { } parent => parent.Kind() switch
        {
            SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression => UseKind.Stepped,
            SyntaxKind.AddressOfExpression => UseKind.Open,
            _ => UseKind.Read,
        },
        null => UseKind.Read,
    };

    /// <summary>Whether what stands in the tuple is assigned.</summary>
    private static bool IsTarget(TupleExpressionSyntax tuple) => tuple.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == tuple,
        ForEachVariableStatementSyntax each => each.Variable == tuple,
        ArgumentSyntax { Parent: TupleExpressionSyntax outer } => IsTarget(outer),
        _ => false,
    };

    /// <summary>Whether it calls an extension method of <c>ref this</c>.</summary>
    private static bool IsByReference(MemberAccessExpressionSyntax access, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(access, cancellation).Symbol is IMethodSymbol { ReducedFrom.Parameters: { Length: > 0 } parameters }
        && parameters[0].RefKind == RefKind.Ref;
}
