namespace StaticGrad.Tests.Programs;

/// <summary>Arrays in static fields: constants, of which the reverse sweep must come by the same again.</summary>
public static partial class StaticArrays
{
    private static readonly double[] s_weights = { 1.5, -0.75, 0.25 };
    private static double[] s_changing = { 0.5, 2.5 };

    /// <summary>A length that decides where a loop of an iteration begins.</summary>
    [Differentiable]
    public static double LengthInALoop(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            for (int k = s_weights.Length - 1; k >= 0; k--)
            {
                y = y * x + s_weights[k] * Math.Sin(y);
            }
        }

        return y;
    }

    /// <summary>The same of an array that may be another one when the reverse sweep comes.</summary>
    [Differentiable]
    public static double LengthOfOneThatChanges(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < s_changing.Length; k++)
            {
                y = y * x + s_changing[k] * Math.Sin(y);
            }
        }

        return y;
    }

    [Differentiable]
    public static double HandedToARecursion(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            s += Polynomial(s_weights, x + s * 0.1, 0) * Polynomial(s_weights.AsSpan(1), x, 0);
        }

        return s;
    }

    [Differentiable]
    public static double OneThatChangesOutsideOfALoop(double x) => Polynomial(s_changing, x, 0);

    private static double Polynomial(ReadOnlySpan<double> c, double x, int k)
    {
        return k == c.Length ? 0 : c[k] + x * Polynomial(c, x, k + 1);
    }
}
