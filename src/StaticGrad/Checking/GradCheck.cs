using System.Numerics;
using System.Runtime.CompilerServices;

namespace StaticGrad;

/// <summary>
/// Compares gradients with central differences, with the defaults of PyTorch's <c>gradcheck</c>: step 1e-6, absolute
/// tolerance 1e-5, relative tolerance 1e-3. An element passes when
/// <c>|analytic - numeric| &lt;= AbsoluteTolerance + RelativeTolerance * |numeric|</c>.
/// </summary>
/// <remarks>
/// <para>
/// <c>Check</c> takes what <c>FGradient</c> returns, <c>CheckBackward</c> calls <c>FBackward</c>. Both take the point as one to five leaves,
/// each a <c>double</c>, a <c>float</c>, an array of those or a [Differentiable] class or struct; the functions are called with
/// fresh copies of numbers and arrays, and with the model itself, whose trainable parameters are moved in place and put back to
/// the last bit, also when a function throws. An object of this type holds the settings.
/// </para>
/// <para>
/// The numeric side is <c>(f(x + h) - f(x - h)) / 2h</c>, whose error is O(h²) + O(ε|f|/h). Where that disagrees, more values decide
/// whether the function has a kink or a jump within the step (told by halving: across a kink the change of slope stays, across
/// a jump it doubles, elsewhere it halves), or is smooth and has a better difference by Richardson extrapolation over other steps.
/// </para>
/// <para>
/// At a kink or a jump there is no derivative, and a gradient passes when it lies between the slopes of the two sides, as
/// PyTorch's conventions do. When the kink is beside the point, the gradient must be the slope at the point.
/// </para>
/// </remarks>
public sealed partial class GradCheck
{
    /// <summary>
    /// The step <c>h</c> of the central difference, absolute. Must be positive and finite. A number so large that 4096 of its spacings are
    /// more than that is moved by these.
    /// </summary>
    public double Step { get; init; } = 1e-6;

    /// <summary>Absolute tolerance of an element.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-5;

    /// <summary>Relative tolerance of an element, of the numeric value.</summary>
    public double RelativeTolerance { get; init; } = 1e-3;

    /// <summary>
    /// The step where the leaf or the result is a <c>float</c>: about the cube root of its precision, for with 1e-6 the rounding of the
    /// values would be as large as what they differ by.
    /// </summary>
    public double SingleStep { get; init; } = 1.0 / 256;

    /// <summary>Absolute tolerance where the leaf or the result is a <c>float</c>.</summary>
    public double SingleAbsoluteTolerance { get; init; } = 1e-3;

    /// <summary>Relative tolerance where the leaf or the result is a <c>float</c>.</summary>
    public double SingleRelativeTolerance { get; init; } = 1e-2;

    /// <summary>
    /// Of a leaf with more elements than this, so many are checked, chosen by <see cref="Seed"/>, and one random direction through all
    /// of them. By default each element is checked, which takes two values of the function for each.
    /// </summary>
    public int MaxElements { get; init; } = int.MaxValue;

    /// <summary>Where the random numbers start: cotangents of vector results, chosen elements, directions.</summary>
    public int Seed { get; init; }

    /// <summary>Checks a derivative of a function of one number.</summary>
    /// <param name="function">The function.</param>
    /// <param name="derivative">Its derivative, for example <c>x => Model.FGradient(x).X</c>.</param>
    /// <param name="at">The point.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name">The leaf's name in the report: what the caller wrote for it.</param>
    /// <exception cref="ArgumentException">The point is not finite, or a setting makes no sense. Nothing was evaluated.</exception>
    public static GradCheckResult Check(
        Func<double, double> function,
        Func<double, double> derivative,
        double at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "") => Single(function, derivative, at, settings, name);

    /// <inheritdoc cref="Check(Func{double, double}, Func{double, double}, double, GradCheck, string)"/>
    /// <remarks>For a float, and for a result that is one.</remarks>
    public static GradCheckResult Check<T, TResult>(
        Func<T, TResult> function,
        Func<T, T> derivative,
        T at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "")
        where T : struct, IFloatingPointIeee754<T> => Single(function, derivative, at, settings, name);

