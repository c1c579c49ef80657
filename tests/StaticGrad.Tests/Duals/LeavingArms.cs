namespace StaticGrad.Tests.Duals;

public static partial class Regressions
{
    /// <summary>A condition on an element, and an arm that overwrites it and leaves.</summary>
    public static Dual WritesAndLeaves(Dual x, Span<Dual> b, int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (b[0] > 1.0)
            {
                return x;
            }

            if (i < n)
            {
                b[0] = b[0] * x + 0.5;
                continue;
            }
        }

        return b[0];
    }

    /// <summary>Few trips at the end of the integers: undoing them must not wrap around.</summary>
    public static Dual AtTheLargest(Dual x)
    {
        Dual s = x;
        for (int i = int.MaxValue; i > int.MaxValue - 3; i--)
        {
            s = DualMath.Sin(s) * x;
        }

        for (int i = int.MinValue; i < int.MinValue + 3; i++)
        {
            s = s * s + x;
        }

        return s;
    }
}
