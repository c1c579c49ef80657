namespace StaticGrad.Tests.Duals;

/// <summary>Arrays in static fields: constants, of which the reverse sweep must come by the same again.</summary>
public static partial class StaticArrays
{
    private static readonly Dual[] s_weights = { 1.5, -0.75, 0.25 };
    private static Dual[] s_changing = { 0.5, 2.5 };

    /// <summary>A length that decides where a loop of an iteration begins.</summary>
    public static Dual LengthInALoop(Dual x, int n)
    {
        Dual y = x;
        for (int i = 0; i < n; i++)
        {
            for (int k = s_weights.Length - 1; k >= 0; k--)
            {
                y = y * x + s_weights[k] * DualMath.Sin(y);
            }
        }

        return y;
    }

    /// <summary>The same of an array that may be another one when the reverse sweep comes.</summary>
    public static Dual LengthOfOneThatChanges(Dual x, int n)
    {
        Dual y = x;
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < s_changing.Length; k++)
            {
                y = y * x + s_changing[k] * DualMath.Sin(y);
            }
        }

        return y;
    }

    public static Dual HandedToARecursion(Dual x, int n)
    {
        Dual s = 0;
        for (int i = 0; i < n; i++)
        {
            s += Polynomial(s_weights, x + s * 0.1, 0) * Polynomial(s_weights.AsSpan(1), x, 0);
        }

        return s;
    }

    public static Dual OneThatChangesOutsideOfALoop(Dual x) => Polynomial(s_changing, x, 0);

    private static Dual Polynomial(ReadOnlySpan<Dual> c, Dual x, int k)
    {
        return k == c.Length ? 0 : c[k] + x * Polynomial(c, x, k + 1);
    }
}
