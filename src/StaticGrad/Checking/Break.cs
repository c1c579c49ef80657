namespace StaticGrad;

/// <summary>
/// A place near the point where the function has no derivative: a kink, or a jump of the value.
/// </summary>
/// <param name="From">The place is not before this, along the line.</param>
/// <param name="To">Nor behind this.</param>
/// <param name="IsJump">Whether the value jumps, or its slope grows without bound.</param>
/// <param name="LeftSlope">The slope before it.</param>
/// <param name="RightSlope">The slope behind it.</param>
internal sealed record Break(double From, double To, bool IsJump, double LeftSlope, double RightSlope)
{
    /// <summary>Halvings of the interval; 2^-8 of a step is still far above the spacing of the numbers.</summary>
    private const int MostHalvings = 8;

    /// <summary>The rate of the change of slopes is judged over the last ones, when the interval is smallest.</summary>
    private const int Judged = 3;

    /// <summary>
    /// Across a kink the change of slope keeps between half and the whole of itself (rate -1/3 to 0 a halving, judged over three);
    /// in a smooth piece it halves (-1), across a jump it doubles (1).
    /// </summary>
    private const double SmoothBelow = -0.5;

    private const double JumpAbove = 0.25;

    /// <summary>How much larger than the rounding of values a change of slope must be to mean something.</summary>
    private const double Significant = 16;

    /// <summary>Whether the break is too near to the point to say on which side it is.</summary>
    internal bool IsAtPoint => Distance <= To - From;

    /// <summary>How far it is from the point.</summary>
    internal double Distance => From > 0 ? From : To < 0 ? -To : 0;

    /// <summary>Finds the largest break within a step.</summary>
    /// <param name="line">The function.</param>
    /// <param name="step">How far to look, to both sides.</param>
    /// <param name="least">The smallest change of slope that is of interest.</param>
    /// <returns>Null when the function is smooth there, or its rounding hides what it does.</returns>
    internal static Break? Find(CheckedLine line, double step, double least)
    {
        var noise = Noise(line, step);
        Sample[] samples = [line.At(-step), line.At(-step / 2), line.Origin, line.At(step / 2), line.At(step)];
        List<double> changes = [];
        while (true)
        {
            var middle = LargestChange(samples, out var change);
            var width = (samples[4].Place - samples[0].Place) / 4;
            if (!double.IsFinite(change) || change <= Significant * noise / width)
            {
                break;
            }

            changes.Add(change);
            if (changes.Count > MostHalvings)
            {
                break;
            }

            samples = Halved(line, samples, middle);
        }

        if (changes.Count <= Judged || changes[^1] < least)
        {
            return null;
        }

        var rate = Math.Log2(changes[^1] / changes[^(Judged + 1)]) / Judged;
        return rate < SmoothBelow ? null : Between(line, samples[0].Place, samples[4].Place, rate > JumpAbove, step / 4);
    }

    /// <summary>Of five places, the inner one where the slope changes most.</summary>
    private static int LargestChange(Sample[] samples, out double change)
    {
        var middle = 0;
        change = 0;
        for (var i = 1; i <= 3; i++)
        {
            var here = Math.Abs(samples[i].SlopeTo(samples[i + 1]) - samples[i - 1].SlopeTo(samples[i]));
            if (!(here <= change))
            {
                (middle, change) = (i, here);
            }
        }

        return Math.Max(middle, 1);
    }

    private static Sample[] Halved(CheckedLine line, Sample[] samples, int middle)
    {
        var (left, centre, right) = (samples[middle - 1], samples[middle], samples[middle + 1]);
        return
        [
            left,
            line.At((left.Place + centre.Place) / 2),
            centre,
            line.At((centre.Place + right.Place) / 2),
            right,
        ];
    }

    private static Break Between(CheckedLine line, double from, double to, bool isJump, double beside) => new(
        from,
        to,
        isJump,
        line.At(from - beside).SlopeTo(line.At(from)),
        line.At(to).SlopeTo(line.At(to + beside)));

    /// <summary>
    /// How far values are from a smooth curve: third differences of neighbours at the two ends, whichever are smaller, for a break may
    /// lie among the others; and at least the rounding of the value itself.
    /// </summary>
    internal static double Noise(CheckedLine line, double step)
    {
        var rounding = 2 * Math.Abs(line.Origin.Value) * (line.IsSingle ? Math.Pow(2, -24) : Math.Pow(2, -53));
        return Math.Max(rounding, Math.Min(Roughness(line, step), Roughness(line, -step)));
    }

    private static double Roughness(CheckedLine line, double end)
    {
        const int count = 12;
        Span<double> values = stackalloc double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = line.At(end * (1 + i / 64.0)).Value;
        }

        var roughness = 0.0;
        for (var i = 0; i + 3 < count; i++)
        {
            var difference = values[i + 3] - 3 * values[i + 2] + 3 * values[i + 1] - values[i];
            roughness = Math.Max(roughness, Math.Abs(difference) / 4);
        }

        return roughness;
    }
}
