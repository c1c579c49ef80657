// A method that calls itself.
public static partial class Program
{
    [Differentiable]
    public static double Power(double x, int n)
    {
        if (n == 0)
        {
            return 1;
        }

        var half = Power(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [1.1],
        p => Program.Power(p[0], 13),
        p => { var g = Program.PowerGradient(p[0], 13); return (g.Value, [g.X]); });
}
