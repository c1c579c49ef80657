using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;

namespace StaticGrad.Analyzers;

/// <summary>
/// Reads of gradients that do not exist: of a local, of something frozen, of an integer. The C# compiler says only that there
/// is no such property; this says why, and what to write.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GradientAccessAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Type = Descriptors.Of(RuleIds.TypeHasNoGradient);

    private static readonly DiagnosticDescriptor Local = Like(
        RuleIds.NotALeaf,
        "'{0}' is computed inside '{1}', so it is not a leaf and its gradient is not kept; write Grad.Retain where it is assigned");

    private static readonly DiagnosticDescriptor Computed = Like(
        RuleIds.NotALeaf,
        "'{0}' is computed from other members of '{1}', so it is not a leaf and has no gradient; read the gradients of those, or keep the gradient of a local with Grad.Retain");

    private static readonly DiagnosticDescriptor Frozen = Like(
        RuleIds.FrozenLeaf,
        "'{0}' of '{1}' is [Frozen] and has no gradient; remove [Frozen] to have one");

    private static readonly DiagnosticDescriptor LeftOut = Like(
        RuleIds.FrozenLeaf,
        "'{0}' is not among the leaves that [Differentiable] names for '{1}', so it has no gradient; name it there to have one");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Type, Local, Computed, Frozen, LeftOut);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.Differentiable is not null)
            {
                // Syntax, and not operations: with System.Linq in scope g.Sum is a group of methods, and no operation at all.
                start.RegisterSyntaxNodeAction(
                    node => Analyze(node, known), SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.MemberBindingExpression);
            }
        });
    }

    /// <summary>The gradient that the node reads and that does not exist.</summary>
    internal static MissingGradient? Find(
        SyntaxNode node, SemanticModel model, KnownSymbols known, CancellationToken cancellation)
    {
        if (Parts(node) is not { } parts
            || node.Parent is InvocationExpressionSyntax call && call.Expression == node
            || model.GetTypeInfo(parts.Receiver, cancellation).Type is not { } receiver
            || !MissingGradient.MayLack(receiver)
            || model.GetSymbolInfo(parts.Name, cancellation).Symbol is not null)
        {
            return null;
        }

        // The local that is meant may stand in another file. Only for code that does not compile anyway.
#pragma warning disable RS1030
        return MissingGradient.Of(
            receiver,
            parts.Name.Identifier.ValueText,
            known,
            tree => tree == model.SyntaxTree ? model
                : model.Compilation.ContainsSyntaxTree(tree) ? model.Compilation.GetSemanticModel(tree)
                : null,
            cancellation);
#pragma warning restore RS1030
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, KnownSymbols known)
    {
        if (Find(context.Node, context.SemanticModel, known, context.CancellationToken) is not { } missing)
        {
            return;
        }

        var owner = missing.Request?.Method ?? missing.Source.ContainingSymbol;
        var (descriptor, first, second) = missing.Reason switch
        {
            MissingReason.Type => (Type, $"'{missing.Source.Name}'", missing.Type.ToDisplayString()),
            MissingReason.Local => (Local, missing.Source.Name, owner.Name),
            MissingReason.Computed => (Computed, missing.Source.Name, owner.Name),
            MissingReason.Frozen => (Frozen, missing.Source.Name, owner.Name),
            _ => (LeftOut, missing.Source.Name, owner.Name),
        };
        context.ReportDiagnostic(Diagnostic.Create(descriptor, Parts(context.Node)!.Value.Name.GetLocation(), first, second));
    }

    /// <summary>Receiver and name of <c>g.H</c> or <c>g?.H</c>.</summary>
    private static (ExpressionSyntax Receiver, SimpleNameSyntax Name)? Parts(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => (access.Expression, access.Name),
        MemberBindingExpressionSyntax binding when binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional =>
            (conditional.Expression, binding.Name),
        _ => null,
    };

    private static DiagnosticDescriptor Like(string id, string message)
    {
        var rule = Descriptors.Of(id);
        return new DiagnosticDescriptor(
            rule.Id, rule.Title, message, rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, helpLinkUri: rule.HelpLinkUri);
    }
}
