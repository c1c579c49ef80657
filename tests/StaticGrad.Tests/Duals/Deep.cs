namespace StaticGrad.Tests.Duals;

/// <summary>A recursion whose every level keeps an array.</summary>
public static partial class Deep
{
    public static Dual Chain(Dual x, int n)
    {
        var t = new Dual[3];
        t[0] = x * x;
        t[1] = DualMath.Sin(t[0]);
        t[2] = t[1] * t[0];
        return n == 0 ? t[2] : t[2] + 0.5 * Chain(x + t[1] * 1e-3, n - 1);
    }
}
