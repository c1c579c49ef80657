using StaticGrad;

namespace CurveFit;

public static partial class Models
{
    /// <summary>Semiconductor electron mobility: a cubic over a cubic. 7 parameters.</summary>
    [Differentiable]
    public static double Thurber(ReadOnlySpan<double> b, [Frozen] double x)
    {
        double numerator = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
        double denominator = 1 + x * (b[4] + x * (b[5] + x * b[6]));
        return numerator / denominator;
    }

    /// <summary>Sum of squared residuals of <see cref="Thurber"/> over the observations.</summary>
    [Differentiable]
    public static double ThurberLoss(
        ReadOnlySpan<double> b, [Frozen] ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Thurber(b, x[i]) - y[i];
            sum += residual * residual;
        }

        return sum;
    }
}
