using System.Runtime.CompilerServices;
using static StaticGrad.Grad;

namespace StaticGrad.Benchmarks.Objectives;

/// <summary>The same method twice: with the markers that differentiation reads, and without.</summary>
public static partial class Inference
{
    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Marked(double[] weights, [Frozen] ReadOnlySpan<double> x, double scale)
    {
        double norm = 0;
        double s = 0;
        using (NoGrad())
        {
            for (int i = 0; i < x.Length; i++)
            {
                norm += weights[i].Detach() * weights[i].Detach();
            }
        }

        var held = weights.Detach();
        for (int i = 0; i < x.Length; i++)
        {
            s += weights[i] * x[i] + held[i] * scale.Detach();
        }

        double result = Retain(s * scale);
        return result / (1 + norm);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Plain(double[] weights, ReadOnlySpan<double> x, double scale)
    {
        double norm = 0;
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            norm += weights[i] * weights[i];
        }

        var held = weights;
        for (int i = 0; i < x.Length; i++)
        {
            s += weights[i] * x[i] + held[i] * scale;
        }

        double result = s * scale;
        return result / (1 + norm);
    }
}
