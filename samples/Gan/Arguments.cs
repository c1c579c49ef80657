using System.Globalization;

namespace Gan;

/// <summary>The command line.</summary>
internal sealed record Arguments(string OutputFolder, int Seed, bool Help)
{
    public const string Usage = """
        Usage: Gan [--output FOLDER] [--seed NUMBER]

          --output FOLDER  where the plots go (default: artifacts/gan)
          --seed NUMBER    of parameters, batches and noise (default: 1)
        """;

    /// <exception cref="ArgumentException">An option is unknown or has no value.</exception>
    public static Arguments Parse(string[] args)
    {
        var parsed = new Arguments(Path.Combine("artifacts", "gan"), new Settings().Seed, Help: false);
        for (var i = 0; i < args.Length; i++)
        {
            parsed = args[i] switch
            {
                "--output" => parsed with { OutputFolder = Value(args, ref i) },
                "--seed" => parsed with { Seed = Number(Value(args, ref i)) },
                "--help" or "-h" => parsed with { Help = true },
                var unknown => throw new ArgumentException($"{unknown}: there is no such option\n\n{Usage}"),
            };
        }

        return parsed;
    }

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]}: a value must follow\n\n{Usage}");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"--seed: a whole number is expected; it is \"{text}\"");
}
