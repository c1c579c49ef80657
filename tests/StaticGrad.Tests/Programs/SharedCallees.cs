namespace StaticGrad.Tests.Programs;

/// <summary>Calls that are not inlined, several to one value: each takes a cotangent that the other must not change.</summary>
public static partial class SharedCallees
{
    [Differentiable]
    public static double Sum(double x) => x + (Repeated(x) + Repeated(x));

    [Differentiable]
    public static double Compound(double x)
    {
        double s = x;
        s += Repeated(s) * 2 + Repeated(s) * 3;
        return s;
    }

    [Differentiable]
    public static double InTurn(double x, double y)
    {
        double s = x * 2;
        for (int i = 0; i < 3; i++)
        {
            double a = Repeated(s);
            double b = Repeated(s * y);
            s += a;
            s += b;
        }

        return s + Repeated(y) + Repeated(y);
    }

    private static double Repeated(double x)
    {
        for (int i = 0; i < 2; i++)
        {
            if (x > 50)
            {
                return x;
            }

            x = Math.Sin(x);
        }

        return x;
    }
}
