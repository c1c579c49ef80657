using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>A project that names StaticGrad by an extern alias only: generated files, which begin all names with "global::", could not.</summary>
internal static class AliasedPackage
{
    public static void AnalyzeSymbol(SymbolAnalysisContext context)
    {
        foreach (var attribute in context.Symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == KnownSymbols.DifferentiableName
                && attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is { } syntax)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of(RuleIds.UnsupportedConstruct),
                    syntax.GetLocation(),
                    $"'{context.Symbol.Name}' in a project that names 'StaticGrad' by an extern alias only"));
            }
        }
    }
}
