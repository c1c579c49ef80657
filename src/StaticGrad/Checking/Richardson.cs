namespace StaticGrad;

/// <summary>
/// Ridders' method (Advances in Engineering Software 4, 1982): central differences over halved steps, extrapolated to step zero; the error
/// is estimated from how much the last extrapolations differ. Better than one central difference where the function is
/// strongly curved (smaller steps) and where its values are large beside its slope (larger steps).
/// </summary>
internal static class Richardson
{
    private const int Halvings = 6;

    /// <summary>The best derivative over steps around the given one, with its estimated error.</summary>
    internal static (double Value, double Error) Derivative(CheckedLine line)
    {
        var best = (Value: double.NaN, Error: double.PositiveInfinity);
        double[] starts = line.IsSingle ? [1, 8] : [1, 16, 256, 4096, 65536];
        foreach (var start in starts)
        {
            var candidate = Extrapolate(line, start * line.Step);
            if (candidate.Error < best.Error)
            {
                best = candidate;
            }
        }

        return best;
    }

    private static (double Value, double Error) Extrapolate(CheckedLine line, double step)
    {
        var best = (Value: double.NaN, Error: double.PositiveInfinity);
        double[] previous = [line.CentralDifference(step)];
        for (var halving = 1; halving < Halvings; halving++)
        {
            step /= 2;
            var row = new double[halving + 1];
            row[0] = line.CentralDifference(step);
            var factor = 1.0;
            for (var order = 1; order <= halving; order++)
            {
                factor *= 4;
                row[order] = (factor * row[order - 1] - previous[order - 1]) / (factor - 1);
                var error = Math.Max(Math.Abs(row[order] - row[order - 1]), Math.Abs(row[order] - previous[order - 1]));
                if (error < best.Error)
                {
                    best = (row[order], error);
                }
            }

            previous = row;
        }

        return best;
    }
}
