using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace StaticGrad.CodeFixes;

/// <summary>
/// What the fixes share: a fix is worked out when it is offered, so that what cannot be fixed is not offered, and
/// half-typed code only means that there is no fix.
/// </summary>
public abstract class StaticGradCodeFix : CodeFixProvider
{
    private protected StaticGradCodeFix()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var span = diagnostic.Location.SourceSpan;
            if (!root.FullSpan.Contains(span))
            {
                continue;
            }

            var node = root.FindNode(span, getInnermostNodeForTie: true);
            if (Propose(new FixContext(context.Document, model, node, diagnostic, cancellation)) is { } fix
                && fix.Edits.FitInto(context.Document.Project.Solution))
            {
                var solution = context.Document.Project.Solution;
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, token => fix.Edits.ApplyAsync(solution, token), fix.Key), diagnostic);
            }
        }
    }

    /// <summary>The fix for one diagnostic; null when there is none.</summary>
    private protected abstract Fix? Propose(FixContext context);
}
