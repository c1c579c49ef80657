namespace StaticGrad.Tests.Duals;

/// <summary>Single precision, alone and mixed with Dual.</summary>
public static partial class Float
{
    public static Dual Polynomial(Dual x, Dual y) => x * x * y - 2.5f * y / x + -(-y) - 1;

    public static Dual Functions(Dual x, Dual y) =>
        DualMath.Sin(x) * DualMath.Exp(-y) + DualMath.Pow(x, y) - DualMath.Log(x + y) * DualMath.Sqrt(x) + DualMath.Atan2(x, y)
        + DualMath.Tanh(x * y) / DualMath.Cosh(y) + DualMath.Max(x, y) * DualMath.Min(x, 2f) + DualMath.Abs(x - y) + DualMath.Cbrt(x)
        + DualMath.Log2(x) - DualMath.Log10(y) + Dual.Exp2(x) + Dual.Hypot(x, y) + Dual.SinPi(x) + x % y;

    public static Dual Norm(ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i];
        }

        return DualMath.Sqrt(s);
    }

    /// <summary>Accumulates in Dual what comes in Dual.</summary>
    public static Dual Widened(ReadOnlySpan<Dual> x, Dual k, Dual scale)
    {
        Dual s = 0;
        foreach (Dual v in x)
        {
            s += v * k;
            s = s * scale + DualMath.Sin(v * scale);
        }

        foreach (Dual v in x)
        {
            s += v * v;
        }

        return s;
    }

    public static void Layer(ReadOnlySpan<Dual> w, ReadOnlySpan<Dual> x, Dual b, Span<Dual> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            Dual sum = b;
            for (int j = 0; j < x.Length; j++)
            {
                sum += (Dual)w[i * x.Length + j] * x[j];
            }

            y[i] = DualGrad.Relu((Dual)sum) + 0.1f * y[i];
        }
    }

    public static Dual SinCosPair(Dual x)
    {
        var (s, c) = DualMath.SinCos(x);
        return s * c + s;
    }

    public static Dual Recurrent(Dual[] x, Dual h, int steps)
    {
        Dual[] state = new Dual[x.Length];
        Dual s = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                state[i] = DualMath.Tanh(state[i] * h + x[i] + s);
                s += state[i] * 0.5f;
                if (s > 3)
                {
                    s *= 0.5f;
                }
            }
        }

        return s + Last(state, h);
    }

    private static Dual Last(ReadOnlySpan<Dual> x, Dual h)
    {
        foreach (Dual v in x)
        {
            h += v;
            if (h > 5)
            {
                return v;
            }
        }

        return h * x[^1];
    }
}
