using StaticGrad;

namespace CurveFit;

public static partial class Models
{
    /// <summary>Pressure differences behind El Niño: three cycles, two of unknown period. 9 parameters.</summary>
    [Differentiable]
    public static double Enso(ReadOnlySpan<double> b, [Frozen] double x)
    {
        double year = 2 * Math.PI * x / 12;
        double second = 2 * Math.PI * x / b[3];
        double third = 2 * Math.PI * x / b[6];
        return b[0]
            + b[1] * Math.Cos(year) + b[2] * Math.Sin(year)
            + b[4] * Math.Cos(second) + b[5] * Math.Sin(second)
            + b[7] * Math.Cos(third) + b[8] * Math.Sin(third);
    }

    /// <summary>Sum of squared residuals of <see cref="Enso"/> over the observations.</summary>
    [Differentiable]
    public static double EnsoLoss(
        ReadOnlySpan<double> b, [Frozen] ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Enso(b, x[i]) - y[i];
            sum += residual * residual;
        }

        return sum;
    }
}
