namespace StaticGrad.Tests.Duals;

/// <summary>Points where the derivative is a convention: PyTorch's.</summary>
public static partial class Kinks
{
    public static Dual Abs(Dual x) => DualMath.Abs(x);

    public static Dual Maximum(Dual x, Dual y) => DualMath.Max(x, y);

    public static Dual Minimum(Dual x, Dual y) => DualMath.Min(x, y);

    public static Dual Clamped(Dual x, Dual low, Dual high) => DualMath.Clamp(x, low, high);

    public static Dual Root(Dual x) => DualMath.Sqrt(x);

    public static Dual Power(Dual x, Dual y) => DualMath.Pow(x, y);

    public static Dual Rectified(Dual x) => DualGrad.Relu(x);

    /// <summary>A root at zero behind a branch that is not taken gives no NaN.</summary>
    public static Dual SafeNorm(ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        foreach (Dual v in x)
        {
            s += v * v;
        }

        return s > 0 ? DualMath.Sqrt(s) : 0;
    }

    /// <summary>Infinite times zero is NaN, and stays so.</summary>
    public static Dual Unsafe(Dual x) => DualMath.Sqrt(x * x);

    public static Dual Quotient(Dual x, Dual y) => x / y;
}
