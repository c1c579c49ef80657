namespace StaticGrad.Tests.Duals;

/// <summary>Detach, NoGrad and Retain where a dual can follow: it drops its tangent at the same places.</summary>
public static partial class Freezing
{
    public static Dual DetachScalar(Dual x, Dual y)
    {
        Dual c = DualGrad.Detach(x * y);
        Dual d = (x + c).Detach();
        return c * x + d * y + x.Detach() * y;
    }

    public static Dual DetachArray(Dual[] x, Dual y)
    {
        Dual[] fixedPart = DualGrad.Detach(x);
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * fixedPart[^(i + 1)] * y;
        }

        return s;
    }

    public static Dual DetachSpan(ReadOnlySpan<Dual> x, Dual y)
    {
        var tail = x[1..].Detach();
        Dual s = 0;
        foreach (Dual v in x.Detach())
        {
            s += v * y;
        }

        for (int i = 0; i < tail.Length; i++)
        {
            s += tail[i] * x[i] + Square(tail[i]);
        }

        return s + Norm(tail, y) + Norm(x, y);
    }

    public static Dual NoGradBlock(Dual x, Dual y)
    {
        Dual scale;
        using (DualGrad.NoGrad())
        {
            Dual t = x * x;
            scale = DualMath.Sqrt(t + y * y);
            for (int i = 0; i < 3; i++)
            {
                scale = scale * 0.5 + Square(x * y);
            }
        }

        return x / scale + y * scale;
    }

    /// <summary>The rest of the block, and no more, is without gradients.</summary>
    public static Dual NoGradDeclaration(ReadOnlySpan<Dual> x)
    {
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Dual w = 1;
            if (x[i] > 0)
            {
                using var _ = DualGrad.NoGrad();
                w = x[i] * x[i] + s * 1;
            }

            s += w * x[i];
        }

        return s;
    }

    public static Dual NoGradInsideNoGrad(Dual x, Dual y)
    {
        Dual a = x * y;
        using (DualGrad.NoGrad())
        {
            a = a * 2;
            using (DualGrad.NoGrad())
            {
                a += x * 1;
            }

            a *= y;
        }

        return a * x * y;
    }

    /// <summary>Straight-through rounding, as in quantised training.</summary>
    public static Dual StraightThrough(ReadOnlySpan<Dual> w, Dual scale)
    {
        Dual s = 0;
        foreach (Dual v in w)
        {
            Dual q = v / scale + (DualMath.Round((v / scale).Detach()) - v / scale).Detach();
            s += q * q * scale;
        }

        return s;
    }

    /// <summary>A fixed-point iteration without gradient, one step with.</summary>
    public static Dual LastStepOnly(Dual a, Dual b)
    {
        Dual x = 1;
        using (DualGrad.NoGrad())
        {
            for (int i = 0; i < 50; i++)
            {
                x = DualMath.Cos(a * x) * b;
            }
        }

        x = DualMath.Cos(a * x) * b;
        return x * x;
    }

    public static Dual Retained(Dual x, Dual y)
    {
        Dual h = DualGrad.Retain(x * y);
        Dual k = DualGrad.Retain(DualMath.Sin(h));
        return h * k + k * k;
    }

    /// <summary>The gradient of what was assigned last.</summary>
    public static Dual RetainedInLoop(ReadOnlySpan<Dual> x, Dual y)
    {
        Dual state = y;
        for (int i = 0; i < x.Length; i++)
        {
            state = DualGrad.Retain(state * x[i] + 1);
        }

        return state * state;
    }

    public static Dual RetainedInArm(Dual x)
    {
        Dual r = x;
        if (x > 1)
        {
            Dual inner = DualGrad.Retain(x * x);
            r = inner * inner;
        }

        return r * 2;
    }

    public static Dual RetainedTwice(Dual x)
    {
        Dual h = DualGrad.Retain(x * x);
        Dual early = h * 3;
        h = DualGrad.Retain(h * x);
        return early + h * h;
    }

    private static Dual Square(Dual x) => x * x;

    private static Dual Norm(ReadOnlySpan<Dual> x, Dual scale)
    {
        Dual s = scale;
        foreach (Dual v in x)
        {
            s += v * v * scale;
            if (s > 100)
            {
                return 100;
            }
        }

        return DualMath.Sqrt(s);
    }
}
