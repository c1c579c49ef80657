using System;

namespace Zoo.Plain;

/// <summary>What has a derivative: half-typed, each of these is a method that almost has one.</summary>
public static class Plain
{
    private static readonly double[] Table = [1.0, 2.0];

    public static double Polynomial(double x, double y) => x * x * y - 3 * y + Table[0];

    public static double Loss(ReadOnlySpan<double> w, double[] x, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            double e = w[0] * Math.Exp(-w[1] * x[i]) - x[^1];
            if (e > 10) { break; }
            else if (e < -10) { continue; }

            sum += e * e / (1 + i);
        }

        return sum > 5 ? Math.Sqrt(sum) : Helper(sum, n);
    }

    public static void Fill(double[] x, Span<double> y) { for (var i = 0; i < y.Length; i++) { y[i] = x[i] * y[i]; } }

    public static double Power(double x, int n) => n == 0 ? 1 : Power(x, n - 1) * x;

    public static float While(float x) { var k = 0; while (x < 100f) { x *= 1.5f; k++; if (k > 20) { return x * k; } } return x; }

    public static double ForEach(double[] a, double x) { foreach (var v in a) { x += v * x; } do { x /= 2; } while (x > 1); return x; }

    public static double Local(double x) { var a = new double[3]; a[0] = x; a[1] = a[0] * x; (a[0], a[1]) = (a[1], a[0]); var (s, c) = Math.SinCos(x); return a[0] * s + c * a[1]; }

    private static double Helper(double s, int n) => n > 2 ? s * n : throw new ArgumentException("too few", nameof(n));
}

public class Layer(int n)
{
    private readonly double[] _weights = new double[n];
    public double Bias { get; set; } = 0.5;
    public double[][] Rows = [[1.0], [2.0]];
    public double[,] Grid = new double[2, 2];

    public double Forward(double[] x) { var s = Bias; for (var i = 0; i < x.Length; i++) { s += _weights[i] * x[i] * Grid[0, 1]; } return Math.Tanh(s) * Rows[0][0]; }
}

public struct Net
{
    public Layer First;
    public Layer[] More;
    public float Scale;

    public readonly double Run(double[] x) { var s = First.Forward(x) * Scale; foreach (var layer in More) { s += layer.Forward(x); } return s; }
}
