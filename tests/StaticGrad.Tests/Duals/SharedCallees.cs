namespace StaticGrad.Tests.Duals;

/// <summary>Calls that are not inlined, several to one value: each takes a cotangent that the other must not change.</summary>
public static partial class SharedCallees
{
    public static Dual Sum(Dual x) => x + (Repeated(x) + Repeated(x));

    public static Dual Compound(Dual x)
    {
        Dual s = x;
        s += Repeated(s) * 2 + Repeated(s) * 3;
        return s;
    }

    public static Dual InTurn(Dual x, Dual y)
    {
        Dual s = x * 2;
        for (int i = 0; i < 3; i++)
        {
            Dual a = Repeated(s);
            Dual b = Repeated(s * y);
            s += a;
            s += b;
        }

        return s + Repeated(y) + Repeated(y);
    }

    private static Dual Repeated(Dual x)
    {
        for (int i = 0; i < 2; i++)
        {
            if (x > 50)
            {
                return x;
            }

            x = DualMath.Sin(x);
        }

        return x;
    }
}
