namespace CurveFit;

/// <summary>The command line.</summary>
internal sealed record Arguments(string? DataFolder, string OutputFolder, bool Help)
{
    public const string Usage = """
        Usage: CurveFit [--data FOLDER] [--output FOLDER]

          --data FOLDER    where the csv and json files of the NIST sets are (default: those beside the program)
          --output FOLDER  where the plots go (default: artifacts/curve-fit)
        """;

    /// <exception cref="BadInputException">An option is unknown or has no value.</exception>
    public static Arguments Parse(string[] args)
    {
        var parsed = new Arguments(null, Path.Combine("artifacts", "curve-fit"), Help: false);
        for (var i = 0; i < args.Length; i++)
        {
            parsed = args[i] switch
            {
                "--data" => parsed with { DataFolder = Value(args, ref i) },
                "--output" => parsed with { OutputFolder = Value(args, ref i) },
                "--help" or "-h" => parsed with { Help = true },
                var unknown => throw new BadInputException(unknown, $"there is no such option\n\n{Usage}"),
            };
        }

        return parsed;
    }

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new BadInputException(args[i - 1], $"a folder must follow\n\n{Usage}");
}
