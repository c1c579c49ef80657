using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticGrad.CompilerServices;

/// <summary>What the generated <c>Gradient</c> types share. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Models
{
    /// <summary>Zeros of an array's length.</summary>
    public static T[] Zeros<T>(T[]? like) => like is null ? null! : new T[like.Length];

    /// <summary>Zeros of a two-dimensional array's shape.</summary>
    public static T[,] Zeros<T>(T[,]? like) => like is null ? null! : new T[like.GetLength(0), like.GetLength(1)];

    /// <summary>Zeros of a jagged array's shape.</summary>
    public static T[][] Zeros<T>(T[][]? like) => like is null ? null! : Array.ConvertAll(like, row => Zeros(row));

    /// <summary>Gradients for each model of an array.</summary>
    public static TGradient[] Gradients<TModel, TGradient>(TModel[]? models, Func<TModel, TGradient> create) =>
        models is null ? null! : Array.ConvertAll(models, model => model is null ? default! : create(model));

    /// <summary>A scalar as a span of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Place<T>(ref T place) => MemoryMarshal.CreateSpan(ref place, 1);

    /// <summary>The elements of an array; none of one that is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Elements<T>(T[]? array) => array;

    /// <summary>A slot has its parameter's length.</summary>
    /// <exception cref="ArgumentException">It has not; names the gradient and the slot.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fit(Array? slot, Array? parameter, string slotName, string gradientName)
    {
        if ((slot?.Length ?? -1) != (parameter?.Length ?? -1))
        {
            ThrowFit(slotName, gradientName, slot, parameter);
        }
    }

    /// <inheritdoc cref="Fit(Array?, Array?, string, string)"/>
    public static void Fit<T>(T[,]? slot, T[,]? parameter, string slotName, string gradientName)
    {
        Fit((Array?)slot, parameter, slotName, gradientName);
        if (slot is not null && slot.GetLength(0) != parameter!.GetLength(0))
        {
            ThrowFit(slotName, gradientName, slot, parameter);
        }
    }

    /// <inheritdoc cref="Fit(Array?, Array?, string, string)"/>
    public static void Fit<T>(T[][]? slot, T[][]? parameter, string slotName, string gradientName)
    {
        Fit((Array?)slot, parameter, slotName, gradientName);
        for (var i = 0; i < (slot?.Length ?? 0); i++)
        {
            Fit((Array?)slot![i], parameter![i], slotName, gradientName);
        }
    }

    /// <summary>A slot of a nested model is there exactly when the model is.</summary>
    public static bool BothThere([NotNullWhen(true)] object? slot, [NotNullWhen(true)] object? model, string slotName, string gradientName)
    {
        if ((slot is null) != (model is null))
        {
            throw new ArgumentException(
                $"'{slotName}' of '{gradientName}' is {(slot is null ? "missing" : "there")}, but the model's is {(model is null ? "missing" : "there")}: make the gradient for this model.",
                gradientName);
        }

        return slot is not null;
    }

    /// <summary><c>slot += scale · other</c></summary>
    public static void Add(Span<double> slot, ReadOnlySpan<double> other, double scale)
    {
        for (var i = 0; i < slot.Length; i++)
        {
            slot[i] += scale * other[i];
        }
    }

    /// <inheritdoc cref="Add(Span{double}, ReadOnlySpan{double}, double)"/>
    public static void Add(Span<float> slot, ReadOnlySpan<float> other, double scale)
    {
        for (var i = 0; i < slot.Length; i++)
        {
            slot[i] += (float)(scale * other[i]);
        }
    }

    /// <summary>Multiplies each element.</summary>
    public static void Scale(Span<double> slot, double factor)
    {
        for (var i = 0; i < slot.Length; i++)
        {
            slot[i] *= factor;
        }
    }

    /// <inheritdoc cref="Scale(Span{double}, double)"/>
    public static void Scale(Span<float> slot, double factor)
    {
        for (var i = 0; i < slot.Length; i++)
        {
            slot[i] = (float)(factor * slot[i]);
        }
    }

    /// <summary>The sum of the squares.</summary>
    public static double SquaredNorm(ReadOnlySpan<double> slot)
    {
        double sum = 0;
        foreach (var value in slot)
        {
            sum += value * value;
        }

        return sum;
    }

    /// <inheritdoc cref="SquaredNorm(ReadOnlySpan{double})"/>
    public static double SquaredNorm(ReadOnlySpan<float> slot)
    {
        double sum = 0;
        foreach (var value in slot)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    /// <summary>Shows one scalar.</summary>
    public static void VisitScalar<T>(IParameterVisitor visitor, string name, ref T place, Span<T> gradient, bool isFrozen)
        where T : struct =>
        Visit(visitor, new ModelParameter(name, default, isFrozen), Place(ref place), gradient);

    /// <summary>Shows an array, unless it is null.</summary>
    public static void VisitArray<T>(IParameterVisitor visitor, string name, T[]? value, T[]? gradient, bool isFrozen)
        where T : struct =>
        VisitRow(visitor, name, value, gradient, isFrozen, -1);

    /// <summary>Shows a two-dimensional array, unless it is null.</summary>
    public static void VisitGrid<T>(IParameterVisitor visitor, string name, T[,]? value, T[,]? gradient, bool isFrozen)
        where T : struct
    {
        if (value is not null)
        {
            ReadOnlySpan<int> shape = [value.GetLength(0), value.GetLength(1)];
            Visit(visitor, new ModelParameter(name, shape, isFrozen), Grid.Flat(value), Grid.Flat(gradient));
        }
    }

    /// <summary>Shows each row of a jagged array.</summary>
    public static void VisitJagged<T>(IParameterVisitor visitor, string name, T[][]? value, T[][]? gradient, bool isFrozen)
        where T : struct
    {
        for (var i = 0; i < (value?.Length ?? 0); i++)
        {
            VisitRow(visitor, name, value![i], gradient?[i], isFrozen, i);
        }
    }

    /// <summary>Shows the parameters of a nested model.</summary>
    public static void VisitParameters<TModel, TGradient>(
        IParameterVisitor visitor, string name, int index, ref TModel model, ref TGradient gradient)
        where TModel : IModel<TGradient>
    {
        visitor.Enter(name, index);
        model.VisitParameters(visitor, ref gradient);
        visitor.Leave();
    }

    /// <summary>Shows all that a nested model holds.</summary>
    public static void VisitState<TModel, TGradient>(IParameterVisitor visitor, string name, int index, ref TModel model, bool isFrozen)
        where TModel : IModel<TGradient>
    {
        visitor.Enter(name, index);
        model.VisitState(visitor, isFrozen);
        visitor.Leave();
    }

    private static void VisitRow<T>(IParameterVisitor visitor, string name, T[]? value, T[]? gradient, bool isFrozen, int index)
        where T : struct
    {
        if (value is not null)
        {
            var length = value.Length;
            Visit(visitor, new ModelParameter(name, new ReadOnlySpan<int>(in length), isFrozen, index), value, gradient);
        }
    }

    private static void Visit<T>(IParameterVisitor visitor, ModelParameter parameter, Span<T> value, Span<T> gradient)
        where T : struct
    {
        if (typeof(T) == typeof(double))
        {
            visitor.Visit(parameter, MemoryMarshal.Cast<T, double>(value), MemoryMarshal.Cast<T, double>(gradient));
        }
        else
        {
            visitor.Visit(parameter, MemoryMarshal.Cast<T, float>(value), MemoryMarshal.Cast<T, float>(gradient));
        }
    }

    [DoesNotReturn]
    private static void ThrowFit(string slotName, string gradientName, Array? slot, Array? parameter) =>
        throw new ArgumentException(
            $"'{slotName}' of '{gradientName}' has {Shape(slot)}, but the model's has {Shape(parameter)}: make the gradient for this model.",
            gradientName);

    private static string Shape(Array? array) => array switch
    {
        null => "no array",
        { Rank: 2 } => $"{array.GetLength(0)}×{array.GetLength(1)} elements",
        _ => $"{array.Length} elements",
    };
}
