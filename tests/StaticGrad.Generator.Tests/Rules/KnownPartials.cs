namespace StaticGrad.Generator.Tests.Rules;

/// <summary>
/// Partials that are known without the table and without differences: closed forms where differences are inaccurate, and
/// PyTorch's conventions at kinks (tools/autograd/derivatives.yaml, FunctionsManual.cpp) under the names of C#.
/// </summary>
internal static class KnownPartials
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Ln2 = 0.6931471805599453;

    public static readonly (string Method, double[] At, double[] Partials)[] All =
    [
        // Kinks. abs: grad * sgn(x).
        ("Abs", [0], [0]),
        ("Abs", [-0.0], [0]),
        ("Relu", [0], [0]),
        ("Relu", [-1], [0]),

        // maximum, minimum: a tie splits.
        ("Max", [1.5, 1.5], [0.5, 0.5]),
        ("Min", [1.5, 1.5], [0.5, 0.5]),
        ("Max", [-2, -2], [0.5, 0.5]),
        ("Max", [0.0, -0.0], [0.5, 0.5]),
        ("Min", [0.0, -0.0], [0.5, 0.5]),
        ("Max", [Inf, Inf], [0.5, 0.5]),
        ("Max", [NaN, 1], [1, 1]),
        ("Min", [1, NaN], [1, 1]),
        ("MaxMagnitude", [-1.5, 1.5], [0.5, 0.5]),
        ("MinMagnitude", [-1.5, 1.5], [0.5, 0.5]),

        // Not fmax, which gives a tie to its first argument: ties are alike in all of C#'s functions.
        ("MaxNumber", [1.5, 1.5], [0.5, 0.5]),
        ("MinNumber", [1.5, 1.5], [0.5, 0.5]),
        ("MaxNumber", [NaN, 1], [0, 1]),
        ("MaxNumber", [1, NaN], [1, 0]),
        ("MinNumber", [NaN, 1], [0, 1]),
        ("MinNumber", [1, NaN], [1, 0]),

        // clamp: a bound passes the gradient.
        ("Clamp", [0, 0, 1], [1, 0, 0]),
        ("Clamp", [1, 0, 1], [1, 0, 0]),
        ("Clamp", [2, 0, 1], [0, 0, 1]),
        ("Clamp", [-2, 0, 1], [0, 1, 0]),

        // Poles.
        ("Sqrt", [0], [Inf]),
        ("Sqrt", [-1], [NaN]),
        ("Log", [0], [Inf]),
        ("Log2", [0], [Inf]),
        ("Log10", [0], [Inf]),
        ("LogP1", [-1], [Inf]),
        ("Cbrt", [0], [Inf]),
        ("Asin", [1], [Inf]),
        ("Asin", [-1], [Inf]),
        ("Acos", [1], [-Inf]),
        ("Acos", [-1], [-Inf]),
        ("Asin", [1.5], [NaN]),
        ("Acos", [-1.5], [NaN]),
        ("Acosh", [1], [Inf]),
        ("Acosh", [0.5], [NaN]),
        ("Acosh", [-2], [NaN]),
        ("Atanh", [1], [Inf]),
        ("Atan2", [0, 0], [NaN, NaN]),
        ("Hypot", [0, 0], [NaN, NaN]),

        // pow: pow_backward_self and pow_backward_exponent.
        ("Pow", [0, 0], [0, 0]),
        ("Pow", [0, 1], [1, 0]),
        ("Pow", [0, 2], [0, 0]),
        ("Pow", [0, 0.5], [Inf, 0]),
        ("Pow", [0, -1], [-Inf, -Inf]),
        ("Pow", [2, 0], [0, Ln2]),
        ("Pow", [-2, 3], [12, NaN]),
        ("Pow", [-2, 0], [0, NaN]),
        ("Pow", [NaN, 0], [0, NaN]),
        ("Pow", [1, 5], [5, 0]),
        ("CopySign", [0, 1], [0, 0]),
        ("CopySign", [0, -1], [0, 0]),
        ("CopySign", [NaN, 1], [NaN, 0]),
        ("CopySign", [NaN, -1], [NaN, 0]),
        ("CopySign", [Inf, -1], [-1, 0]),

        // Roots of zero and of infinity: the limits, and NaN where there is no value.
        ("RootN", [0, 1], [1, NaN]),
        ("RootN", [0, 2], [Inf, NaN]),
        ("RootN", [-0.0, 3], [Inf, NaN]),
        ("RootN", [0, 0], [NaN, NaN]),
        ("RootN", [0, -1], [-Inf, NaN]),
        ("RootN", [-0.0, -1], [-Inf, NaN]),
        ("RootN", [0, -2], [-Inf, NaN]),
        ("RootN", [-0.0, -2], [-Inf, NaN]),
        ("RootN", [Inf, 1], [1, NaN]),
        ("RootN", [-Inf, 1], [1, NaN]),
        ("RootN", [Inf, 2], [0, NaN]),
        ("RootN", [-Inf, 2], [NaN, NaN]),
        ("RootN", [-Inf, 3], [0, NaN]),
        ("RootN", [Inf, -1], [0, NaN]),
        ("RootN", [-Inf, -2], [NaN, NaN]),
        ("RootN", [Inf, 0], [NaN, NaN]),
        ("RootN", [NaN, 2], [NaN, NaN]),

        // Closed forms far out, where differences have too few digits.
        ("Exp", [-80], [1.8048513878454153e-35]),
        ("Exp", [-Inf], [0]),
        ("ExpM1", [-30], [9.357622968840175e-14]),
        ("ExpM1", [1e-9], [1.000000001]),
        ("LogP1", [1e-9], [0.999999999]),
        ("Atan", [1e5], [9.999999999e-11]),
        ("Atan", [1e30], [0]),
        ("Atan", [-Inf], [0]),
        ("Asinh", [1e20], [1e-20]),
        ("Asinh", [-1e30], [1e-30]),
        ("Asinh", [-Inf], [0]),
        ("Acosh", [1e30], [1e-30]),
        ("Tanh", [Inf], [0]),
        ("Log", [Inf], [0]),
        ("Hypot", [3e30, 4e30], [0.6, 0.8]),
        ("Hypot", [0, -2], [0, -1]),
        ("Atan2", [0, -2], [-0.5, 0]),
        ("Atan2", [-3, 0], [0, 1.0 / 3]),
        ("Atan2", [3e30, 4e30], [1.6e-31, -1.2e-31]),
        ("Lerp", [2, 5, 0], [1, 0, 3]),
        ("Lerp", [2, 5, 1], [0, 1, 3]),
        ("RootN", [8, 3], [1.0 / 12, NaN]),
        ("RootN", [5, 1], [1, NaN]),
        ("RootN", [2, -1], [-0.25, NaN]),
        ("RootN", [1e30, 2], [5e-16, NaN]),
        ("ScaleB", [1.5, -4], [0.0625, NaN]),
        ("IEEERemainder", [1000.3, 0.7], [1, -1429]),
        ("IEEERemainder", [3.4e38, 2e38], [1, -2]),
        ("IEEERemainder", [-3.4e38, 2e38], [1, 2]),
        ("Ieee754Remainder", [1000.3, 0.7], [1, -1429]),
        ("Ieee754Remainder", [3.4e38, -2e38], [1, 2]),
        ("DegreesToRadians", [77], [0.017453292519943295]),
        ("RadiansToDegrees", [-3], [57.29577951308232]),
        ("SinPi", [0.5], [0]),
        ("CosPi", [1], [0]),
    ];

    /// <summary>Functions of one argument whose gradient is NaN in PyTorch where the argument is.</summary>
    public static readonly string[] NaNOfNaN =
    [
        "Exp", "Exp2", "Exp10", "ExpM1", "Exp2M1", "Exp10M1", "Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1",
        "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "SinPi", "CosPi", "TanPi", "AsinPi", "AcosPi", "AtanPi",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "Sqrt", "Cbrt",
    ];

    /// <summary>The same for two arguments, one of which is NaN; the other is 0.5.</summary>
    public static readonly (string Method, bool[] First, bool[] Second)[] NaNOfPairs =
    [
        ("Atan2", [true, true], [true, true]),
        ("Atan2Pi", [true, true], [true, true]),
        ("Hypot", [true, true], [true, true]),
        ("Pow", [true, true], [true, true]),
        ("Log", [true, true], [true, true]),
    ];

    /// <summary>More points away from kinks, chosen without a look at the table's own.</summary>
    public static readonly (string Method, double[] At)[] MorePoints =
    [
        ("Exp", [5.5]), ("Exp2", [-6]), ("Exp10", [3.1]), ("Log", [250]), ("Log", [1e-6]), ("Log2", [1e4]), ("Log10", [0.01]),
        ("LogP1", [40]), ("Sin", [100.25]), ("Cos", [-31]), ("Tan", [1.4]), ("Tan", [4]), ("Asin", [0.95]), ("Acos", [-0.95]),
        ("Atan", [-12]), ("SinPi", [7.3]), ("CosPi", [-4.8]), ("TanPi", [1.2]), ("AsinPi", [-0.5]), ("AcosPi", [0.5]),
        ("AtanPi", [3]), ("Sinh", [-4]), ("Cosh", [3]), ("Tanh", [-2.6]), ("Asinh", [-40]), ("Acosh", [1.01]), ("Acosh", [300]),
        ("Atanh", [-0.95]), ("Sqrt", [1e-8]), ("Sqrt", [1e8]), ("Cbrt", [-27]), ("Cbrt", [1e-3]),
        ("Atan2", [-1, -1]), ("Atan2", [1, -1]), ("Atan2", [1e-3, 5]), ("Atan2Pi", [-1, -2]),
        ("Log", [8, 2]), ("Log", [0.25, 10]),
        ("Pow", [1.7, 12]), ("Pow", [12, -1.1]), ("Pow", [1e-3, 0.4]),
        ("RootN", [16, 4]), ("RootN", [-0.3, 3]), ("Hypot", [-3, -4]), ("Hypot", [0.5, -2]),
        ("IEEERemainder", [-7.3, 2]), ("IEEERemainder", [7.3, -2]), ("IEEERemainder", [7.9, 2]), ("Ieee754Remainder", [7.9, -2]),
        ("FusedMultiplyAdd", [-7, 3, 2]), ("MultiplyAddEstimate", [4, 0.5, -2]), ("Lerp", [4, -0.5, 0.9]), ("Lerp", [1, 2, -3]),
        ("ScaleB", [3, 10]), ("CopySign", [2, 5]), ("CopySign", [-2, -5]), ("Abs", [-1e-6]), ("Relu", [1e-6]), ("Relu", [-3]),
        ("Max", [-5, -4]), ("Min", [-5, -4]), ("MaxMagnitude", [-5, -4]), ("MinMagnitude", [-5, -4]), ("MaxNumber", [-5, -4]),
        ("MinNumber", [-5, -4]), ("MaxMagnitudeNumber", [-5, -4]), ("MinMagnitudeNumber", [-5, -4]),
        ("Clamp", [-3, -2, 7]), ("Clamp", [0.5, -2, 7]), ("Clamp", [8, -2, 7]),
    ];
}
