using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// [Differentiable] where <see cref="DifferentiableAnalyzer"/> does not look: on local functions, lambdas and second parts of accessors,
/// which no type lists as members, and in files that count as generated, which the generator reads like any other.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseenDeclarationsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.Differentiable is null)
            {
                return;
            }

            start.RegisterSyntaxNodeAction(node => AnalyzeAttribute(node, known), SyntaxKind.Attribute);
            start.RegisterSymbolAction(symbol => AnalyzeGenerated(symbol, known), SymbolKind.Method, SymbolKind.NamedType);
        });
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, KnownSymbols known)
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

    /// <summary>Errors only: advice about code that nobody writes by hand helps nobody.</summary>
    private static void AnalyzeGenerated(SymbolAnalysisContext context, KnownSymbols known)
    {
        if (!context.IsGeneratedCode || KnownSymbols.IsGenerated(context.Symbol))
        {
            return;
        }

        void Report(Diagnostic diagnostic)
        {
            if (diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }

        if (context.Symbol is IMethodSymbol method)
        {
            DifferentiableReport.OfMethod(method, context.Compilation, known, context.CancellationToken, Report);
        }
        else
        {
            DifferentiableReport.OfType((INamedTypeSymbol)context.Symbol, known, context.CancellationToken, Report);
        }
    }
}
