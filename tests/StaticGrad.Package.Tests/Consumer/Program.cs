using StaticGrad;

double[] w = [0.5, -1.0, 2.0];
double[] x = [1.0, 2.0, 3.0];
var (value, dw, db) = Model.LossGradient(w, x, 0.25);
var check = GradCheck.Check(p => Model.Loss(p, x, 0.25), p => Model.LossGradient(p, x, 0.25).W, w);
var line = new Line();
var modelCheck = GradCheck.CheckBackward(
    (line, b) => line.Loss(x, [3, 5, b]),
    (Line line, double b, double seed, ref Line.Gradient gradient, ref double bGradient) =>
    {
        bGradient += seed * -2 * (line.Offset[0] + line.Slope * 3 - b);
        return line.LossBackward(x, [3, 5, b], seed, gradient ??= new(line));
    },
    line, w[2]);
var gradient = new Line.Gradient(line);
var adam = new Adam(0.05);
for (var step = 0; step < 3000; step++)
{
    gradient.Clear();
    line.LossBackward(x, [3, 5, 7], gradient);
    adam.Step(line, gradient);
}

var restored = new Line();
ModelJson.LoadFromString(restored, ModelJson.SaveToString(line));
Console.WriteLine(FormattableString.Invariant(
    $"trained {line.Slope:F3} {line.Offset[0]:F3} state {adam.StateBytes} restored {restored.Slope.Equals(line.Slope)}"));
Console.WriteLine(FormattableString.Invariant($"value {value:R} dw {dw[0]:R} {dw[1]:R} {dw[2]:R} db {db:R}"));
Console.WriteLine($"model {modelCheck} {modelCheck.Elements[1].Name}");
Console.WriteLine(check);
return check.Passes && modelCheck.Passes ? 0 : 1;

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

[Differentiable]
public sealed partial class Line
{
    public double[] Offset = [0];

    [Frozen]
    public double Scale = 1;

    public double Slope { get; private set; }

    [Differentiable]
    public double Loss([Frozen] ReadOnlySpan<double> x, [Frozen] ReadOnlySpan<double> y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = (Slope * x[i] + Offset[0]) * Scale - y[i];
            s += e * e;
        }

        return s;
    }
}
