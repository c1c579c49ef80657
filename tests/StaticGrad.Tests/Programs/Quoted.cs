namespace StaticGrad.Tests.Programs;

public static partial class Regressions
{
    /// <summary>Text with quotation marks and braces at its ends, in an interpolated string.</summary>
    [Differentiable]
    public static double QuotedText(double x)
    {
        if (x < 0)
        {
            throw new ArgumentException($"\"{x}\" is bad {{\"}}\"");
        }

        return x * x;
    }

    /// <summary>An array of an iteration of which the reverse sweep needs only the length.</summary>
    [Differentiable]
    public static double LengthOfAnIteration(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            var t = new double[3];
            t[0] = x;
            s += t[i % t.Length];
        }

        return s;
    }

    /// <summary>A table of constants that a method fills.</summary>
    [Differentiable]
    public static double FilledTable(ReadOnlySpan<double> x)
    {
        var w = new double[x.Length];
        Fill(w);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += w[i] * x[i] * x[i];
        }

        return s;
    }

    private static void Fill(double[] w)
    {
        for (int i = 0; i < w.Length; i++)
        {
            w[i] = 1.0 / (i + 1);
            if (i > 100)
            {
                return;
            }
        }
    }
}
