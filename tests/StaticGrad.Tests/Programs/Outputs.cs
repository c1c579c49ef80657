namespace StaticGrad.Tests.Programs;

/// <summary>Buffers that the method writes: their cotangents come in, gradients of their old values go out.</summary>
public static partial class Outputs
{
    [Differentiable]
    public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
    {
        double top = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            top = Math.Max(top, x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] - top);
            sum += y[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] /= sum;
        }
    }

    [Differentiable]
    public static void TwoOutputs(ReadOnlySpan<double> x, double k, Span<double> sums, Span<double> products)
    {
        double s = 0;
        double p = k;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i];
            p *= x[i];
            sums[i] = s * p;
            products[i] = p + sums[i] * k;
        }
    }

    /// <summary>In and out: the old value counts.</summary>
    [Differentiable]
    public static void InOut(Span<double> y, ReadOnlySpan<double> x, double k)
    {
        for (int i = 1; i < y.Length; i++)
        {
            y[i] = y[i] * y[i - 1] * k + x[i];
        }

        y[0] += y[^1] * x[0];
    }

    /// <summary>Some elements overwritten by constants, some untouched, some read after the write.</summary>
    [Differentiable]
    public static double Partly(Span<double> y, double x)
    {
        y[0] = 3;
        y[1] = x * y[1];
        y[2] *= y[0] + y[1];
        double r = y[2] * y[3];
        y[1] = 0;
        y[2] -= x;
        return r * y[1] + y[2] * x + r;
    }

    [Differentiable]
    public static double ResultAndOutput(double[] x, double[] y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += x[i] * x[i];
            s += y[i] * x[i];
            y[i] = Math.Sin(y[i]) * s;
        }

        return s;
    }

    [Differentiable]
    public static void EarlyReturn(ReadOnlySpan<double> x, Span<double> y, double limit)
    {
        double s = 1;
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
    [Differentiable]
    public static void ThroughSlices(Span<double> y, ReadOnlySpan<double> x)
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
    [Differentiable(nameof(w))]
    public static void LeafAndOutput(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = w[0] * x[i] + w[1] * x[i] * x[i];
        }

        y[0] *= w[1];
    }

    /// <summary>Time steps in place, with a store that a condition on the old element guards.</summary>
    [Differentiable]
    public static void Steps(Span<double> u, Span<double> v, double dt, int steps)
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
    [Differentiable]
    public static void MatrixVector(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y)
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
