namespace FineTune;

/// <summary>The command line.</summary>
internal sealed record Arguments(string OutputFolder, bool Help)
{
    public const string Usage = """
        Usage: FineTune [--output FOLDER]

          --output FOLDER  where the model goes (default: artifacts/fine-tune)
        """;

    /// <exception cref="ArgumentException">An option is unknown or has no value.</exception>
    public static Arguments Parse(string[] args) => args switch
    {
        [] => new(Path.Combine("artifacts", "fine-tune"), Help: false),
        ["--output", var folder] => new(folder, Help: false),
        ["--help" or "-h"] => new("", Help: true),
        _ => throw new ArgumentException($"{string.Join(' ', args)}: there is no such option\n\n{Usage}"),
    };
}
