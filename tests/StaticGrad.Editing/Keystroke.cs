using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.Editing;

/// <summary>One edit of one file, as an editor hands it over: of one character, but for an undo of many at once.</summary>
/// <param name="File">Index of the file.</param>
/// <param name="Change">What is replaced, by what.</param>
/// <param name="Action">What the typist is about.</param>
internal sealed record Keystroke(int File, TextChange Change, string Action)
{
    /// <summary>The keystroke that takes this one back.</summary>
    /// <param name="before">The text that it was made in.</param>
    public Keystroke Inverse(SourceText before) => new(
        File,
        new TextChange(new TextSpan(Change.Span.Start, Change.NewText!.Length), before.ToString(Change.Span)),
        "undo: " + Action);

    public static Keystroke Insert(int file, int at, char character, string action) =>
        new(file, new TextChange(new TextSpan(at, 0), character.ToString()), action);

    public static Keystroke Delete(int file, int at, string action) => new(file, new TextChange(new TextSpan(at, 1), ""), action);

    public override string ToString() => $"{Action}: file {File}, {Change}";
}
