using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Calls that C# leaves out, arguments and all: of [Conditional] methods whose symbols are not defined where the call stands, and
/// of partial methods without a body.
/// </summary>
internal static class OmittedCalls
{
    public static bool IsOmitted(this IInvocationOperation call) =>
        call.TargetMethod is { IsPartialDefinition: true, PartialImplementationPart: null }
        || (ConditionsOf(call.TargetMethod) is { Count: > 0 } conditions && !conditions.Any(DefinedAt(call.Syntax.SyntaxTree).Contains));

    /// <summary>Whether it is made because of a symbol that its file defines: the generated file has no such definition.</summary>
    public static bool IsMadeInThisFileOnly(this IInvocationOperation call) =>
        ConditionsOf(call.TargetMethod) is { Count: > 0 } conditions
        && !conditions.Any(call.Syntax.SyntaxTree.Options.PreprocessorSymbolNames.Contains);

    private static List<string> ConditionsOf(IMethodSymbol method)
    {
        var first = method;
        while (first.OverriddenMethod is { } overridden)
        {
            first = overridden;
        }

        return
        [
            .. first.Attributes(typeof(ConditionalAttribute))
                .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string)
                .OfType<string>(),
        ];
    }

    /// <summary>#define and #undef stand before everything else in a file.</summary>
    private static HashSet<string> DefinedAt(SyntaxTree tree)
    {
        var defined = new HashSet<string>(tree.Options.PreprocessorSymbolNames, StringComparer.Ordinal);
        foreach (var trivia in tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia)
        {
            switch (trivia.GetStructure())
            {
                case DefineDirectiveTriviaSyntax { IsActive: true } define:
                    defined.Add(define.Name.ValueText);
                    break;
                case UndefDirectiveTriviaSyntax { IsActive: true } undefine:
                    defined.Remove(undefine.Name.ValueText);
                    break;
            }
        }

        return defined;
    }
}
