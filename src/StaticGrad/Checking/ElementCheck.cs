namespace StaticGrad;

/// <summary>Judges one element: does the gradient agree with the function's differences, and if not, why.</summary>
internal sealed class ElementCheck(GradCheck settings)
{
    /// <summary>How often the step is made smaller to get past a kink beside the point.</summary>
    private const int MostShrinkings = 4;

    /// <summary>Checks along one line.</summary>
    /// <param name="line">The function.</param>
    /// <param name="analytic">The gradient along the line.</param>
    /// <returns>The element, without its names.</returns>
    internal GradCheckElement Check(CheckedLine line, double analytic) => Check(line, analytic, line.Step, MostShrinkings);

    private GradCheckElement Check(CheckedLine line, double analytic, double step, int shrinkings)
    {
        var up = line.At(step);
        var down = line.At(-step);
        if (!double.IsFinite(up.Value) || !double.IsFinite(down.Value))
        {
            return AtEdge(line, analytic, down, up);
        }

        var numeric = down.SlopeTo(up);
        var element = Element(line, analytic, numeric, step);
        if (!double.IsFinite(analytic))
        {
            return element;
        }

        var bend = Math.Abs(line.Origin.SlopeTo(up) - down.SlopeTo(line.Origin));
        if (element.Passes && bend <= element.Tolerance)
        {
            return element;
        }

        if (Break.Find(line, step, element.Tolerance / 4) is { } found)
        {
            return AtBreak(line, element, found, shrinkings);
        }

        return element.Passes ? element : SecondOpinion(line, element);
    }

    private GradCheckElement Element(CheckedLine line, double analytic, double numeric, double step)
    {
        var tolerance = settings.ToleranceOf(numeric, line.IsSingle);

        // Equal infinities and a NaN on both sides agree; every other comparison with NaN fails.
        var passes = analytic.Equals(numeric) || Math.Abs(analytic - numeric) <= tolerance;
        return new GradCheckElement(0, analytic, numeric, passes)
        {
            Outcome = passes ? GradCheckOutcome.Agrees : GradCheckOutcome.Differs,
            Step = step,
            Tolerance = tolerance,
        };
    }

    /// <summary>The central difference may be the side that is wrong: too long a step for the curvature, too short for the rounding.</summary>
    private GradCheckElement SecondOpinion(CheckedLine line, GradCheckElement element)
    {
        var (numeric, error) = Richardson.Derivative(line);
        var better = Element(line, element.Analytic, numeric, element.Step);
        return error <= better.Tolerance ? better : element;
    }

    private GradCheckElement AtBreak(CheckedLine line, GradCheckElement element, Break found, int shrinkings)
    {
        bool passes;
        if (found.IsAtPoint || shrinkings == 0)
        {
            var low = Math.Min(found.LeftSlope, found.RightSlope);
            var high = Math.Max(found.LeftSlope, found.RightSlope);
            passes = element.Analytic >= low - settings.ToleranceOf(low, line.IsSingle)
                && element.Analytic <= high + settings.ToleranceOf(high, line.IsSingle);
        }
        else
        {
            // Beside the point: there the function has a derivative, and a step that stays on this side sees it.
            var near = Check(line, element.Analytic, found.Distance / 2, shrinkings - 1);
            passes = near.Passes;
            element = element with { Numeric = near.Numeric, Tolerance = near.Tolerance };
        }

        return element with
        {
            Passes = passes,
            Outcome = found.IsJump ? GradCheckOutcome.Jump : GradCheckOutcome.Kink,
            LeftSlope = found.LeftSlope,
            RightSlope = found.RightSlope,
        };
    }

    /// <summary>The difference to the side that is finite, of second order: the parabola through the point and two places.</summary>
    private GradCheckElement AtEdge(CheckedLine line, double analytic, Sample down, Sample up)
    {
        var left = OneSided(line, down);
        var right = OneSided(line, up);
        var element = Element(line, analytic, double.IsNaN(left) ? right : left, up.Place);
        return element with { Outcome = GradCheckOutcome.Edge, LeftSlope = left, RightSlope = right };
    }

    private static double OneSided(CheckedLine line, Sample near)
    {
        var far = line.At(2 * near.Place);
        if (!double.IsFinite(near.Value) || !double.IsFinite(far.Value))
        {
            return double.NaN;
        }

        var slope = line.Origin.SlopeTo(near);
        return slope + (slope - near.SlopeTo(far)) * near.Place / far.Place;
    }
}
