namespace StaticGrad.Tests.Duals;

/// <summary>Buffers that the method writes: their cotangents come in, gradients of their old values go out.</summary>
public static partial class Outputs
{
    public static void Softmax(ReadOnlySpan<Dual> x, Span<Dual> y)
    {
        Dual top = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            top = DualMath.Max(top, x[i]);
        }

        Dual sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = DualMath.Exp(x[i] - top);
            sum += y[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] /= sum;
        }
    }

    public static void TwoOutputs(ReadOnlySpan<Dual> x, Dual k, Span<Dual> sums, Span<Dual> products)
    {
        Dual s = 0;
        Dual p = k;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i];
            p *= x[i];
            sums[i] = s * p;
            products[i] = p + sums[i] * k;
        }
    }

    /// <summary>In and out: the old value counts.</summary>
    public static void InOut(Span<Dual> y, ReadOnlySpan<Dual> x, Dual k)
    {
        for (int i = 1; i < y.Length; i++)
        {
            y[i] = y[i] * y[i - 1] * k + x[i];
        }

        y[0] += y[^1] * x[0];
    }

    /// <summary>Some elements overwritten by constants, some untouched, some read after the write.</summary>
    public static Dual Partly(Span<Dual> y, Dual x)
    {
        y[0] = 3;
        y[1] = x * y[1];
        y[2] *= y[0] + y[1];
        Dual r = y[2] * y[3];
        y[1] = 0;
        y[2] -= x;
        return r * y[1] + y[2] * x + r;
    }

    public static Dual ResultAndOutput(Dual[] x, Dual[] y)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += x[i] * x[i];
            s += y[i] * x[i];
            y[i] = DualMath.Sin(y[i]) * s;
        }

        return s;
    }

    public static void EarlyReturn(ReadOnlySpan<Dual> x, Span<Dual> y, Dual limit)
    {
        Dual s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s *= x[i];
            if (s > limit)
            {
                y[0] = s * y[i];
                return;
            }

            y[i] = s * y[i] + limit;
        }

        y[^1] += s;
    }

    /// <summary>Slices of an output, written and read through each other.</summary>
    public static void ThroughSlices(Span<Dual> y, ReadOnlySpan<Dual> x)
    {
        var head = y[..^1];
        var tail = y[1..];
        for (int i = 0; i < head.Length; i++)
        {
            head[i] = tail[i] * x[i];
            tail[i] += head[i] * x[i];
        }

        tail.Slice(0, 1)[0] *= 2;
    }

    /// <summary>Only w is a leaf; y carries the cotangent all the same.</summary>
    public static void LeafAndOutput(ReadOnlySpan<Dual> w, ReadOnlySpan<Dual> x, Span<Dual> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = w[0] * x[i] + w[1] * x[i] * x[i];
        }

        y[0] *= w[1];
    }

    /// <summary>Time steps in place, with a store that a condition on the old element guards.</summary>
    public static void Steps(Span<Dual> u, Span<Dual> v, Dual dt, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < u.Length; i++)
            {
                if (u[i] > 1)
                {
                    u[i] = 2 - u[i];
                    v[i] = -v[i];
                }

                v[i] -= dt * u[i] * u[i];
                u[i] += dt * v[i] * u[(i + 1) % u.Length];
            }
        }
    }

    /// <summary>Accumulates into an output from an inner product, both signs.</summary>
    public static void MatrixVector(ReadOnlySpan<Dual> a, ReadOnlySpan<Dual> x, Span<Dual> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                if ((i + j) % 2 == 0)
                {
                    y[i] += a[i * x.Length + j] * x[j];
                }
                else
                {
                    y[i] -= a[i * x.Length + j] * x[j];
                }
            }
        }
    }
}
