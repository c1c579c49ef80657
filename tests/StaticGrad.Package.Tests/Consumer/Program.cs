using StaticGrad;

double[] w = [0.5, -1.0, 2.0];
double[] x = [1.0, 2.0, 3.0];
var (value, dw, db) = Model.LossGradient(w, x, 0.25);
var check = GradCheck.Check(p => Model.Loss(p, x, 0.25), p => Model.LossGradient(p, x, 0.25).W, w);
Console.WriteLine(FormattableString.Invariant($"value {value:R} dw {dw[0]:R} {dw[1]:R} {dw[2]:R} db {db:R}"));
Console.WriteLine(check);
return check.Passes ? 0 : 1;

public static partial class Model
{
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> w, [Frozen] ReadOnlySpan<double> x, double b)
    {
        double s = b;
        for (int i = 0; i < w.Length; i++)
        {
            s += w[i] * x[i];
        }

        return s * s + Power(s, 3);
    }

    private static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
}
