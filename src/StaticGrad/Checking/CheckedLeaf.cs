namespace StaticGrad;

/// <summary>A leaf as a row of numbers that can be moved one by one, and its gradient as as many numbers.</summary>
internal abstract class CheckedLeaf(string name)
{
    internal string Name { get; } = name;

    /// <summary>The numbers at the point.</summary>
    internal double[] Point { get; private protected set; } = [];

    /// <summary>The numbers that the next evaluation sees.</summary>
    internal double[] Current { get; private protected set; } = [];

    /// <summary>What <c>Read</c> was given last.</summary>
    internal double[] Gradient { get; private protected set; } = [];

    /// <summary>The object that is moved in place; null for what is handed out in copies.</summary>
    internal virtual object? Shared => null;

    internal abstract bool IsSingle(int index);

    internal abstract string NameOf(int index);

    /// <summary>Moves one number from the point; returns how far it really went, which rounding decides.</summary>
    internal double Move(int index, double by)
    {
        var moved = Point[index] + by;
        Current[index] = IsSingle(index) ? (float)moved : moved;
        return Current[index] - Point[index];
    }

    internal void MoveBack() => Point.CopyTo(Current, 0);

    /// <summary>Puts a model back to the last bit.</summary>
    internal virtual void Restore() => MoveBack();

    /// <summary>Makes the leaf.</summary>
    /// <param name="at">The point.</param>
    /// <param name="parameter">The parameter that took it, for messages.</param>
    /// <param name="expression">What the caller wrote for it.</param>
    /// <exception cref="ArgumentException">Null, of a type that is no leaf, with a gradient of another type, or not finite.</exception>
    internal static CheckedLeaf<T, TGradient> Of<T, TGradient>(T at, string parameter, string expression)
    {
        if (at is null)
        {
            throw new ArgumentNullException(parameter);
        }

        var name = NameFrom(expression) ?? parameter;
        return at switch
        {
            IModel<TGradient> model => new ModelLeaf<T, TGradient>(model, name, parameter),
            double or float when Numbers.IsScalar<TGradient>() => new NumbersLeaf<T, TGradient>(at, name, parameter),
            double[] or float[] when Numbers.IsArray<TGradient>() => new NumbersLeaf<T, TGradient>(at, name, parameter),
            double or float or double[] or float[] => throw new ArgumentException(
                $"The gradient of '{name}' is of type {typeof(TGradient).Name}, and '{name}' of type {typeof(T).Name}.", "gradient"),
            _ => throw new ArgumentException(
                $"'{name}' is of type {typeof(T).Name}, and its gradient of type {typeof(TGradient).Name}. A leaf is a double, a float, an array of "
                + "those, or a [Differentiable] class or struct with its own Gradient. Capture everything else in the functions.",
                parameter),
        };
    }

    private protected void ThrowIfNotFinite(string parameter)
    {
        for (var i = 0; i < Point.Length; i++)
        {
            if (!double.IsFinite(Point[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"The point must be finite: {NameOf(i)} is {Point[i]}."), parameter);
            }
        }
    }

    /// <summary>The expression, when it is a name such as <c>w</c>, <c>this</c>, <c>layers[0]</c> or <c>model.Head</c>; else null.</summary>
    private static string? NameFrom(string expression)
    {
        var name = expression.TrimEnd('!');
        var isName = name.Length > 0 && (char.IsLetter(name[0]) || name[0] is '_' or '@')
            && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@' or '[' or ']');
        return isName ? name : null;
    }
}

/// <inheritdoc/>
internal abstract class CheckedLeaf<T, TGradient>(string name) : CheckedLeaf(name)
{
    /// <summary>The leaf with its current numbers.</summary>
    internal abstract T Value { get; }

    /// <summary>Zeros for a backward to add to; for a model the default, for only its own constructor knows its shape.</summary>
    internal virtual TGradient Zero() => default!;

    /// <summary>Takes the gradient over.</summary>
    /// <exception cref="ArgumentException">It has not the leaf's shape.</exception>
    internal void Read(TGradient gradient) => Gradient = gradient is null
        ? throw new ArgumentException($"The gradient of '{Name}' is null.", nameof(gradient))
        : Flatten(gradient);

    private protected abstract double[] Flatten(TGradient gradient);
}
