namespace StaticGrad.Tests.Programs;

/// <summary>Buffers that are written with what depends on no leaf: their cotangents still go back to what they held.</summary>
public static partial class WrittenBuffers
{
    [Differentiable]
    [Differentiable("w", Name = "OfW")]
    [Differentiable("x", Name = "OfX")]
    public static double Scaled(double[] w, double x, Span<double> o)
    {
        o[2] = o[2] * 1.5;
        o[3] = 0.0;
        return w[0] * x;
    }
}
