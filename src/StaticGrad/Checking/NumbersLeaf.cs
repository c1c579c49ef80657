namespace StaticGrad;

/// <summary>A number or an array of numbers. Each evaluation gets an array of its own, which it may write to.</summary>
internal sealed class NumbersLeaf<T, TGradient> : CheckedLeaf<T, TGradient>
{
    internal NumbersLeaf(T at, string name, string parameter)
        : base(name)
    {
        Point = Numbers.Of(at);
        Current = [.. Point];
        ThrowIfNotFinite(parameter);
    }

    internal override T Value => Numbers.To<T>(Current);

    internal override bool IsSingle(int index) => Numbers.IsSingle<T>();

    internal override string NameOf(int index) =>
        Numbers.IsScalar<T>() ? Name : FormattableString.Invariant($"{Name}[{index}]");

    internal override TGradient Zero() => Numbers.To<TGradient>(new double[Point.Length]);

    private protected override double[] Flatten(TGradient gradient)
    {
        var numbers = Numbers.Of(gradient);
        return numbers.Length == Point.Length
            ? numbers
            : throw new ArgumentException(
                $"The gradient of '{Name}' has {numbers.Length} elements, and '{Name}' has {Point.Length}.", nameof(gradient));
    }
}
