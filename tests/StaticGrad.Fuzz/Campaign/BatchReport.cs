using StaticGrad.Fuzz.Checking;

namespace StaticGrad.Fuzz.Campaign;

/// <summary>What happened to some programs; reports add up.</summary>
internal sealed class BatchReport
{
    public long Programs { get; set; }

    public long Unsuitable { get; set; }

    public Dictionary<long, Failure> Failures { get; set; } = [];

    /// <summary>How many programs were rightly refused, by the diagnostic.</summary>
    public Dictionary<string, long> Refusals { get; set; } = [];

    /// <summary>How many programs contain each construct.</summary>
    public Dictionary<string, long> Constructs { get; set; } = [];

    /// <summary>How many programs contain each function.</summary>
    public Dictionary<string, long> Functions { get; set; } = [];

    public CheckStatistics Statistics { get; set; } = new();

    public void Add(BatchReport other)
    {
        Programs += other.Programs;
        Unsuitable += other.Unsuitable;
        foreach (var (index, failure) in other.Failures)
        {
            Failures[index] = failure;
        }

        Count(Refusals, other.Refusals);
        Count(Constructs, other.Constructs);
        Count(Functions, other.Functions);
        Statistics.Add(other.Statistics);
    }

    public static void Count(Dictionary<string, long> counts, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
    }

    private static void Count(Dictionary<string, long> counts, Dictionary<string, long> more)
    {
        foreach (var (name, count) in more)
        {
            counts[name] = counts.GetValueOrDefault(name) + count;
        }
    }
}
