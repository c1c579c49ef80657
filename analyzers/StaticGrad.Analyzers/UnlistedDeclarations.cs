using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// [Differentiable] on what no type lists as its member, so that no symbol action is shown it: local functions, lambdas and
/// second parts of accessors.
/// </summary>
internal static class UnlistedDeclarations
{
    public static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, KnownSymbols known)
    {
        var what = context.Node.Parent?.Parent switch
        {
            LocalFunctionStatementSyntax => "a local function",
            LambdaExpressionSyntax => "a lambda",
            AccessorDeclarationSyntax accessor when IsUnlisted(context.SemanticModel.GetDeclaredSymbol(accessor, context.CancellationToken)) =>
                "an accessor",
            _ => null,
        };
        if (what is not null
            && KnownSymbols.Is(context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol?.ContainingType, known.Differentiable))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(RuleIds.UnsupportedConstruct), context.Node.GetLocation(), what));
        }
    }

    /// <summary>Whether no analyzer is shown it as a member: an accessor of the second part of a partial property or event.</summary>
    private static bool IsUnlisted(ISymbol? member) =>
        member is not null && !member.ContainingType.GetMembers(member.Name).Contains(member, SymbolEqualityComparer.Default);
}
