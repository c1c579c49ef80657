namespace StaticGrad.Tests.Duals;

public static partial class Regressions
{
    /// <summary>Text with quotation marks and braces at its ends, in an interpolated string.</summary>
    public static Dual QuotedText(Dual x)
    {
        if (x < 0)
        {
            throw new ArgumentException($"\"{x}\" is bad {{\"}}\"");
        }

        return x * x;
    }

    /// <summary>An array of an iteration of which the reverse sweep needs only the length.</summary>
    public static Dual LengthOfAnIteration(Dual x, int n)
    {
        Dual s = 0;
        for (int i = 0; i < n; i++)
        {
            var t = new Dual[3];
            t[0] = x;
            s += t[i % t.Length];
        }

        return s;
    }

    /// <summary>A table of constants that a method fills.</summary>
    public static Dual FilledTable(ReadOnlySpan<Dual> x)
    {
        var w = new Dual[x.Length];
        Fill(w);
        Dual s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += w[i] * x[i] * x[i];
        }

        return s;
    }

    private static void Fill(Dual[] w)
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
