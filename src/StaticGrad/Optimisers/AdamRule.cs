using System.Numerics;
using System.Runtime.InteropServices;

namespace StaticGrad;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share; they differ in where the weight decay goes.</summary>
internal sealed class AdamRule(double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
{
    /// <summary>First and second moments.</summary>
    internal const int Buffers = 2;

    private double _stepSize;
    private double _secondCorrection;
    private double _shrink;

    internal double Beta1 { get; } = HyperParameter.Fraction(beta1, nameof(beta1));

    internal double Beta2 { get; } = HyperParameter.Fraction(beta2, nameof(beta2));

    internal double Epsilon { get; } = HyperParameter.NonNegative(epsilon, nameof(epsilon));

    internal double WeightDecay { get; } = HyperParameter.NonNegative(weightDecay, nameof(weightDecay));

    /// <summary>Computes in double precision what all parameters share at this step.</summary>
    internal void Prepare(long step, double learningRate)
    {
        _stepSize = learningRate / (1 - Math.Pow(Beta1, step));
        _secondCorrection = Math.Sqrt(1 - Math.Pow(Beta2, step));
        _shrink = 1 - learningRate * WeightDecay;
    }

    // As in Sgd: vectors and the numbers left over go through the same operations in the same order.
    internal void Update<T>(Span<T> parameter, ReadOnlySpan<T> gradient, T[][] state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (keep1, take1) = (T.CreateTruncating(Beta1), T.CreateTruncating(1 - Beta1));
        var (keep2, take2) = (T.CreateTruncating(Beta2), T.CreateTruncating(1 - Beta2));
        var stepSize = T.CreateTruncating(_stepSize);
        var correction = T.CreateTruncating(_secondCorrection);
        var epsilon = T.CreateTruncating(Epsilon);
        var decay = T.CreateTruncating(WeightDecay);
        var shrink = T.CreateTruncating(_shrink);
        var (penalises, shrinks) = (!decoupled && WeightDecay != 0, decoupled && WeightDecay != 0);

        gradient = gradient[..parameter.Length];
        var first = state[0].AsSpan(0, parameter.Length);
        var second = state[1].AsSpan(0, parameter.Length);

        var parameters = MemoryMarshal.Cast<T, Vector<T>>(parameter);
        var gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient)[..parameters.Length];
        var firsts = MemoryMarshal.Cast<T, Vector<T>>(first)[..parameters.Length];
        var seconds = MemoryMarshal.Cast<T, Vector<T>>(second)[..parameters.Length];
        var (corrections, epsilons) = (new Vector<T>(correction), new Vector<T>(epsilon));
        for (var i = 0; i < parameters.Length; i++)
        {
            var p = parameters[i];
            var g = penalises ? gradients[i] + p * decay : gradients[i];
            p = shrinks ? p * shrink : p;
            var m = firsts[i] * keep1 + g * take1;
            var v = seconds[i] * keep2 + g * g * take2;
            firsts[i] = m;
            seconds[i] = v;
            parameters[i] = p - m / (Vector.SquareRoot(v) / corrections + epsilons) * stepSize;
        }

        for (var i = parameters.Length * Vector<T>.Count; i < parameter.Length; i++)
        {
            var p = parameter[i];
            var g = penalises ? gradient[i] + p * decay : gradient[i];
            p = shrinks ? p * shrink : p;
            var m = first[i] * keep1 + g * take1;
            var v = second[i] * keep2 + g * g * take2;
            first[i] = m;
            second[i] = v;
            parameter[i] = p - m / (T.Sqrt(v) / correction + epsilon) * stepSize;
        }
    }
}
