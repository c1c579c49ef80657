using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using StaticGrad.Generator.Tests.Harness;

namespace StaticGrad.Editing;

/// <summary>A project in an editor: each keystroke makes the next compilation from the one before.</summary>
internal sealed class EditedProject
{
    private readonly SyntaxTree[] _trees;

    public EditedProject(SampleProject project)
    {
        _trees = [.. project.Files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), Programs.ParseOptions, file.Path))];
        Compilation = Programs.Compile(_trees);
    }

    public IReadOnlyList<SyntaxTree> Trees => _trees;

    public CSharpCompilation Compilation { get; private set; }

    public SourceText TextOf(int file) => _trees[file].GetText();

    /// <summary>Applies a keystroke: reparses the one file, as far as it must be.</summary>
    public AppliedEdit Apply(Keystroke keystroke)
    {
        var old = _trees[keystroke.File];
        var before = Compilation;
        var tree = old.WithChangedText(old.GetText().WithChanges(keystroke.Change));
        tree.GetRoot();
        _trees[keystroke.File] = tree;
        Compilation = before.ReplaceSyntaxTree(old, tree);
        return new AppliedEdit(keystroke, old, tree, before, Compilation);
    }
}

/// <param name="Keystroke">What was typed.</param>
/// <param name="OldTree">The file before.</param>
/// <param name="NewTree">The file after.</param>
/// <param name="Before">The project before.</param>
/// <param name="After">The project after; nothing of it has been bound yet.</param>
internal sealed record AppliedEdit(
    Keystroke Keystroke, SyntaxTree OldTree, SyntaxTree NewTree, CSharpCompilation Before, CSharpCompilation After)
{
    /// <summary>The same project again, of which nothing has been bound: for another measurement of the same edit.</summary>
    public CSharpCompilation Again() => Before.ReplaceSyntaxTree(OldTree, NewTree);
}
