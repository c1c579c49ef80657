using System.Buffers;

namespace StaticGrad;

/// <summary>
/// A model's trainable parameters, one by one in place, or all of them as one vector. Frozen ones are skipped everywhere.
/// </summary>
/// <remarks>
/// A vector holds the parameters in the order of visiting (declaration, nested models in their place), arrays row by row, a float
/// as the double of the same value; a double restored to a float parameter is rounded to the nearest float. What
/// writes takes a struct by reference; what only reads takes a struct as it is (and boxes a copy).
/// </remarks>
public static class ModelParameters
{
    /// <summary>Calls an action for each trainable parameter, with its full name, its numbers and their gradient.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gradient">Its gradients.</param>
    /// <param name="doubles">Called for parameters of type double.</param>
    /// <param name="floats">Called for parameters of type float.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="gradient"/> has another shape; or a parameter has a type for which no action is given (names it); or the
    /// model is a boxed struct. No action was called.
    /// </exception>
    public static void ForEach<TGradient>(
        this IModel<TGradient> model,
        TGradient gradient,
        ParameterAction<double>? doubles,
        ParameterAction<float>? floats = null)
        where TGradient : class
    {
        ThrowIfBoxed(model);
        ArgumentNullException.ThrowIfNull(gradient);
        model.VisitParameters(new ActionCheck(doubles is not null, floats is not null), ref gradient);
        model.VisitParameters(new ActionVisitor(doubles, floats), ref gradient);
    }

    /// <inheritdoc cref="ForEach{TGradient}(IModel{TGradient}, TGradient, ParameterAction{double}, ParameterAction{float})"/>
    /// <remarks>For structs: both by reference, so that writing to the spans changes their own fields.</remarks>
    public static void ForEach<TModel, TGradient>(
        ref TModel model,
        ref TGradient gradient,
        ParameterAction<double>? doubles,
        ParameterAction<float>? floats = null)
        where TModel : struct, IModel<TGradient>
    {
        model.VisitParameters(new ActionCheck(doubles is not null, floats is not null), ref gradient);
        model.VisitParameters(new ActionVisitor(doubles, floats), ref gradient);
    }

    /// <summary>How many numbers the trainable parameters hold together: the length of the model's vector.</summary>
    public static long ParameterCount<TGradient>(this IModel<TGradient> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var count = new CountVisitor();
        model.VisitState(count);
        return count.Count;
    }

    /// <summary>Copies the trainable parameters to one vector.</summary>
    /// <param name="model">The model.</param>
    /// <param name="vector">Takes them; <see cref="ParameterCount{TGradient}(IModel{TGradient})"/> long.</param>
    /// <exception cref="ArgumentException">The vector has another length (names both); nothing was written.</exception>
    public static void CopyParametersTo<TGradient>(this IModel<TGradient> model, Span<double> vector)
    {
        ThrowIfOtherLength(model.ParameterCount(), vector.Length);
        using var copy = new VectorVisitor(vector.Length);
        model.VisitState(copy);
        copy.Numbers.CopyTo(vector);
    }

    /// <summary>Restores the trainable parameters from one vector, in place.</summary>
    /// <param name="model">The model: a class.</param>
    /// <param name="vector">Their numbers, <see cref="ParameterCount{TGradient}(IModel{TGradient})"/> of them.</param>
    /// <exception cref="ArgumentException">
    /// The vector has another length (names both), or the model is a boxed struct; the model was not changed.
    /// </exception>
    public static void CopyParametersFrom<TGradient>(this IModel<TGradient> model, ReadOnlySpan<double> vector)
    {
        ThrowIfBoxed(model);
        ThrowIfOtherLength(model.ParameterCount(), vector.Length);
        using var copy = new VectorVisitor(vector.Length) { Writes = true };
        vector.CopyTo(copy.Numbers);
        model.VisitState(copy);
    }

    /// <inheritdoc cref="CopyParametersFrom{TGradient}(IModel{TGradient}, ReadOnlySpan{double})"/>
    /// <remarks>For structs. C# cannot infer the types: <c>CopyParametersFrom&lt;Affine, Affine.Gradient>(ref model, vector)</c>.</remarks>
    public static void CopyParametersFrom<TModel, TGradient>(ref TModel model, ReadOnlySpan<double> vector)
        where TModel : struct, IModel<TGradient>
    {
        var count = new CountVisitor();
        model.VisitState(count);
        ThrowIfOtherLength(count.Count, vector.Length);
        using var copy = new VectorVisitor(vector.Length) { Writes = true };
        vector.CopyTo(copy.Numbers);
        model.VisitState(copy);
    }

