namespace StaticGrad.Tests.Duals;

/// <summary>Conditions of every form; the arm not taken is never evaluated.</summary>
public static partial class Branches
{
    public static Dual IfElse(Dual x, Dual y)
    {
        Dual r;
        if (x > y)
        {
            r = x * x - y;
        }
        else
        {
            r = DualMath.Sin(y) * x;
        }

        return r * y;
    }

    public static Dual Chain(Dual x)
    {
        Dual r = x;
        if (x < -1)
        {
            r = -x * x;
        }
        else if (x < 0)
        {
            r = DualMath.Exp(x);
        }
        else if (x < 1)
        {
            if (x < 0.5)
            {
                r *= x;
            }
            else
            {
                r += DualMath.Sqrt(x);
            }
        }

        return r + x * r;
    }

    public static Dual Conditional(Dual x, Dual y) =>
        x > 0 ? y > 0 ? x * y : x / (y - 1) : y > 0 ? DualMath.Exp(x) * y : 0;

    /// <summary>NaN and infinity stay in the arm that is not taken.</summary>
    public static Dual Guarded(Dual x, Dual y)
    {
        Dual sinc = x != 0 ? DualMath.Sin(x) / x : 1;
        Dual log = x > 0 ? DualMath.Log(x) * DualMath.Sqrt(x) : 0;
        return sinc * y + log * y + (y > 0 && DualMath.Log(y) > 0.5 || x < -100 ? DualMath.Sqrt(y - 1) : y);
    }

    /// <summary>The condition's variable changes behind the branch.</summary>
    public static Dual ConditionChanges(Dual x, Dual y)
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
    public static Dual AssignsInConditions(Dual x, Dual y)
    {
        Dual z = y;
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

    public static Dual OneArmOnly(Dual x, Dual y)
    {
        Dual r = x * y;
        Dual kept = r;
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
    public static Dual NotLess(Dual x, Dual y)
    {
        Dual r = 1;
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

    public static Dual Median(Dual a, Dual b, Dual c)
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
    public static Dual IntegerConditions(Dual x, int n)
    {
        Dual r = n % 2 == 0 ? x : 1;
        r *= n > 3 ? n : x;
        int k = n > 0 ? n : -n;
        if ((k & 1) != 0 ^ n > 4)
        {
            r += k * x * x;
        }

        return r;
    }
}
