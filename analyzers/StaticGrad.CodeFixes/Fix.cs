namespace StaticGrad.CodeFixes;

/// <summary>One thing to offer.</summary>
internal sealed class Fix(string title, string key, SolutionEdits edits)
{
    /// <summary>What the menu says.</summary>
    public string Title { get; } = title;

    /// <summary>Fixes with the same key are applied together by Fix All.</summary>
    public string Key { get; } = key;

    public SolutionEdits Edits { get; } = edits;
}
