namespace StaticGrad.Tests.Programs;

/// <summary>Frozen parameters and methods, selected leaves, stores without gradient: checked by closed forms.</summary>
public static partial class Leaves
{
    [Differentiable]
    public static double FrozenParameters([Frozen] ReadOnlySpan<double> x, double w, [Frozen] double b)
    {
        double s = 0;
        foreach (double v in x)
        {
            s += v * v * w * b + b * v;
        }

        return s;
    }

    /// <summary>One model, several freezes.</summary>
    [Differentiable(Name = "All")]
    [Differentiable(nameof(w), Name = "Weight")]
    [Differentiable(nameof(b), Name = "Bias")]
    [Differentiable(nameof(x), nameof(b), Name = "InputAndBias")]
    public static double Model(double[] x, double w, double b)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = w * x[i] + b;
            s += t * t;
        }

        return s;
    }

    /// <summary>A frozen parameter of a helper is a constant for its caller, large or small.</summary>
    [Differentiable]
    public static double FrozenOfHelper(double x, double y) => SmallFrozen(x, y) + LargeFrozen(x, y);

    [Differentiable]
    public static double FrozenMethod(double x, double y) => Constant(x * y) * x + Constant(y) * y;

    /// <summary>A variable that NoGrad assigns is a constant from there on.</summary>
    [Differentiable]
    public static double Copied(double x, double y)
    {
        double z = x;
        double before = x * x;
        using (Grad.NoGrad())
        {
            z = y;
            x += 1;
        }

        return z * x + y + before;
    }

    /// <summary>Gradients end at an element that is stored without gradient, from the store backwards.</summary>
    [Differentiable]
    public static double StoredWithout(double x, double y)
    {
        var a = new double[2];
        a[0] = x * x;
        a[1] = x * y;
        double before = a[0] * a[1];
        using (Grad.NoGrad())
        {
            a[0] = y;
            a[1] += 1;
        }

        return before + a[0] * x + a[1] * y;
    }

    [Differentiable]
    public static double ThroughDetachedAlias(double x, double y)
    {
        var a = new double[2];
        a[0] = x;
        a[1] = y;
        var d = a.Detach();
        d[0] = x * y;
        return a[0] * x + a[1] * d[1];
    }

    /// <summary>An output that is partly written without gradient.</summary>
    [Differentiable]
    public static void OutputWithout(double x, Span<double> y)
    {
        y[0] = x * x;
        using (Grad.NoGrad())
        {
            y[1] = x * x;
        }

        y[2] = y[2] * x.Detach();
    }

    [Differentiable]
    public static double FrozenScratch(ReadOnlySpan<double> x, [Frozen] Span<double> scratch)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            scratch[0] = x[i].Detach() + scratch[0] * 0.5;
            s += scratch[0] * x[i];
        }

        return s;
    }

    private static double SmallFrozen(double a, [Frozen] double b) => a * b;

    private static double LargeFrozen([Frozen] double a, double b)
    {
        for (int i = 0; i < 3; i++)
        {
            b *= a;
            if (b > 100)
            {
                return b;
            }
        }

        return b;
    }

    [Frozen]
    private static double Constant(double x) => x * x;
}
