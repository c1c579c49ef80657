using System.Numerics;
using System.Runtime.InteropServices;

namespace StaticGrad;

/// <summary>
/// Gradient descent, with momentum if wanted: <c>torch.optim.SGD</c> with dampening 0.
/// </summary>
/// <remarks>
/// For each number θ with gradient g, learning rate γ, momentum μ and weight decay λ:
/// <c>g ← g + λθ</c>; with momentum <c>b ← μb + g</c>, then <c>g ← g + μb</c> (Nesterov) or <c>g ← b</c>;
/// <c>θ ← θ - γg</c>. The state is b, one buffer a parameter, and none without momentum.
/// Source: PyTorch's documentation of SGD; Sutskever et al., 2013.
/// </remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>Makes the optimiser; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">γ, zero or more.</param>
    /// <param name="momentum">μ, zero or more; 0 keeps no state.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum, which must then be positive.</param>
    /// <param name="weightDecay">λ, zero or more: an L2 penalty of λ/2·θ².</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range or not finite, or Nesterov without momentum.</exception>
    public Sgd(double learningRate = 1e-3, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate, momentum == 0 ? 0 : 1)
    {
        Momentum = HyperParameter.NonNegative(momentum, nameof(momentum));
        WeightDecay = HyperParameter.NonNegative(weightDecay, nameof(weightDecay));
        Nesterov = nesterov;
        if (nesterov && momentum == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Nesterov needs a positive 'momentum'.");
        }
    }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    public bool Nesterov { get; }

    /// <summary>λ.</summary>
    public double WeightDecay { get; }

    internal override void Update(Span<double> parameter, ReadOnlySpan<double> gradient, double[][] state) =>
        UpdateAny(parameter, gradient, state);

    internal override void Update(Span<float> parameter, ReadOnlySpan<float> gradient, float[][] state) =>
        UpdateAny(parameter, gradient, state);

    private void UpdateAny<T>(Span<T> parameter, ReadOnlySpan<T> gradient, T[][] state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (state.Length == 0)
        {
            Descend(parameter, gradient);
        }
        else
        {
            DescendWithMomentum(parameter, gradient, state[0]);
        }
    }

    // Vectors and the numbers left over go through the same operations in the same order: the result does not depend on the
    // width of the machine's vectors. Decay is skipped where it is 0, for 0 * ∞ is not 0.
    private void Descend<T>(Span<T> parameter, ReadOnlySpan<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rate = T.CreateTruncating(LearningRate);
        var decay = T.CreateTruncating(WeightDecay);
        var decays = WeightDecay != 0;
        gradient = gradient[..parameter.Length];

        var parameters = MemoryMarshal.Cast<T, Vector<T>>(parameter);
        var gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient)[..parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var p = parameters[i];
            var g = decays ? gradients[i] + p * decay : gradients[i];
            parameters[i] = p - g * rate;
        }

        for (var i = parameters.Length * Vector<T>.Count; i < parameter.Length; i++)
        {
            var p = parameter[i];
            var g = decays ? gradient[i] + p * decay : gradient[i];
            parameter[i] = p - g * rate;
        }
    }

    private void DescendWithMomentum<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> momentum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rate = T.CreateTruncating(LearningRate);
        var keep = T.CreateTruncating(Momentum);
        var decay = T.CreateTruncating(WeightDecay);
        var decays = WeightDecay != 0;
        var nesterov = Nesterov;
        gradient = gradient[..parameter.Length];
        momentum = momentum[..parameter.Length];

        var parameters = MemoryMarshal.Cast<T, Vector<T>>(parameter);
        var gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient)[..parameters.Length];
        var momenta = MemoryMarshal.Cast<T, Vector<T>>(momentum)[..parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var p = parameters[i];
            var g = decays ? gradients[i] + p * decay : gradients[i];
            var b = momenta[i] * keep + g;
            momenta[i] = b;
            parameters[i] = p - (nesterov ? g + b * keep : b) * rate;
        }

        for (var i = parameters.Length * Vector<T>.Count; i < parameter.Length; i++)
        {
            var p = parameter[i];
            var g = decays ? gradient[i] + p * decay : gradient[i];
            var b = momentum[i] * keep + g;
            momentum[i] = b;
            parameter[i] = p - (nesterov ? g + b * keep : b) * rate;
        }
    }
}
