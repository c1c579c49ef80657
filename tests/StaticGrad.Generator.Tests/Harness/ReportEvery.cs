using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>
/// Reports rules at every node of a kind, whatever it means: for fixes of rules whose findings are another part's, and for
/// fixes that must stand any code.
/// </summary>
#pragma warning disable RS1017, RS1036, RS1038, RS1041, RS2008
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ReportEvery(IEnumerable<string> ids, Func<SyntaxNode, bool> where, params SyntaxKind[] kinds) : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. ids.Select(id => new DiagnosticDescriptor(id, "Test", "Test", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true))];

    /// <summary>SGRAD009 at every [Frozen].</summary>
    public static ReportEvery Frozen => new(["SGRAD009"], node => ((AttributeSyntax)node).Name.ToString() == "Frozen", SyntaxKind.Attribute);

    /// <summary>SGRAD011 at every call of Detach.</summary>
    public static ReportEvery Detach => new(
        ["SGRAD011"],
        node => ((InvocationExpressionSyntax)node).Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Detach" },
        SyntaxKind.InvocationExpression);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                foreach (var rule in SupportedDiagnostics.Where(_ => where(node.Node)))
                {
                    node.ReportDiagnostic(Diagnostic.Create(rule, node.Node.GetLocation()));
                }
            },
            kinds);
    }
}
#pragma warning restore RS1017, RS1036, RS1038, RS1041, RS2008
