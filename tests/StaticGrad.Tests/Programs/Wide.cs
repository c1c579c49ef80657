namespace StaticGrad.Tests.Programs;

/// <summary>A loop whose every iteration saves a hundred values: the sum of sqrt(x * x + 100).</summary>
public static partial class Wide
{
    [Differentiable]
    public static double Tower(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (var item in x)
        {
            sum += Ten(Ten(Ten(Ten(Ten(Ten(Ten(Ten(Ten(Ten(item))))))))));
        }

        return sum;
    }

    private static double Ten(double x) => Step(Step(Step(Step(Step(Step(Step(Step(Step(Step(x))))))))));

    private static double Step(double x) => Math.Sqrt(1 + x * x);
}
