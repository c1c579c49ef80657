using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Analyzers;

namespace StaticGrad.CodeFixes;

/// <summary>
/// Puts what a local is given into Grad.Retain, wherever that may have a gradient: of a value without one, Retain is an error
/// (SGRAD015). No value may be left out, as what is kept would be the gradient of an earlier one.
/// </summary>
internal sealed class RetainedLocal(
    ILocalSymbol local, VariableDeclaratorSyntax declarator, SemanticModel model, FixContext context, Func<string, bool> isLeaf)
{
    private readonly SyntaxNode _scope = declarator.FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
    private readonly PossibleActivity _activity = new(model, context.Known, context.Cancellation, isLeaf);

    /// <summary>False where a value cannot be kept, or none has a gradient.</summary>
    public bool Wrap(SolutionEdits edits)
    {
        if (Values() is not { } values)
        {
            return false;
        }

        var leaps = _scope.DescendantNodes().Any(node => node is LabeledStatementSyntax);
        var given = values.Where(value => value.IsGiven).Select(value => value.Place).ToList();
        foreach (var value in values)
        {
            // What is computed from the local's own value has a gradient where that may have one.
            var isActive = value.IsGiven || (value.IsOfItself && given.Any(place => leaps || MayPrecede(place, value.Place)));
            if (isActive && !value.Keep(edits))
            {
                return false;
            }
        }

        return given.Count > 0;
    }

    /// <summary>All that it is given; null where that cannot be told.</summary>
    private List<GivenValue>? Values()
    {
        var values = new List<GivenValue?>();
        if (declarator.Initializer is { } initializer)
        {
            values.Add(Assigned(initializer.Value));
        }

        foreach (var use in VariableUse.Of(local, _scope, model, context.Cancellation).Where(use => use.Kind != UseKind.Read))
        {
            values.Add(use switch
            {
                { Kind: UseKind.Stepped, Place.Parent: ExpressionSyntax step } => Stepped(use.Place, step),
                { Kind: UseKind.Assigned, Place.Parent: AssignmentExpressionSyntax assignment } =>
                    assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? Assigned(assignment.Right) : Computed(assignment),
                _ => null,
            });
        }

        return values.Contains(null) ? null : [.. values.OfType<GivenValue>()];
    }

    private GivenValue? Assigned(ExpressionSyntax value)
    {
        if (value.IsMissing || model.GetConstantValue(value, context.Cancellation).HasValue)
        {
            return new GivenValue(value, isGiven: false, isOfItself: false, _ => true);
        }

        // An integer would be converted to float there, and a value of the user's to what comes first.
        var isRetained = Detachment.IsMarker(model.GetSymbolInfo(value, context.Cancellation).Symbol, "Retain", context.Known);
        return KindOf(value) == GradientKind.Other ? null : new GivenValue(
            value,
            isRetained || _activity.Of(value, ignored: local),
            _activity.Of(value),
            edits =>
            {
                if (!isRetained)
                {
                    Detachment.Wrap(value, model, context.Known, "Retain", edits);
                }

                return true;
            });
    }

    /// <summary>h += v is h = Retain(h + v), where h + v is of h's type.</summary>
    private GivenValue? Computed(AssignmentExpressionSyntax assignment)
    {
        var value = assignment.Right;
        var operation = assignment.OperatorToken.ValueText.TrimEnd('=');
        return operation is not ("+" or "-" or "*" or "/" or "%")
            || model.GetOperation(assignment, context.Cancellation)
                is not ICompoundAssignmentOperation { OperatorMethod: null, OutConversion.IsIdentity: true }
                ? null
                : new GivenValue(
                    value,
                    KindOf(value) == GradientKind.Other || _activity.Of(value, ignored: local),
                    isOfItself: true,
                    edits =>
                    {
                        var (open, close) = Spelling.IsPrimary(value) ? ("", "") : ("(", ")");
                        edits.Replace(assignment.SyntaxTree, assignment.OperatorToken.Span, "=");
                        var before = $"{Marker(assignment)}.Retain({assignment.Left} {operation} {open}";
                        edits.Insert(assignment.SyntaxTree, value.SpanStart, before);
                        edits.Insert(assignment.SyntaxTree, value.Span.End, close + ")");
                        return context.Known.Grad is not null;
                    });
    }

    /// <summary>h++ is h = Retain(h + 1), where nobody takes its value.</summary>
    private GivenValue Stepped(ExpressionSyntax place, ExpressionSyntax step)
    {
        var sign = step.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PostIncrementExpression ? "+" : "-";
        return new GivenValue(step, isGiven: false, isOfItself: true, edits =>
        {
            edits.Replace(step.SyntaxTree, step.Span, $"{place} = {Marker(step)}.Retain({place} {sign} 1)");
            return step.Parent is ExpressionStatementSyntax or ForStatementSyntax;
        });
    }

    private string Marker(SyntaxNode place) => context.Known.Grad is { } grad ? Spelling.Of(grad, model, place.SpanStart) : "";

    private GradientKind KindOf(ExpressionSyntax value) =>
        GradientKinds.Of(model.GetTypeInfo(value, context.Cancellation).Type, context.Known);

    /// <summary>Whether one place may run before another: it stands before it, or in a loop around it.</summary>
    private static bool MayPrecede(SyntaxNode first, SyntaxNode second) => first.SpanStart < second.SpanStart
        || second.Ancestors().Any(node =>
            node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            && node.Span.Contains(first.Span));

    /// <param name="place">Where it stands.</param>
    /// <param name="isGiven">Whether it may depend on a leaf, apart from the local.</param>
    /// <param name="isOfItself">Whether it may depend on one through the local.</param>
    /// <param name="keep">Puts it into Retain; false where that cannot be written.</param>
    private sealed class GivenValue(SyntaxNode place, bool isGiven, bool isOfItself, Func<SolutionEdits, bool> keep)
    {
        public SyntaxNode Place { get; } = place;

        public bool IsGiven { get; } = isGiven;

        public bool IsOfItself { get; } = isOfItself;

        public bool Keep(SolutionEdits edits) => keep(edits);
    }
}
