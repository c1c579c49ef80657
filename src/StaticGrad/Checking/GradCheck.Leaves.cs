using System.Runtime.CompilerServices;

namespace StaticGrad;

/// <content>Several leaves, and the value beside the gradients.</content>
public sealed partial class GradCheck
{
    /// <summary>Checks the value and the gradient that a call returns, for one leaf.</summary>
    /// <param name="function">The function.</param>
    /// <param name="gradient">The value, which must be the function's to the last bit, and the gradient: what <c>FGradient</c> returns.</param>
    /// <param name="at">The point: a leaf of any kind.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name">The leaf's name in the report: what the caller wrote for it.</param>
    /// <inheritdoc cref="Check(Func{double[], double}, Func{double[], double[]}, double[], GradCheck, string)" path="/exception"/>
    public static GradCheckResult Check<T, TResult, TGradient>(
        Func<T, TResult> function,
        Func<T, (TResult Value, TGradient Gradient)> gradient,
        T at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf = CheckedLeaf.Of<T, TGradient>(at, nameof(at), name);
        return new CheckRun(settings, [leaf]).Compare(new CheckedFunction<TResult>(() => function(leaf.Value)), _ =>
        {
            var (value, own) = gradient(leaf.Value);
            leaf.Read(own);
            return CheckedFunction<TResult>.Flatten(value, nameof(gradient));
        });
    }

