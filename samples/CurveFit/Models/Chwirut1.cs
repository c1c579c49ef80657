using StaticGrad;

namespace CurveFit;

public static partial class Models
{
    /// <summary>Ultrasonic calibration: exp(-b1 x) / (b2 + b3 x). 3 parameters.</summary>
    [Differentiable]
    public static double Chwirut1(ReadOnlySpan<double> b, [Frozen] double x) =>
        Math.Exp(-b[0] * x) / (b[1] + b[2] * x);

    /// <summary>Sum of squared residuals of <see cref="Chwirut1"/> over the observations.</summary>
    [Differentiable]
    public static double Chwirut1Loss(
        ReadOnlySpan<double> b, [Frozen] ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Chwirut1(b, x[i]) - y[i];
            sum += residual * residual;
        }

        return sum;
    }
}
