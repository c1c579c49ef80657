namespace StaticGrad.Tests.Programs;

/// <summary>Calls, too recursive to be inlined, whose writes end gradients or only have to be undone: checked by closed forms.</summary>
public static partial class EndingCalls
{
    /// <summary>The callee stores what varies, but through a detached alias.</summary>
    [Differentiable]
    public static double ThroughDetachedAlias(double x, double y)
    {
        double[] a = { x, x * y, y };
        double before = a[0] * a[1];
        Fill(a.Detach(), y, 1);
        return before + a[0] * x + a[1] * y + a[2];
    }

    /// <summary>The alias is detached on the way down: what the first level stores has a gradient, the second level's has none.</summary>
    [Differentiable]
    public static double DetachedOnTheWayDown(double x, double y)
    {
        double[] a = { x, y, x * y };
        return Down(a, y, 2) + a[1] + a[2];
    }

    [Differentiable]
    public static double UnderNoGrad(double x, double y)
    {
        double[] a = { x, x * y, y };
        double before = a[0] * a[1];
        using (Grad.NoGrad())
        {
            Fill(a, x, 1);
        }

        return before + a[0] * x + a[1] * y + a[2];
    }

    /// <summary>A frozen method that writes where gradients are.</summary>
    [Differentiable]
    public static double FrozenMethod(double x, double y)
    {
        double[] a = { x, x * y, y };
        double before = a[0] * a[1];
        FrozenFill(a, 5, 1);
        return before + a[0] * x + a[1] * y + a[2];
    }

    /// <summary>The callee takes its array for a constant, and stores constants.</summary>
    [Differentiable]
    public static double FrozenParameter(double x, double y)
    {
        double[] a = { x, x * y, y };
        double before = a[0] * a[1];
        double s = FillFrozen(a, y, 1);
        return s + before + a[0] * x + a[1] * y + a[2];
    }

    /// <summary>The same without a call below it: too large to be inlined, for it returns early.</summary>
    [Differentiable]
    public static double FrozenParameterOfALeaf(double x, double y)
    {
        double[] a = { x, x * y, y };
        double before = a[0] * a[1];
        double s = SetFrozen(a, y);
        return s + before + a[0] * x + a[1] * y + a[2];
    }

    /// <summary>No gradient flows through the last call, but an earlier one's reverse part reads what it overwrites.</summary>
    [Differentiable]
    public static double OverwrittenForNothing(double x, int n)
    {
        double[] a = { 2, 3, 5 };
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            s += Dot(a, x, 2);
            Fill(a, 7 + i, 2);
        }

        return s;
    }

    /// <summary>An array of the iteration, handed over as an array, written by a call without gradients.</summary>
    [Differentiable]
    public static double ArrayOfAnIteration(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            double[] a = { 2, 3, s };
            s *= a[2] * a[0];
            Fill(a, 7 + i, 1);
            s += a[0] * a[2];
        }

        return s;
    }

    /// <summary>Whole numbers, which a loop's trips depend on, are put back too.</summary>
    [Differentiable]
    public static double Counts(double x, int n)
    {
        int[] counts = { 1, 2, 3 };
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            s = Step(s + x, x, counts, 2);
            Raise(counts, 2);
        }

        return s;
    }

    /// <summary>A circle in which one method takes an array for frozen, and is given one that nobody reads beside it.</summary>
    [Differentiable]
    public static double CircleWithAFrozenArray(double x, double y)
    {
        double[] a = { x, y };
        Outer(2, x, a);
        return a[0] * x + a[1] * y;
    }

    private static void Outer(int k, double x, Span<double> a)
    {
        if (k <= 0)
        {
            return;
        }

        var own = new double[2];
        Inner(k - 1, x, a, own);
        a[1] += x * x;
    }

    private static void Inner(int k, double x, [Frozen] Span<double> a, Span<double> own)
    {
        if (k <= 0)
        {
            return;
        }

        Outer(k - 1, x, own);
        Outer(k - 1, x * 2, a.Detach());
        own[0] += x;
        a.Detach()[0] = 5;
    }

    private static double Down(double[] a, double y, int n)
    {
        if (n == 0)
        {
            return a[0] * y;
        }

        a[n] = a[n] * y;
        return Down(a.Detach(), y, n - 1) + a[n] * a[0];
    }

    private static void Fill(double[] a, double value, int last)
    {
        if (last < 0)
        {
            return;
        }

        a[last] = value;
        Fill(a, value, last - 1);
    }

    [Frozen]
    private static void FrozenFill(double[] a, double value, int last) => Fill(a, value, last);

    private static double FillFrozen([Frozen] double[] a, double y, int last)
    {
        if (last < 0)
        {
            return y;
        }

        a[last] = 5;
        return FillFrozen(a, y * 2, last - 1);
    }

    private static double SetFrozen([Frozen] double[] a, double y)
    {
        for (int i = 0; i < 2; i++)
        {
            if (y > 100 + i)
            {
                return y;
            }

            a[i] = 5;
        }

        return y * 4;
    }

    private static double Dot(double[] a, double x, int last) => last < 0 ? 0 : a[last] * x * x + Dot(a, x, last - 1);

    private static double Step(double s, double x, int[] counts, int last)
    {
        for (int i = 0; i < counts[last]; i++)
        {
            s *= x;
        }

        return last == 0 ? s : Step(s, x, counts, last - 1);
    }

    private static void Raise(int[] counts, int last)
    {
        if (last >= 0)
        {
            counts[last] = 4 - counts[last];
            Raise(counts, last - 1);
        }
    }
}
