using StaticGrad;

namespace CurveFit;

public static partial class Models
{
    /// <summary>Two Gaussians on a decaying exponential, simulated. 8 parameters.</summary>
    [Differentiable]
    public static double Gauss1(ReadOnlySpan<double> b, [Frozen] double x)
    {
        double first = (x - b[3]) / b[4];
        double second = (x - b[6]) / b[7];
        return b[0] * Math.Exp(-b[1] * x)
            + b[2] * Math.Exp(-first * first)
            + b[5] * Math.Exp(-second * second);
    }

    /// <summary>Sum of squared residuals of <see cref="Gauss1"/> over the observations.</summary>
    [Differentiable]
    public static double Gauss1Loss(
        ReadOnlySpan<double> b, [Frozen] ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Gauss1(b, x[i]) - y[i];
            sum += residual * residual;
        }

        return sum;
    }
}
