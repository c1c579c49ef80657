namespace StaticGrad;

/// <summary>
/// A [Differentiable] class, struct or record: a container of parameters. Generated for it; generic code (optimisers, vectors,
/// files) works through this.
/// </summary>
/// <typeparam name="TGradient">The type's own nested <c>Gradient</c>.</typeparam>
public interface IModel<TGradient>
{
    /// <summary>
    /// Shows the visitor each trainable parameter in place, with its gradient, in the order of declaration; nested models
    /// and their arrays in their place. Frozen ones are skipped.
    /// </summary>
    /// <param name="visitor">What is called for each parameter.</param>
    /// <param name="gradient">The gradients, of the model's own shape.</param>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> has another shape; nothing was visited.</exception>
    void VisitParameters(IParameterVisitor visitor, ref TGradient gradient);

    /// <summary>
    /// Shows the visitor every floating-point number that the model holds, frozen ones too, in the same order and with empty
    /// gradients: what a file of the model must keep.
    /// </summary>
    /// <param name="visitor">What is called for each number or array.</param>
    /// <param name="isFrozen">Whether a model around this one is frozen, and all of it with it.</param>
    void VisitState(IParameterVisitor visitor, bool isFrozen = false);
}

/// <summary>A model's gradients: one slot for each trainable parameter, of the same shape.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGradient<TSelf>
{
    /// <summary>Sets every slot to zero.</summary>
    void Clear();

    /// <summary>Adds <paramref name="scale"/> times another model's gradients of the same shape.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> has another shape; nothing was changed.</exception>
    void Add(TSelf other, double scale = 1);

    /// <summary>Multiplies every slot.</summary>
    void Scale(double factor);

    /// <summary>The sum of the squares of all slots.</summary>
    double SquaredNorm();
}

/// <summary>Sees a model's parameters in place, one after the other.</summary>
public interface IParameterVisitor
{
    /// <summary>The parameters that follow belong to a nested model, until <see cref="Leave"/>.</summary>
    /// <param name="member">The field or property that holds it.</param>
    /// <param name="index">Its place when the member is an array, else -1.</param>
    void Enter(string member, int index);

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    void Leave();

    /// <summary>One parameter of double precision; both spans see the model's own storage.</summary>
    /// <param name="parameter">Name, shape and whether it is frozen.</param>
    /// <param name="value">Its numbers, row by row.</param>
    /// <param name="gradient">As many, or none where no gradients are visited.</param>
    void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient);

    /// <inheritdoc cref="Visit(ModelParameter, Span{double}, Span{double})"/>
    void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient);
}

/// <summary>What a parameter is called and how it is laid out.</summary>
public readonly ref struct ModelParameter
{
    /// <summary>Describes a parameter.</summary>
    public ModelParameter(string name, ReadOnlySpan<int> shape, bool isFrozen, int index = -1)
    {
        Name = name;
        Shape = shape;
        IsFrozen = isFrozen;
        Index = index;
    }

    /// <summary>The field or property, as its declaration writes it.</summary>
    public string Name { get; }

    /// <summary>The row of a jagged array, which is a parameter of its own; else -1.</summary>
    public int Index { get; }

    /// <summary>Lengths of the dimensions; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape { get; }

    /// <summary>Whether it is [Frozen], itself or with a model around it.</summary>
    public bool IsFrozen { get; }
}
