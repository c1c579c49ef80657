namespace StaticGrad.Tests.Programs;

/// <summary>Detach, NoGrad and Retain where a dual can follow: it drops its tangent at the same places.</summary>
public static partial class Freezing
{
    [Differentiable]
    public static double DetachScalar(double x, double y)
    {
        double c = Grad.Detach(x * y);
        double d = (x + c).Detach();
        return c * x + d * y + x.Detach() * y;
    }

    [Differentiable]
    public static double DetachArray(double[] x, double y)
    {
        double[] fixedPart = Grad.Detach(x);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * fixedPart[^(i + 1)] * y;
        }

        return s;
    }

    [Differentiable]
    public static double DetachSpan(ReadOnlySpan<double> x, double y)
    {
        var tail = x[1..].Detach();
        double s = 0;
        foreach (double v in x.Detach())
        {
            s += v * y;
        }

        for (int i = 0; i < tail.Length; i++)
        {
            s += tail[i] * x[i] + Square(tail[i]);
        }

        return s + Norm(tail, y) + Norm(x, y);
    }

    [Differentiable]
    public static double NoGradBlock(double x, double y)
    {
        double scale;
        using (Grad.NoGrad())
        {
            double t = x * x;
            scale = Math.Sqrt(t + y * y);
            for (int i = 0; i < 3; i++)
            {
                scale = scale * 0.5 + Square(x * y);
            }
        }

        return x / scale + y * scale;
    }

    /// <summary>The rest of the block, and no more, is without gradients.</summary>
    [Differentiable]
    public static double NoGradDeclaration(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double w = 1;
            if (x[i] > 0)
            {
                using var _ = Grad.NoGrad();
                w = x[i] * x[i] + s * 1;
            }

            s += w * x[i];
        }

        return s;
    }

    [Differentiable]
    public static double NoGradInsideNoGrad(double x, double y)
    {
        double a = x * y;
        using (Grad.NoGrad())
        {
            a = a * 2;
            using (Grad.NoGrad())
            {
                a += x * 1;
            }

            a *= y;
        }

        return a * x * y;
    }

    /// <summary>Straight-through rounding, as in quantised training.</summary>
    [Differentiable]
    public static double StraightThrough(ReadOnlySpan<double> w, double scale)
    {
        double s = 0;
        foreach (double v in w)
        {
            double q = v / scale + (Math.Round((v / scale).Detach()) - v / scale).Detach();
            s += q * q * scale;
        }

        return s;
    }

    /// <summary>A fixed-point iteration without gradient, one step with.</summary>
    [Differentiable]
    public static double LastStepOnly(double a, double b)
    {
        double x = 1;
        using (Grad.NoGrad())
        {
            for (int i = 0; i < 50; i++)
            {
                x = Math.Cos(a * x) * b;
            }
        }

        x = Math.Cos(a * x) * b;
        return x * x;
    }

    [Differentiable]
    public static double Retained(double x, double y)
    {
        double h = Grad.Retain(x * y);
        double k = Grad.Retain(Math.Sin(h));
        return h * k + k * k;
    }

    /// <summary>The gradient of what was assigned last.</summary>
    [Differentiable]
    public static double RetainedInLoop(ReadOnlySpan<double> x, double y)
    {
        double state = y;
        for (int i = 0; i < x.Length; i++)
        {
            state = Grad.Retain(state * x[i] + 1);
        }

        return state * state;
    }

    [Differentiable]
    public static double RetainedInArm(double x)
    {
        double r = x;
        if (x > 1)
        {
            double inner = Grad.Retain(x * x);
            r = inner * inner;
        }

        return r * 2;
    }

    [Differentiable]
    public static double RetainedTwice(double x)
    {
        double h = Grad.Retain(x * x);
        double early = h * 3;
        h = Grad.Retain(h * x);
        return early + h * h;
    }

    private static double Square(double x) => x * x;

    private static double Norm(ReadOnlySpan<double> x, double scale)
    {
        double s = scale;
        foreach (double v in x)
        {
            s += v * v * scale;
            if (s > 100)
            {
                return 100;
            }
        }

        return Math.Sqrt(s);
    }
}
