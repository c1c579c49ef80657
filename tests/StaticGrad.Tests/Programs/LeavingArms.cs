namespace StaticGrad.Tests.Programs;

public static partial class Regressions
{
    /// <summary>A condition on an element, and an arm that overwrites it and leaves.</summary>
    [Differentiable]
    public static double WritesAndLeaves(double x, Span<double> b, int n)
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
    [Differentiable]
    public static double AtTheLargest(double x)
    {
        double s = x;
        for (int i = int.MaxValue; i > int.MaxValue - 3; i--)
        {
            s = Math.Sin(s) * x;
        }

        for (int i = int.MinValue; i < int.MinValue + 3; i++)
        {
            s = s * s + x;
        }

        return s;
    }
}
