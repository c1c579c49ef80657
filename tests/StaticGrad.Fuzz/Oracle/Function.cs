namespace StaticGrad.Fuzz.Oracle;

/// <summary>Where an argument of a function must lie for the function to be smooth and of moderate size.</summary>
internal enum Domain
{
    Any,
    Small,
    Quarter,
    InsideUnit,
    Positive,
    Negative,
    AwayFromZero,
    AboveOne,
}

/// <summary>The partial derivatives of a function at some arguments.</summary>
/// <param name="x">The arguments.</param>
/// <param name="r">The result.</param>
/// <param name="partials">Filled with the partials.</param>
internal delegate void Partials(ReadOnlySpan<double> x, double r, Span<DoubleDouble> partials);

/// <summary>A function of one to three floating-point numbers: what the oracle knows of it.</summary>
/// <param name="Name">Its name in Math, MathF, double, float or Grad.</param>
/// <param name="Domains">One for each argument.</param>
/// <param name="Partials">The partial derivatives, written from textbooks and not from the compiler's rules.</param>
internal sealed record Function(string Name, IReadOnlyList<Domain> Domains, Partials Partials)
{
    /// <summary>An int argument after the numbers (RootN, ScaleB, Round), chosen among these.</summary>
    public IReadOnlyList<int>? IntegerArguments { get; init; }

    /// <summary>The piece of arguments on a kink, where a difference says nothing.</summary>
    public const long Kink = long.MinValue;

    /// <summary>Which smooth piece of the function the arguments are in.</summary>
    public Func<double[], double, long>? Piece { get; init; }

    /// <summary>The size of a partial that is itself a difference, as 1 - r² is.</summary>
    public Func<double, double>? Size { get; init; }

    public static Function Unary(string name, Domain domain, Func<DoubleDouble, DoubleDouble> partial) =>
        new(name, [domain], (x, _, d) => d[0] = partial(x[0]));

    public static Function Binary(
        string name, Domain first, Domain second, Func<DoubleDouble, DoubleDouble, (DoubleDouble, DoubleDouble)> partials) =>
        new(name, [first, second], (x, _, d) => (d[0], d[1]) = partials(x[0], x[1]));

    public static Function Ternary(
        string name, Domain[] domains, Func<DoubleDouble, DoubleDouble, DoubleDouble, (DoubleDouble, DoubleDouble, DoubleDouble)> partials) =>
        new(name, domains, (x, _, d) => (d[0], d[1], d[2]) = partials(x[0], x[1], x[2]));
}
