using System.Globalization;

namespace StaticGrad.AnySource;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        StaticGrad.AnySource FOLDER [options]: derivatives of every method of any C# sources; see README.md

          --from N --count N     a range of the files, in the order of their names
          --batch N              files that are compiled together (20)
          --workers N            processes (1)
          --mark KIND            methods (default), types (methods and types), everything (whatever can carry the attribute)
          --partial KIND         mixed (default: three files in four), all, none
          --mutations N          N half-typed forms of each file, instead of the file
          --limit SECONDS        for a batch (120)
          --keep DIR             failing files go there, marked as they were
        """;

    public required string Folder { get; init; }

    public int From { get; init; }

    public int Count { get; init; } = int.MaxValue;

    public int BatchSize { get; init; } = 20;

    public int Workers { get; init; } = 1;

    public int Mutations { get; init; }

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(120);

    public MarkingOptions Marking { get; init; } = new(false, false, PartialKind.Mixed);

    public KeptFiles? Keep { get; init; }

    /// <exception cref="FormatException">An option that is unknown, or without a value.</exception>
    public static Options Parse(string[] arguments)
    {
        if (arguments.Length % 2 == 0 || !Directory.Exists(arguments[0]))
        {
            throw new FormatException("a folder, then options in pairs");
        }

        var options = new Options { Folder = Path.GetFullPath(arguments[0]) };
        for (var i = 1; i < arguments.Length; i += 2)
        {
            options = options.With(arguments[i], arguments[i + 1]);
        }

        return options with { Keep = options.Keep is { } keep ? keep with { Marking = options.Marking } : null };
    }

    private Options With(string name, string value) => name switch
    {
        "--from" => this with { From = Number(value) },
        "--count" => this with { Count = Number(value) },
        "--batch" => this with { BatchSize = Number(value) },
        "--workers" => this with { Workers = Number(value) },
        "--mutations" => this with { Mutations = Number(value) },
        "--limit" => this with { Limit = TimeSpan.FromSeconds(Number(value)) },
        "--keep" => this with { Keep = new KeptFiles(value, Marking) },
        "--partial" => this with { Marking = Marking with { Partial = Enum.Parse<PartialKind>(value, ignoreCase: true) } },
        "--mark" => this with
        {
            Marking = value switch
            {
                "methods" => Marking,
                "types" => Marking with { Types = true },
                "everything" => Marking with { Types = true, Everything = true },
                _ => throw new FormatException(value),
            },
        },
        _ => throw new FormatException(name),
    };

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
