namespace StaticGrad;

/// <summary>The function that is checked, at the leaves' current numbers, as a row of results.</summary>
internal abstract class CheckedFunction
{
    internal abstract bool IsScalar { get; }

    internal abstract bool IsSingle { get; }

    internal abstract double[] Evaluate();
}

/// <inheritdoc/>
internal sealed class CheckedFunction<TResult> : CheckedFunction
{
    private readonly Func<TResult> _function;

    internal CheckedFunction(Func<TResult> function)
    {
        if (!Numbers.IsKnown<TResult>())
        {
            throw new ArgumentException(
                $"The function's result is of type {typeof(TResult).Name}; it must be a double, a float or an array of those.", nameof(function));
        }

        _function = function;
    }

    internal override bool IsScalar => Numbers.IsScalar<TResult>();

    internal override bool IsSingle => Numbers.IsSingle<TResult>();

    internal override double[] Evaluate() => Flatten(_function(), "function");

    internal static double[] Flatten(TResult result, string parameter) => result is null
        ? throw new ArgumentException("It returned null.", parameter)
        : Numbers.Of(result);
}