    /// <summary>Checks the gradients of a function of two leaves.</summary>
    /// <param name="function">The function; its result is a double or a float.</param>
    /// <param name="gradient">Its gradients, in the order of the leaves: <c>(w, b) => { var g = Model.FGradient(w, b); return (g.W, g.B); }</c>.</param>
    /// <param name="at1">The first leaf's point.</param>
    /// <param name="at2">The second leaf's point.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name1">The first leaf's name in the report: what the caller wrote for it.</param>
    /// <param name="name2">The second leaf's name.</param>
    /// <exception cref="ArgumentException">
    /// A leaf is of a type that is none, or not finite, or the same object as another, or a setting makes no sense: nothing was evaluated. Or a
    /// gradient has another shape than its leaf, which the message names: the function was not evaluated.
    /// </exception>
    public static GradCheckResult Check<T1, T2, TResult, TGradient1, TGradient2>(
        Func<T1, T2, TResult> function,
        Func<T1, T2, (TGradient1 Gradient1, TGradient2 Gradient2)> gradient,
        T1 at1,
        T2 at2,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var run = new CheckRun(settings, [leaf1, leaf2]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            return null;
        });
    }

    /// <summary>Checks the value and the gradients that a call returns, for two leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, TResult, TGradient1, TGradient2>(
        Func<T1, T2, TResult> function,
        Func<T1, T2, (TResult Value, TGradient1 Gradient1, TGradient2 Gradient2)> gradient,
        T1 at1,
        T2 at2,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var run = new CheckRun(settings, [leaf1, leaf2]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            return CheckedFunction<TResult>.Flatten(gradients.Value, nameof(gradient));
        });
    }

    /// <summary>Checks the gradients of a function of three leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, T3, TResult, TGradient1, TGradient2, TGradient3>(
        Func<T1, T2, T3, TResult> function,
        Func<T1, T2, T3, (TGradient1 Gradient1, TGradient2 Gradient2, TGradient3 Gradient3)> gradient,
        T1 at1,
        T2 at2,
        T3 at3,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var run = new CheckRun(settings, [leaf1, leaf2, leaf3]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value, leaf3.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            leaf3.Read(gradients.Gradient3);
            return null;
        });
    }

    /// <summary>Checks the value and the gradients that a call returns, for three leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, T3, TResult, TGradient1, TGradient2, TGradient3>(
        Func<T1, T2, T3, TResult> function,
        Func<T1, T2, T3, (TResult Value, TGradient1 Gradient1, TGradient2 Gradient2, TGradient3 Gradient3)> gradient,
        T1 at1,
        T2 at2,
        T3 at3,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var run = new CheckRun(settings, [leaf1, leaf2, leaf3]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value, leaf3.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            leaf3.Read(gradients.Gradient3);
            return CheckedFunction<TResult>.Flatten(gradients.Value, nameof(gradient));
        });
    }

    /// <summary>Checks the gradients of a function of four leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, T3, T4, TResult, TGradient1, TGradient2, TGradient3, TGradient4>(
        Func<T1, T2, T3, T4, TResult> function,
        Func<T1, T2, T3, T4, (TGradient1 Gradient1, TGradient2 Gradient2, TGradient3 Gradient3, TGradient4 Gradient4)> gradient,
        T1 at1,
        T2 at2,
        T3 at3,
        T4 at4,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "",
        [CallerArgumentExpression(nameof(at4))] string name4 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var leaf4 = CheckedLeaf.Of<T4, TGradient4>(at4, nameof(at4), name4);
        var run = new CheckRun(settings, [leaf1, leaf2, leaf3, leaf4]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            leaf3.Read(gradients.Gradient3);
            leaf4.Read(gradients.Gradient4);
            return null;
        });
    }

    /// <summary>Checks the value and the gradients that a call returns, for four leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, T3, T4, TResult, TGradient1, TGradient2, TGradient3, TGradient4>(
        Func<T1, T2, T3, T4, TResult> function,
        Func<T1, T2, T3, T4, (TResult Value, TGradient1 Gradient1, TGradient2 Gradient2, TGradient3 Gradient3, TGradient4 Gradient4)> gradient,
        T1 at1,
        T2 at2,
        T3 at3,
        T4 at4,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "",
        [CallerArgumentExpression(nameof(at4))] string name4 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var leaf4 = CheckedLeaf.Of<T4, TGradient4>(at4, nameof(at4), name4);
        var run = new CheckRun(settings, [leaf1, leaf2, leaf3, leaf4]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            leaf3.Read(gradients.Gradient3);
            leaf4.Read(gradients.Gradient4);
            return CheckedFunction<TResult>.Flatten(gradients.Value, nameof(gradient));
        });
    }

    /// <summary>Checks the gradients of a function of five leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, T3, T4, T5, TResult, TGradient1, TGradient2, TGradient3, TGradient4, TGradient5>(
        Func<T1, T2, T3, T4, T5, TResult> function,
        Func<T1, T2, T3, T4, T5, (TGradient1 Gradient1, TGradient2 Gradient2, TGradient3 Gradient3, TGradient4 Gradient4, TGradient5 Gradient5)> gradient,
        T1 at1,
        T2 at2,
        T3 at3,
        T4 at4,
        T5 at5,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "",
        [CallerArgumentExpression(nameof(at4))] string name4 = "",
        [CallerArgumentExpression(nameof(at5))] string name5 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var leaf4 = CheckedLeaf.Of<T4, TGradient4>(at4, nameof(at4), name4);
        var leaf5 = CheckedLeaf.Of<T5, TGradient5>(at5, nameof(at5), name5);
        var run = new CheckRun(settings, [leaf1, leaf2, leaf3, leaf4, leaf5]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, leaf5.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, leaf5.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            leaf3.Read(gradients.Gradient3);
            leaf4.Read(gradients.Gradient4);
            leaf5.Read(gradients.Gradient5);
            return null;
        });
    }

    /// <summary>Checks the value and the gradients that a call returns, for five leaves.</summary>
    /// <inheritdoc cref="Check{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Func{T1, T2, ValueTuple{TGradient1, TGradient2}}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult Check<T1, T2, T3, T4, T5, TResult, TGradient1, TGradient2, TGradient3, TGradient4, TGradient5>(
        Func<T1, T2, T3, T4, T5, TResult> function,
        Func<T1, T2, T3, T4, T5, (TResult Value, TGradient1 Gradient1, TGradient2 Gradient2, TGradient3 Gradient3, TGradient4 Gradient4, TGradient5 Gradient5)> gradient,
        T1 at1,
        T2 at2,
        T3 at3,
        T4 at4,
        T5 at5,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "",
        [CallerArgumentExpression(nameof(at4))] string name4 = "",
        [CallerArgumentExpression(nameof(at5))] string name5 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var leaf4 = CheckedLeaf.Of<T4, TGradient4>(at4, nameof(at4), name4);
        var leaf5 = CheckedLeaf.Of<T5, TGradient5>(at5, nameof(at5), name5);
        var run = new CheckRun(settings, [leaf1, leaf2, leaf3, leaf4, leaf5]);
        return run.Compare(new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, leaf5.Value)), _ =>
        {
            var gradients = gradient(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, leaf5.Value);
            leaf1.Read(gradients.Gradient1);
            leaf2.Read(gradients.Gradient2);
            leaf3.Read(gradients.Gradient3);
            leaf4.Read(gradients.Gradient4);
            leaf5.Read(gradients.Gradient5);
            return CheckedFunction<TResult>.Flatten(gradients.Value, nameof(gradient));
        });
    }
}
