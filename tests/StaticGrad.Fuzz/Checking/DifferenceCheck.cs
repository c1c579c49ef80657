using StaticGrad.Fuzz.Growing;
using StaticGrad.Fuzz.Oracle;

namespace StaticGrad.Fuzz.Checking;

/// <summary>
/// Central differences against the duals, in double arithmetic, along one direction: the duals do not stand for themselves.
/// Values where gradients stop are held; where a moved point takes another branch, nothing is said.
/// </summary>
internal static class DifferenceCheck
{
    private const double Step = 1.0 / 4096;

    /// <summary>Where a function bends within a step, a smaller one tells; a wrong derivative agrees with none.</summary>
    private static readonly double[] Steps = [Step, Step / 16, Step / 256];

    public static void Run(RandomProgram program, CheckStatistics statistics)
    {
        var point = program.Points[0];
        var elements = Execution.LeafElements(program, point);
        if (Exact(program, point) is not { } exact)
        {
            return;
        }

        var direction = Enumerable.Range(0, elements).Select(i => (i % 3 - 1) * 0.75 + 0.5 + 0.0625 * i).ToArray();
        var stopped = new StoppedValues();
        var still = Execution.Moved(program, point, stopped, new double[elements]);
        if (still.Trace != exact.Trace)
        {
            throw new InvalidOperationException("the same point took another branch");
        }

        double? At(double step)
        {
            stopped.Replay();
            try
            {
                var moved = Execution.Moved(program, point, stopped, [.. direction.Select(d => d * step)]);
                return moved.Trace == still.Trace && moved.Thrown is null ? Objective(program, moved) : null;
            }
            catch (UnsuitableException)
            {
                return null;
            }
        }

        // Where a step would take the result beyond its own size, say in an iteration that runs away, differences are of another function.
        var (derivative, sum) = Along(program, exact, direction);
        if (still.IsOnKink || Distance(At, Step, derivative, sum) is null)
        {
            statistics.Straddled++;
        }
        else if (sum * Step > 1 + Math.Abs(Objective(program, still)))
        {
            statistics.Steep++;
        }
        else
        {
            statistics.Differences++;
            if (Steps.All(step => Distance(At, step, derivative, sum) is not null and not 0))
            {
                var distances = string.Join(", ", Steps.Select(step => FormattableString.Invariant($"{Distance(At, step, derivative, sum):R}")));
                throw new FailedException(new Failure(FailureKind.Differences, FormattableString.Invariant(
                    $"the derivative in a direction is {derivative:R} by duals; central differences are away from it by {distances}")));
            }
        }
    }

    /// <summary>
    /// How far central differences are from a derivative; 0 where they agree within their own error, null where a moved point
    /// takes another branch.
    /// </summary>
    private static double? Distance(Func<double, double?> at, double step, double derivative, double sum)
    {
        if (at(step) is not { } far || at(-step) is not { } minusFar || at(step / 2) is not { } near || at(-step / 2) is not { } minusNear)
        {
            return null;
        }

        var coarse = (far - minusFar) / (2 * step);
        var fine = (near - minusNear) / step;

        // Richardson: the two errors are as 4 to 1.
        var numeric = fine + (fine - coarse) / 3;
        var bound = Math.Abs(fine - coarse) + 1e-5 * (1 + sum + Math.Abs(far));
        var distance = Math.Abs(numeric - derivative);
        return distance <= bound ? 0 : double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    /// <summary>The duals in double arithmetic, which may take other branches; null where they throw or leave the range.</summary>
    private static Execution? Exact(RandomProgram program, object[] point)
    {
        try
        {
            return Execution.WithDerivatives(program, point, isExact: true) is { Thrown: null } exact ? exact : null;
        }
        catch (UnsuitableException)
        {
            return null;
        }
    }

    /// <summary>The result and the elements of written buffers, weighed.</summary>
    private static double Objective(RandomProgram program, Execution run) =>
        Terms(program, run).Sum(term => term.Weight * term.Number.Value);

    private static (double Derivative, double Sum) Along(RandomProgram program, Execution run, double[] direction)
    {
        var derivative = 0.0;
        var sum = 0.0;
        foreach (var (number, weight) in Terms(program, run))
        {
            for (var i = 0; i < direction.Length && number.Rows is not null; i++)
            {
                derivative += weight * direction[i] * number.Rows[i];
                sum += Math.Abs(weight * direction[i]) * number.Rows[direction.Length + program.Retained.Count + i];
            }
        }

        return (derivative, sum);
    }

    private static IEnumerable<(Num Number, double Weight)> Terms(RandomProgram program, Execution run)
    {
        yield return (run.Result, 1);
        foreach (var (at, cells) in run.Buffers)
        {
            for (var i = 0; i < cells.Length && program.Arguments[at].IsWritten; i++)
            {
                yield return (cells[i], 1.5 - i);
            }
        }
    }
}
