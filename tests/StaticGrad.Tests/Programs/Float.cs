namespace StaticGrad.Tests.Programs;

/// <summary>Single precision, alone and mixed with double.</summary>
public static partial class Float
{
    [Differentiable]
    public static float Polynomial(float x, float y) => x * x * y - 2.5f * y / x + -(-y) - 1;

    [Differentiable]
    public static float Functions(float x, float y) =>
        MathF.Sin(x) * MathF.Exp(-y) + MathF.Pow(x, y) - MathF.Log(x + y) * MathF.Sqrt(x) + MathF.Atan2(x, y)
        + MathF.Tanh(x * y) / MathF.Cosh(y) + MathF.Max(x, y) * MathF.Min(x, 2f) + MathF.Abs(x - y) + MathF.Cbrt(x)
        + MathF.Log2(x) - MathF.Log10(y) + float.Exp2(x) + float.Hypot(x, y) + float.SinPi(x) + x % y;

    [Differentiable]
    public static float Norm(ReadOnlySpan<float> x)
    {
        float s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i];
        }

        return MathF.Sqrt(s);
    }

    /// <summary>Accumulates in double what comes in float.</summary>
    [Differentiable]
    public static double Widened(ReadOnlySpan<float> x, double k, float scale)
    {
        double s = 0;
        foreach (float v in x)
        {
            s += v * k;
            s = s * scale + Math.Sin(v * scale);
        }

        foreach (double v in x)
        {
            s += v * v;
        }

        return s;
    }

    [Differentiable]
    public static void Layer(ReadOnlySpan<float> w, ReadOnlySpan<float> x, float b, Span<float> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = b;
            for (int j = 0; j < x.Length; j++)
            {
                sum += (double)w[i * x.Length + j] * x[j];
            }

            y[i] = Grad.Relu((float)sum) + 0.1f * y[i];
        }
    }

    [Differentiable]
    public static float SinCosPair(float x)
    {
        var (s, c) = MathF.SinCos(x);
        return s * c + s;
    }

    [Differentiable]
    public static float Recurrent(float[] x, float h, int steps)
    {
        float[] state = new float[x.Length];
        float s = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                state[i] = MathF.Tanh(state[i] * h + x[i] + s);
                s += state[i] * 0.5f;
                if (s > 3)
                {
                    s *= 0.5f;
                }
            }
        }

        return s + Last(state, h);
    }

    private static float Last(ReadOnlySpan<float> x, float h)
    {
        foreach (float v in x)
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
