namespace StaticGrad.Fuzz.Checking;

/// <summary>What the checks saw, beside failures.</summary>
internal sealed class CheckStatistics
{
    public long Points { get; set; }

    /// <summary>Points at which the program throws.</summary>
    public long Exceptions { get; set; }

    public long GradientElements { get; set; }

    /// <summary>The largest error of a gradient element, in units of the bound: more than 1 is a failure.</summary>
    public double WorstError { get; set; }

    /// <summary>The program that it is of.</summary>
    public string WorstProgram { get; set; } = "";

    /// <summary>Programs that were compared with central differences.</summary>
    public long Differences { get; set; }

    /// <summary>Programs where the two points of a difference took other branches.</summary>
    public long Straddled { get; set; }

    /// <summary>Programs that are too steep for the step of a difference.</summary>
    public long Steep { get; set; }

    public void Add(CheckStatistics other)
    {
        Points += other.Points;
        Exceptions += other.Exceptions;
        GradientElements += other.GradientElements;
        SeeError(other.WorstError, other.WorstProgram);
        Differences += other.Differences;
        Straddled += other.Straddled;
        Steep += other.Steep;
    }

    public void SeeError(double error, string program)
    {
        if (error > WorstError)
        {
            (WorstError, WorstProgram) = (error, program);
        }
    }
}
