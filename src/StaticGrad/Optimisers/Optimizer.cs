namespace StaticGrad;

/// <summary>
/// Changes parameters in place, against their gradients. One optimiser serves one model (or one array) and remembers by the
/// order of visiting what its rule needs, for the trainable parameters alone: frozen ones cost nothing.
/// </summary>
/// <remarks>
/// The first step allocates the state, later ones nothing. Float parameters are updated in float arithmetic, as in PyTorch.
/// Not for use by several threads at once. A parameter that a model reaches in two ways is stepped once for each.
/// </remarks>
public abstract class Optimizer
{
    private readonly OptimizerState _state;
    private double _learningRate;

    private protected Optimizer(double learningRate, int buffers)
    {
        _learningRate = HyperParameter.NonNegative(learningRate, nameof(learningRate));
        _state = new OptimizerState(this, buffers);
    }

    /// <summary>The size of a step; may be set between steps, see <see cref="LearningRateSchedule"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, an infinity or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = HyperParameter.NonNegative(value, nameof(LearningRate));
    }

    /// <summary>How many steps were made since the beginning or the last <see cref="Reset"/>.</summary>
    public long StepCount { get; private set; }

    /// <summary>Bytes of state (momentum, moments) in memory; 0 before the first step.</summary>
    public long StateBytes => _state.Bytes;

    /// <summary>Changes a model's trainable parameters in place by one step.</summary>
    /// <param name="model">The model; the same, or one of the same shape, at every step.</param>
    /// <param name="gradient">Its gradients; they are only read: clear them before the next backward pass.</param>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> has another shape than the model; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The number, lengths or types of the parameters are not those of the first step; names the parameter; nothing was changed.
    /// </exception>
    public void Step<TModel, TGradient>(TModel model, TGradient gradient)
        where TModel : class, IModel<TGradient>
    {
        ArgumentNullException.ThrowIfNull(model);
        ThrowIfNull(gradient);
        _state.BeginCheck();
        model.VisitParameters(_state, ref gradient);
        BeginUpdate();
        model.VisitParameters(_state, ref gradient);
    }

    /// <inheritdoc cref="Step{TModel, TGradient}(TModel, TGradient)"/>
    /// <remarks>For structs: by reference, so that their own fields change, and without boxing.</remarks>
    public void Step<TModel, TGradient>(ref TModel model, TGradient gradient)
        where TModel : struct, IModel<TGradient>
    {
        ThrowIfNull(gradient);
        _state.BeginCheck();
        model.VisitParameters(_state, ref gradient);
        BeginUpdate();
        model.VisitParameters(_state, ref gradient);
    }

    /// <summary>Changes numbers that stand in no model by one step. All of them in one call: each call is a step.</summary>
    /// <param name="parameters">The numbers, changed in place; as many at every step.</param>
    /// <param name="gradient">Their gradient, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// Length or type is not that of the first step; nothing was changed.
    /// </exception>
    public void Step(Span<double> parameters, ReadOnlySpan<double> gradient)
    {
        var info = new ModelParameter(nameof(parameters), [], isFrozen: false);
        _state.BeginCheck();
        _state.Visit(info, parameters, gradient);
        BeginUpdate();
        _state.Visit(info, parameters, gradient);
    }

    /// <inheritdoc cref="Step(Span{double}, ReadOnlySpan{double})"/>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        var info = new ModelParameter(nameof(parameters), [], isFrozen: false);
        _state.BeginCheck();
        _state.Visit(info, parameters, gradient);
        BeginUpdate();
        _state.Visit(info, parameters, gradient);
    }

    /// <summary>Forgets the state and the parameters' shapes, as if no step had been made. The learning rate stays.</summary>
    public void Reset()
    {
        _state.Forget();
        StepCount = 0;
    }

    /// <summary>Once a step, before the parameters: computes what they share.</summary>
    /// <param name="step">From 1.</param>
    private protected virtual void Prepare(long step)
    {
    }

    /// <summary>Updates one parameter; all spans and buffers have its length.</summary>
    internal abstract void Update(Span<double> parameter, ReadOnlySpan<double> gradient, double[][] state);

    /// <inheritdoc cref="Update(Span{double}, ReadOnlySpan{double}, double[][])"/>
    internal abstract void Update(Span<float> parameter, ReadOnlySpan<float> gradient, float[][] state);

    private void BeginUpdate()
    {
        _state.BeginUpdate();
        StepCount++;
        Prepare(StepCount);
    }

    private static void ThrowIfNull<TGradient>(TGradient gradient)
    {
        if (gradient is null)
        {
            throw new ArgumentNullException(nameof(gradient));
        }
    }
}
