namespace StaticGrad.Tests.Programs;

/// <summary>Points where the derivative is a convention: PyTorch's.</summary>
public static partial class Kinks
{
    [Differentiable]
    public static double Abs(double x) => Math.Abs(x);

    [Differentiable]
    public static double Maximum(double x, double y) => Math.Max(x, y);

    [Differentiable]
    public static double Minimum(double x, double y) => Math.Min(x, y);

    [Differentiable]
    public static double Clamped(double x, double low, double high) => Math.Clamp(x, low, high);

    [Differentiable]
    public static double Root(double x) => Math.Sqrt(x);

    [Differentiable]
    public static double Power(double x, double y) => Math.Pow(x, y);

    [Differentiable]
    public static double Rectified(double x) => Grad.Relu(x);

    /// <summary>A root at zero behind a branch that is not taken gives no NaN.</summary>
    [Differentiable]
    public static double SafeNorm(ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach (double v in x)
        {
            s += v * v;
        }

        return s > 0 ? Math.Sqrt(s) : 0;
    }

    /// <summary>Infinite times zero is NaN, and stays so.</summary>
    [Differentiable]
    public static double Unsafe(double x) => Math.Sqrt(x * x);

    [Differentiable]
    public static double Quotient(double x, double y) => x / y;
}
