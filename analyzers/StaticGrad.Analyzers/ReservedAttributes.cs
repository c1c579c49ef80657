using Microsoft.CodeAnalysis;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>Attributes that this version declares and does not act on yet: never silently.</summary>
internal static class ReservedAttributes
{
    public static void AnalyzeMethod(
        IMethodSymbol method, KnownSymbols known, CancellationToken cancellation, Action<Diagnostic> report)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (KnownSymbols.Is(attribute.AttributeClass, known.DerivativeOf)
                && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } syntax)
            {
                report(Diagnostic.Create(
                    Descriptors.Of(RuleIds.UnsupportedConstruct),
                    syntax.GetLocation(),
                    "A method by a [DerivativeOf] rule, in this version,"));
            }
        }
    }
}
