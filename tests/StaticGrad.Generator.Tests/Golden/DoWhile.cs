// A do loop inside a counted one, with conditions of several parts.
public static partial class Program
{
    [Differentiable]
    public static double Collatz(double x, int rounds)
    {
        var sum = 0.0;
        for (var i = 0; i < rounds; i++)
        {
            var value = x + i;
            var steps = 0;
            do
            {
                value = value > 2 || steps > 3 ? value / 2 : value * value + 0.5;
                steps++;
            }
            while (value < 3 && steps < 6);
            sum += value * steps;
        }

        return sum;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.9],
        p => Program.Collatz(p[0], 3),
        p => { var g = Program.CollatzGradient(p[0], 3); return (g.Value, [g.X]); });
}
