namespace StaticGrad.Tests.Duals;

/// <summary>Buffers that are written with what depends on no leaf: their cotangents still go back to what they held.</summary>
public static partial class WrittenBuffers
{
    public static Dual Scaled(Dual[] w, Dual x, Span<Dual> o)
    {
        o[2] = o[2] * 1.5;
        o[3] = 0.0;
        return w[0] * x;
    }
}
