namespace StaticGrad;

/// <summary>Adam: <c>torch.optim.Adam</c> without amsgrad.</summary>
/// <remarks>
/// For each number θ with gradient g at step t (from 1), learning rate γ and weight decay λ:
/// <c>g ← g + λθ</c>; <c>m ← β₁m + (1 - β₁)g</c>; <c>v ← β₂v + (1 - β₂)g²</c>;
/// <c>θ ← θ - γ/(1 - β₁ᵗ) · m / (√v/√(1 - β₂ᵗ) + ε)</c>.
/// The state is m and v, two buffers a parameter. Source: PyTorch's documentation of Adam; Kingma and Ba, 2015.
/// </remarks>
public sealed class Adam : Optimizer
{
    private readonly AdamRule _rule;

    /// <summary>Makes the optimiser; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">γ, zero or more.</param>
    /// <param name="beta1">Decay of the first moment, from 0 to below 1.</param>
    /// <param name="beta2">Decay of the second moment, from 0 to below 1.</param>
    /// <param name="epsilon">ε, zero or more, added to the denominator.</param>
    /// <param name="weightDecay">λ, zero or more: an L2 penalty of λ/2·θ², which the moments see; see <see cref="AdamW"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range or not finite.</exception>
    public Adam(
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, AdamRule.Buffers) =>
        _rule = new AdamRule(beta1, beta2, epsilon, weightDecay, decoupled: false);

    /// <summary>Decay of the first moment.</summary>
    public double Beta1 => _rule.Beta1;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 => _rule.Beta2;

    /// <summary>ε.</summary>
    public double Epsilon => _rule.Epsilon;

    /// <summary>λ.</summary>
    public double WeightDecay => _rule.WeightDecay;

    private protected override void Prepare(long step) => _rule.Prepare(step, LearningRate);

    internal override void Update(Span<double> parameter, ReadOnlySpan<double> gradient, double[][] state) =>
        _rule.Update(parameter, gradient, state);

    internal override void Update(Span<float> parameter, ReadOnlySpan<float> gradient, float[][] state) =>
        _rule.Update(parameter, gradient, state);
}
