// The arm that was taken is the arm that is reversed.
public static partial class Program
{
    [Differentiable]
    public static double Huber(double residual, double delta)
    {
        double loss;
        if (Math.Abs(residual) <= delta)
        {
            loss = 0.5 * residual * residual;
        }
        else if (residual > 0)
        {
            loss = delta * (residual - 0.5 * delta);
        }
        else
        {
            loss = delta * (-residual - 0.5 * delta);
        }

        return loss * loss;
    }
}

public static class Check
{
    public static (double[], Func<double[], double>, Func<double[], (double, double[])>) Case() => (
        [-2.5, 1.5],
        p => Program.Huber(p[0], p[1]),
        p => { var g = Program.HuberGradient(p[0], p[1]); return (g.Value, [g.Residual, g.Delta]); });
}
