using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.CodeFixes;

/// <summary>
/// Changes of text, in one document or several. Text and not nodes: what is not named in a change keeps every space and
/// comment, and the changes of many fixes merge.
/// </summary>
internal sealed class SolutionEdits
{
    private readonly Dictionary<SyntaxTree, List<TextChange>> _changes = [];

    public bool IsEmpty => _changes.Count == 0;

    public void Insert(SyntaxTree tree, int position, string text) => Replace(tree, new TextSpan(position, 0), text);

    public void Remove(SyntaxTree tree, TextSpan span) => Replace(tree, span, "");

    /// <summary>The same change twice is one change.</summary>
    public void Replace(SyntaxTree tree, TextSpan span, string text)
    {
        if (!_changes.TryGetValue(tree, out var changes))
        {
            _changes.Add(tree, changes = []);
        }

        var change = new TextChange(span, text);
        if (!changes.Contains(change))
        {
            changes.Add(change);
        }
    }

    /// <summary>Whether every change is to a document that a person may edit, and no two are in each other's way.</summary>
    public bool FitInto(Solution solution) => !IsEmpty && _changes.All(pair =>
        solution.GetDocument(pair.Key) is { } document and not SourceGeneratedDocument
        && document.Project.Documents.Contains(document)
        && !HasOverlap(pair.Value));

    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellation)
    {
        foreach (var pair in _changes)
        {
            if (solution.GetDocument(pair.Key) is { } document)
            {
                var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                solution = solution.WithDocumentText(document.Id, text.WithChanges(InOrder(pair.Value)));
            }
        }

        return solution;
    }

    // A stable sort: several insertions at one place stay in the order in which they were asked for.
    private static IEnumerable<TextChange> InOrder(IEnumerable<TextChange> changes) =>
        changes.OrderBy(change => change.Span.Start).ThenBy(change => change.Span.End);

    private static bool HasOverlap(List<TextChange> changes)
    {
        var end = 0;
        foreach (var change in InOrder(changes))
        {
            if (change.Span.Start < end)
            {
                return true;
            }

            end = change.Span.End;
        }

        return false;
    }
}
