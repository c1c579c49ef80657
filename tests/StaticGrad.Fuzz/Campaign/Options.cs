using System.Globalization;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>The command line of a campaign.</summary>
/// <param name="Programs">How many programs.</param>
/// <param name="Seed">What they are grown from.</param>
/// <param name="Jobs">How many processes at once.</param>
/// <param name="From">The number of the first program: a campaign can be run in parts.</param>
/// <param name="Refusals">Whether statements without a derivative stand among the others.</param>
/// <param name="Show">The number of one program to print, reduced when it fails, instead of a campaign.</param>
internal sealed record Options(long Programs = 1000, long Seed = 1, int Jobs = 2, long From = 0, long? Show = null, bool Refusals = false)
{
    public Plan Plan => new(Seed, Refusals);

    public const string Usage =
        """
        usage: StaticGrad.Fuzz [--programs N] [--seed S] [--jobs J] [--from I] [--refusals]
               StaticGrad.Fuzz --show I [--seed S] [--refusals]
        --programs  how many random programs to grow, compile and check (1000)
        --seed      what they are grown from (1)
        --jobs      processes that work at once (2)
        --from      the number of the first program (0), to go on with a campaign
        --refusals  puts statements without a derivative among the others: each program must be refused there, or be right
        --show      prints one program with its generated code; made small first when it fails
        """;

    /// <summary>Reads a command line; the error is null when it is well-formed.</summary>
    public static (Options Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] == "--refusals")
            {
                options = options with { Refusals = true };
                i--;
                continue;
            }

            if (i + 1 == arguments.Count)
            {
                return (options, $"{arguments[i]} has no value");
            }

            if (!long.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return (options, $"{arguments[i]} takes a whole number, not '{arguments[i + 1]}'");
            }

            switch (arguments[i])
            {
                case "--programs":
                    options = options with { Programs = value };
                    break;
                case "--seed":
                    options = options with { Seed = value };
                    break;
                case "--jobs" when value is >= 1 and <= 64:
                    options = options with { Jobs = (int)value };
                    break;
                case "--jobs":
                    return (options, "--jobs is from 1 to 64");
                case "--from":
                    options = options with { From = value };
                    break;
                case "--show":
                    options = options with { Show = value };
                    break;
                default:
                    return (options, $"unknown option {arguments[i]}");
            }
        }

        return (options, null);
    }
}
