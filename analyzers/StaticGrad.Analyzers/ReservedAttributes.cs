using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>Attributes that this version declares and does not act on yet: never silently.</summary>
internal static class ReservedAttributes
{
    public static void AnalyzeMethod(SymbolAnalysisContext context, IMethodSymbol method, KnownSymbols known)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (KnownSymbols.Is(attribute.AttributeClass, known.DerivativeOf))
            {
                Report(context, attribute, "A method by a [DerivativeOf] rule, in this version,");
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, AttributeData attribute, string what)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is { } syntax)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(RuleIds.UnsupportedConstruct), syntax.GetLocation(), what));
        }
    }
}