    /// <summary>Copies the gradients to one vector, in the order of <c>CopyParametersTo</c>.</summary>
    /// <param name="model">The model that the gradients belong to.</param>
    /// <param name="gradient">The gradients.</param>
    /// <param name="vector">Takes them; <see cref="ParameterCount{TGradient}(IModel{TGradient})"/> long.</param>
    /// <exception cref="ArgumentException">
    /// The vector has another length (names both), or the gradients another shape; nothing was written.
    /// </exception>
    public static void CopyGradientsTo<TGradient>(this IModel<TGradient> model, TGradient gradient, Span<double> vector)
    {
        ThrowIfOtherLength(model.ParameterCount(), vector.Length);
        if (gradient is null)
        {
            throw new ArgumentNullException(nameof(gradient));
        }

        using var copy = new VectorVisitor(vector.Length) { OfGradients = true };
        model.VisitParameters(copy, ref gradient);
        copy.Numbers.CopyTo(vector);
    }

    /// <summary>A struct behind an interface is a copy in a box: writing to it would change nothing that the caller sees.</summary>
    internal static void ThrowIfBoxed<TGradient>(IModel<TGradient> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.GetType().IsValueType)
        {
            throw new ArgumentException(
                $"{model.GetType().Name} is a struct, and only a copy of it would be changed: "
                + "pass it by reference, to the overload that takes 'ref'.",
                nameof(model));
        }
    }

    private static void ThrowIfOtherLength(long model, int vector)
    {
        if (model != vector)
        {
            throw new ArgumentException(
                $"The vector has {vector} elements, and the model has {model} trainable numbers.", nameof(vector));
        }
    }

    private abstract class Visitor : IParameterVisitor
    {
        public virtual void Enter(string member, int index)
        {
        }

        public virtual void Leave()
        {
        }

        public abstract void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient);

        public abstract void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient);
    }

    private sealed class CountVisitor : Visitor
    {
        public long Count { get; private set; }

        public override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient) =>
            Count += parameter.IsFrozen ? 0 : value.Length;

        public override void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient) =>
            Count += parameter.IsFrozen ? 0 : value.Length;
    }

    private abstract class NamingVisitor : Visitor
    {
        protected ParameterPath Path { get; } = new();

        public override void Enter(string member, int index) => Path.Enter(member, index);

        public override void Leave() => Path.Leave();
    }

    private sealed class ActionCheck(bool doubles, bool floats) : NamingVisitor
    {
        public override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient) =>
            Check(parameter, doubles, "double");

        public override void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient) =>
            Check(parameter, floats, "float");

        private void Check(ModelParameter parameter, bool given, string type)
        {
            if (!given)
            {
                throw new ArgumentException($"'{Path.Of(parameter)}' is of type {type}: pass an action for it.", type + "s");
            }
        }
    }

    private sealed class ActionVisitor(ParameterAction<double>? doubles, ParameterAction<float>? floats) : NamingVisitor
    {
        public override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient) =>
            doubles!(Path.Of(parameter), value, gradient);

        public override void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient) =>
            floats!(Path.Of(parameter), value, gradient);
    }

    /// <summary>Copies between the parameters and a pooled buffer, for no object can hold the caller's span.</summary>
    private sealed class VectorVisitor(int length) : Visitor, IDisposable
    {
        private readonly double[] _buffer = ArrayPool<double>.Shared.Rent(length);
        private int _next;

        public bool Writes { get; init; }

        public bool OfGradients { get; init; }

        public Span<double> Numbers => _buffer.AsSpan(0, length);

        public override void Visit(ModelParameter parameter, Span<double> value, Span<double> gradient)
        {
            if (parameter.IsFrozen)
            {
                return;
            }

            var numbers = Numbers.Slice(_next, value.Length);
            _next += value.Length;
            if (Writes)
            {
                numbers.CopyTo(value);
            }
            else
            {
                (OfGradients ? gradient : value).CopyTo(numbers);
            }
        }

        public override void Visit(ModelParameter parameter, Span<float> value, Span<float> gradient)
        {
            if (parameter.IsFrozen)
            {
                return;
            }

            var numbers = Numbers.Slice(_next, value.Length);
            _next += value.Length;
            var singles = OfGradients ? gradient : value;
            for (var i = 0; i < numbers.Length; i++)
            {
                if (Writes)
                {
                    singles[i] = (float)numbers[i];
                }
                else
                {
                    numbers[i] = singles[i];
                }
            }
        }

        public void Dispose() => ArrayPool<double>.Shared.Return(_buffer);
    }
}
