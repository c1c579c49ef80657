using StaticGrad;

namespace CurveFit;

// Each model is an ordinary method. [Differentiable] has StaticGrad write its derivative beside it at build time,
// Misra1aBackward here; [Frozen] says what is data: the derivative is with respect to the parameters b alone.
public static partial class Models
{
    /// <summary>Dental research: b1 (1 - exp(-b2 x)). 2 parameters.</summary>
    [Differentiable]
    public static double Misra1a(ReadOnlySpan<double> b, [Frozen] double x) =>
        b[0] * (1 - Math.Exp(-b[1] * x));

    /// <summary>Sum of squared residuals of <see cref="Misra1a"/> over the observations.</summary>
    [Differentiable]
    public static double Misra1aLoss(
        ReadOnlySpan<double> b, [Frozen] ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Misra1a(b, x[i]) - y[i];
            sum += residual * residual;
        }

        return sum;
    }
}
