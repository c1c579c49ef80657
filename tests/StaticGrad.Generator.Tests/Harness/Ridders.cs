namespace StaticGrad.Generator.Tests.Harness;

/// <summary>
/// Derivatives by central differences, extrapolated to step zero (C. J. F. Ridders, "Accurate computation of F'(x) and
/// F'(x) F''(x)", 1982): about eleven digits of a smooth function.
/// </summary>
internal static class Ridders
{
    private const int Steps = 12;
    private const double Shrink = 1.4;

    public static double Derivative(Func<double, double> function, double at, double step)
    {
        var table = new double[Steps, Steps];
        var best = double.NaN;
        var smallestError = double.MaxValue;
        for (var i = 0; i < Steps; i++, step /= Shrink)
        {
            var (above, below) = (at + step, at - step);
            table[i, 0] = (function(above) - function(below)) / (above - below);
            var factor = Shrink * Shrink;
            for (var j = 1; j <= i; j++, factor *= Shrink * Shrink)
            {
                table[i, j] = (table[i, j - 1] * factor - table[i - 1, j - 1]) / (factor - 1);
                var error = Math.Max(Math.Abs(table[i, j] - table[i, j - 1]), Math.Abs(table[i, j] - table[i - 1, j - 1]));
                if (error <= smallestError)
                {
                    (smallestError, best) = (error, table[i, j]);
                }
            }

            if (i > 0 && Math.Abs(table[i, i] - table[i - 1, i - 1]) >= 2 * smallestError)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The partial derivative in one argument, with a step of that argument's size.</summary>
    public static double Partial(Func<double[], double> function, double[] at, int argument, double relativeStep = 0.01)
    {
        var step = relativeStep * (at[argument] == 0 ? 1 : Math.Abs(at[argument]));
        return Derivative(
            value =>
            {
                double[] moved = [.. at];
                moved[argument] = value;
                return function(moved);
            },
            at[argument],
            step);
    }
}
