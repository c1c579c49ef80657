namespace StaticGrad.Generator.Tests.Harness;

/// <summary>Methods whose source a program does not have: the tests' own assembly is a library to it.</summary>
public static class Library
{
    public static readonly double[] Table = [2, 3];

    /// <summary>A constant to differentiation.</summary>
    public static double Scale(int n) => n + 0.5;

    public static double Norm(double[] a) => a.Sum(v => v * v);

    public static double Mean(ReadOnlySpan<double> a) => (a[0] + a[1]) / 2;

    public static int Count(double[] a) => a.Length;

    public static void Fill(double[] a, double value) => Array.Fill(a, value);

    public static void FillSpan(Span<double> a, double value) => a.Fill(value);

    public static void Bump(int[] k) => k[0]++;

    public static void Log(double value)
    {
    }
}
