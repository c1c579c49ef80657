// Names that are in the way: a keyword, the result, the seed, a local called as an adjoint; nesting and defaults.
public partial record Outer
{
    internal partial struct Inner
    {
        [Differentiable(Name = "Slope")]
        internal static double Curve(double @base, double value, in double seed, double factor = 2)
        {
            var baseAdjoint = @base * factor;
            var seedGradient = baseAdjoint * value;
            return seedGradient * seed + value;
        }
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [0.5, 1.5, -2.0],
        p => Outer.Inner.Curve(p[0], p[1], p[2]),
        p =>
        {
            var g = Outer.Inner.SlopeGradient(p[0], p[1], p[2]);
            return (g.Value, [g.Base, g.ValueGradient, g.Seed]);
        });
}
