namespace StaticGrad.Tests.Programs;

/// <summary>Conditions of every form; the arm not taken is never evaluated.</summary>
public static partial class Branches
{
    [Differentiable]
    public static double IfElse(double x, double y)
    {
        double r;
        if (x > y)
        {
            r = x * x - y;
        }
        else
        {
            r = Math.Sin(y) * x;
        }

        return r * y;
    }

    [Differentiable]
    public static double Chain(double x)
    {
        double r = x;
        if (x < -1)
        {
            r = -x * x;
        }
        else if (x < 0)
        {
            r = Math.Exp(x);
        }
        else if (x < 1)
        {
            if (x < 0.5)
            {
                r *= x;
            }
            else
            {
                r += Math.Sqrt(x);
            }
        }

        return r + x * r;
    }

    [Differentiable]
    public static double Conditional(double x, double y) =>
        x > 0 ? y > 0 ? x * y : x / (y - 1) : y > 0 ? Math.Exp(x) * y : 0;

    /// <summary>NaN and infinity stay in the arm that is not taken.</summary>
    [Differentiable]
    public static double Guarded(double x, double y)
    {
        double sinc = x != 0 ? Math.Sin(x) / x : 1;
        double log = x > 0 ? Math.Log(x) * Math.Sqrt(x) : 0;
        return sinc * y + log * y + (y > 0 && Math.Log(y) > 0.5 || x < -100 ? Math.Sqrt(y - 1) : y);
    }

    /// <summary>The condition's variable changes behind the branch.</summary>
    [Differentiable]
    public static double ConditionChanges(double x, double y)
    {
        bool flip = x > y;
        if (flip)
        {
            x = x * y;
        }

        flip = !flip;
        if (flip)
        {
            y = y * x * x;
        }

        if (x > 0)
        {
            x = -x * y;
        }

        if (x > 0)
        {
            x = 5;
        }

        flip ^= x < y;
        flip &= y > -100;
        flip |= x > 100;
        return flip ? x * y : x - y * y;
    }

    /// <summary>Assignments inside conditions happen only where the condition is evaluated.</summary>
    [Differentiable]
    public static double AssignsInConditions(double x, double y)
    {
        double z = y;
        if (x > 0 && (z = x * y) > 0.1 && (y = z * z) < 100)
        {
            z += y;
        }

        if (x > 1 || (x = x + z) > 2)
        {
            z *= x;
        }

        return z * y + x;
    }

    [Differentiable]
    public static double OneArmOnly(double x, double y)
    {
        double r = x * y;
        double kept = r;
        if (y > 0)
        {
            kept = r * r;
            r = 3;
        }

        if (x > 10)
        {
            r = x;
        }

        return r * x + kept * r;
    }

    /// <summary>The opposite of a comparison is not the other comparison where a NaN comes.</summary>
    [Differentiable]
    public static double NotLess([Frozen] double x, double y)
    {
        double r = 1;
        if (!(x < y))
        {
            r = y * 2;
        }

        if (!(x >= y))
        {
            r *= y;
        }
        else
        {
            r -= y;
        }

        return r;
    }

    [Differentiable]
    public static double Median(double a, double b, double c)
    {
        if (a > b)
        {
            (a, b) = (b, a);
        }

        if (b > c)
        {
            (b, c) = (c, b);
        }

        if (a > b)
        {
            (a, b) = (b, a);
        }

        return b * b + 0.1 * a * c;
    }

    /// <summary>Conditions of integers, mixed types in the arms.</summary>
    [Differentiable]
    public static double IntegerConditions(double x, int n)
    {
        double r = n % 2 == 0 ? x : 1;
        r *= n > 3 ? n : x;
        int k = n > 0 ? n : -n;
        if ((k & 1) != 0 ^ n > 4)
        {
            r += k * x * x;
        }

        return r;
    }
}