    /// <summary>Checks the gradient of a scalar function of an array.</summary>
    /// <param name="function">The function; it is called with changed copies of the point.</param>
    /// <param name="gradient">Its gradient, of the point's length, for example <c>x => Model.FGradient(x).X</c>.</param>
    /// <param name="at">The point; it is not changed.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name">The leaf's name in the report: what the caller wrote for it.</param>
    /// <exception cref="ArgumentException">
    /// The point is not finite, or a setting makes no sense: nothing was evaluated. Or the gradient's shape is not the point's: the function
    /// was not evaluated.
    /// </exception>
    public static GradCheckResult Check(
        Func<double[], double> function,
        Func<double[], double[]> gradient,
        double[] at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "") => Single(function, gradient, at, settings, name);

    /// <inheritdoc cref="Check(Func{double[], double}, Func{double[], double[]}, double[], GradCheck, string)"/>
    /// <remarks>For arrays of float, and for a result that is a float.</remarks>
    public static GradCheckResult Check<T, TResult>(
        Func<T[], TResult> function,
        Func<T[], T[]> gradient,
        T[] at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "")
        where T : struct, IFloatingPointIeee754<T> => Single(function, gradient, at, settings, name);

    /// <summary>Checks the gradient of a scalar function of a [Differentiable] class or struct.</summary>
    /// <param name="function">The function, for example <c>m => m.Loss(x)</c>.</param>
    /// <param name="gradient">Its gradient, for example <c>m => m.LossGradient(x).This</c>.</param>
    /// <param name="at">The model: its trainable parameters are moved, and put back.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name">The leaf's name in the report: what the caller wrote for it.</param>
    /// <inheritdoc cref="Check(Func{double[], double}, Func{double[], double[]}, double[], GradCheck, string)" path="/exception"/>
    /// <remarks>
    /// A number that only a constructor can set is no parameter (<see cref="IModel{TGradient}"/>) and is not checked; make it a leaf of its own.
    /// </remarks>
    public static GradCheckResult Check<TModel, TResult, TGradient>(
        Func<TModel, TResult> function,
        Func<TModel, TGradient> gradient,
        TModel at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "")
        where TModel : IModel<TGradient> => Single(function, gradient, at, settings, name);

    /// <summary>Compares a gradient that was computed already with central differences, under this object's tolerances.</summary>
    /// <param name="function">The function; it is called with changed copies of the point.</param>
    /// <param name="at">The point; it is not changed.</param>
    /// <param name="gradient">The gradient to check, of the point's length.</param>
    /// <exception cref="ArgumentException">
    /// The gradient's length is not the point's, the point is not finite, or a setting makes no sense. Nothing was evaluated.
    /// </exception>
    public GradCheckResult Compare(Func<double[], double> function, double[] at, ReadOnlySpan<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(function);
        var leaf = CheckedLeaf.Of<double[], double[]>(at, nameof(at), "");
        leaf.Read(gradient.ToArray());
        var run = new CheckRun(this, [leaf]);
        return run.Compare(new CheckedFunction<double>(() => function(leaf.Value)), _ => null);
    }

    internal double StepOf(bool isSingle) => isSingle ? SingleStep : Step;

    internal double ToleranceOf(double numeric, bool isSingle) => isSingle
        ? SingleAbsoluteTolerance + SingleRelativeTolerance * Math.Abs(numeric)
        : AbsoluteTolerance + RelativeTolerance * Math.Abs(numeric);

    internal void ThrowIfNotUsable()
    {
        Positive(Step, nameof(Step));
        Positive(SingleStep, nameof(SingleStep));
        NotNegative(AbsoluteTolerance, nameof(AbsoluteTolerance));
        NotNegative(RelativeTolerance, nameof(RelativeTolerance));
        NotNegative(SingleAbsoluteTolerance, nameof(SingleAbsoluteTolerance));
        NotNegative(SingleRelativeTolerance, nameof(SingleRelativeTolerance));
        if (MaxElements < 1)
        {
            throw new ArgumentException($"{nameof(MaxElements)} must be at least 1; it is {MaxElements}.", nameof(MaxElements));
        }
    }

    private static GradCheckResult Single<T, TResult, TGradient>(
        Func<T, TResult> function, Func<T, TGradient> gradient, T at, GradCheck? settings, string name)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf = CheckedLeaf.Of<T, TGradient>(at, nameof(at), name);
        return new CheckRun(settings, [leaf]).Compare(new CheckedFunction<TResult>(() => function(leaf.Value)), _ =>
        {
            leaf.Read(gradient(leaf.Value));
            return null;
        });
    }

    private static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} must be positive and finite; it is {value}."), name);
        }
    }

    private static void NotNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} must be finite and not negative; it is {value}."), name);
        }
    }
}
