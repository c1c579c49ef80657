using System.Runtime.CompilerServices;

namespace StaticGrad;

/// <content>The primitive form: a backward that adds to buffers, for a scalar or a vector result.</content>
public sealed partial class GradCheck
{
    /// <summary>
    /// Adds a leaf's gradient, for a cotangent of the result, to a buffer. In C# before 14 the lambda must name its types:
    /// <c>(double[] w, double seed, ref double[] wGradient) => Model.FBackward(w, seed, wGradient)</c>.
    /// </summary>
    /// <param name="x">The leaf.</param>
    /// <param name="seed">The cotangent: of the result's type and length; its own copy, which may be written to.</param>
    /// <param name="gradient">
    /// The buffer: zeros for numbers and arrays. For a model only its own constructor knows the shape, so it starts as null (write
    /// <c>gradient ??= new(model)</c>) or, of a struct, as its default.
    /// </param>
    /// <returns>The function's value.</returns>
    public delegate TResult Backward<in T, TResult, TGradient>(T x, TResult seed, ref TGradient gradient);

    /// <summary>Adds the gradients of two leaves, for a cotangent of the result, to buffers.</summary>
    /// <inheritdoc cref="Backward{T, TResult, TGradient}"/>
    public delegate TResult Backward<in T1, in T2, TResult, TGradient1, TGradient2>(
        T1 x1, T2 x2, TResult seed, ref TGradient1 gradient1, ref TGradient2 gradient2);

    /// <summary>Adds the gradients of three leaves, for a cotangent of the result, to buffers.</summary>
    /// <inheritdoc cref="Backward{T, TResult, TGradient}"/>
    public delegate TResult Backward<in T1, in T2, in T3, TResult, TGradient1, TGradient2, TGradient3>(
        T1 x1, T2 x2, T3 x3, TResult seed, ref TGradient1 gradient1, ref TGradient2 gradient2, ref TGradient3 gradient3);

    /// <summary>Adds the gradients of four leaves, for a cotangent of the result, to buffers.</summary>
    /// <inheritdoc cref="Backward{T, TResult, TGradient}"/>
    public delegate TResult Backward<in T1, in T2, in T3, in T4, TResult, TGradient1, TGradient2, TGradient3, TGradient4>(
        T1 x1, T2 x2, T3 x3, T4 x4, TResult seed, ref TGradient1 gradient1, ref TGradient2 gradient2, ref TGradient3 gradient3, ref TGradient4 gradient4);

    /// <summary>Adds the gradients of five leaves, for a cotangent of the result, to buffers.</summary>
    /// <inheritdoc cref="Backward{T, TResult, TGradient}"/>
    public delegate TResult Backward<in T1, in T2, in T3, in T4, in T5, TResult, TGradient1, TGradient2, TGradient3, TGradient4, TGradient5>(
        T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, TResult seed, ref TGradient1 gradient1, ref TGradient2 gradient2, ref TGradient3 gradient3, ref TGradient4 gradient4, ref TGradient5 gradient5);

    /// <summary>
    /// Checks a backward: the gradients, that the value it returns is the function's to the last bit, that it adds to its buffers, and that it
    /// uses its seed.
    /// </summary>
    /// <param name="function">The function. An array as result is seen through one cotangent, random from <see cref="Seed"/>.</param>
    /// <param name="backward">The backward; it is called three times.</param>
    /// <param name="at">The point: a leaf of any kind.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name">The leaf's name in the report: what the caller wrote for it.</param>
    /// <exception cref="ArgumentException">
    /// A leaf is of a type that is none, or not finite, or the same object as another, or a setting makes no sense: nothing was evaluated. Or a
    /// buffer that the backward replaced has another shape than its leaf, which the message names.
    /// </exception>
    public static GradCheckResult CheckBackward<T, TResult, TGradient>(
        Func<T, TResult> function,
        Backward<T, TResult, TGradient> backward,
        T at,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(backward);
        var leaf = CheckedLeaf.Of<T, TGradient>(at, nameof(at), name);
        var gradient = leaf.Zero();
        return new CheckRun(settings, [leaf]).Compare(
            new CheckedFunction<TResult>(() => function(leaf.Value)),
            seed =>
            {
                var value = backward(leaf.Value, Numbers.To<TResult>(seed), ref gradient);
                leaf.Read(gradient);
                return CheckedFunction<TResult>.Flatten(value, nameof(backward));
            },
            () => gradient = leaf.Zero());
    }

    /// <summary>Checks a backward of two leaves, as the one of one leaf.</summary>
    /// <param name="function">The function. An array as result is seen through one cotangent, random from <see cref="Seed"/>.</param>
    /// <param name="backward">The backward; it is called three times.</param>
    /// <param name="at1">The first leaf's point.</param>
    /// <param name="at2">The second leaf's point.</param>
    /// <param name="settings">Steps and tolerances; the defaults when null.</param>
    /// <param name="name1">The first leaf's name in the report: what the caller wrote for it.</param>
    /// <param name="name2">The second leaf's name.</param>
    /// <inheritdoc cref="CheckBackward{T, TResult, TGradient}(Func{T, TResult}, Backward{T, TResult, TGradient}, T, GradCheck, string)" path="/exception"/>
    public static GradCheckResult CheckBackward<T1, T2, TResult, TGradient1, TGradient2>(
        Func<T1, T2, TResult> function,
        Backward<T1, T2, TResult, TGradient1, TGradient2> backward,
        T1 at1,
        T2 at2,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(backward);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var gradient1 = leaf1.Zero();
        var gradient2 = leaf2.Zero();
        return new CheckRun(settings, [leaf1, leaf2]).Compare(
            new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value)),
            seed =>
            {
                var value = backward(leaf1.Value, leaf2.Value, Numbers.To<TResult>(seed), ref gradient1, ref gradient2);
                leaf1.Read(gradient1);
                leaf2.Read(gradient2);
                return CheckedFunction<TResult>.Flatten(value, nameof(backward));
            },
            () => (gradient1, gradient2) = (leaf1.Zero(), leaf2.Zero()));
    }

    /// <summary>Checks a backward of three leaves, as the one of one leaf.</summary>
    /// <inheritdoc cref="CheckBackward{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Backward{T1, T2, TResult, TGradient1, TGradient2}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult CheckBackward<T1, T2, T3, TResult, TGradient1, TGradient2, TGradient3>(
        Func<T1, T2, T3, TResult> function,
        Backward<T1, T2, T3, TResult, TGradient1, TGradient2, TGradient3> backward,
        T1 at1,
        T2 at2,
        T3 at3,
        GradCheck? settings = null,
        [CallerArgumentExpression(nameof(at1))] string name1 = "",
        [CallerArgumentExpression(nameof(at2))] string name2 = "",
        [CallerArgumentExpression(nameof(at3))] string name3 = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(backward);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var gradient1 = leaf1.Zero();
        var gradient2 = leaf2.Zero();
        var gradient3 = leaf3.Zero();
        return new CheckRun(settings, [leaf1, leaf2, leaf3]).Compare(
            new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value)),
            seed =>
            {
                var value = backward(leaf1.Value, leaf2.Value, leaf3.Value, Numbers.To<TResult>(seed), ref gradient1, ref gradient2, ref gradient3);
                leaf1.Read(gradient1);
                leaf2.Read(gradient2);
                leaf3.Read(gradient3);
                return CheckedFunction<TResult>.Flatten(value, nameof(backward));
            },
            () => (gradient1, gradient2, gradient3) = (leaf1.Zero(), leaf2.Zero(), leaf3.Zero()));
    }

    /// <summary>Checks a backward of four leaves, as the one of one leaf.</summary>
    /// <inheritdoc cref="CheckBackward{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Backward{T1, T2, TResult, TGradient1, TGradient2}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult CheckBackward<T1, T2, T3, T4, TResult, TGradient1, TGradient2, TGradient3, TGradient4>(
        Func<T1, T2, T3, T4, TResult> function,
        Backward<T1, T2, T3, T4, TResult, TGradient1, TGradient2, TGradient3, TGradient4> backward,
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
        ArgumentNullException.ThrowIfNull(backward);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var leaf4 = CheckedLeaf.Of<T4, TGradient4>(at4, nameof(at4), name4);
        var gradient1 = leaf1.Zero();
        var gradient2 = leaf2.Zero();
        var gradient3 = leaf3.Zero();
        var gradient4 = leaf4.Zero();
        return new CheckRun(settings, [leaf1, leaf2, leaf3, leaf4]).Compare(
            new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value)),
            seed =>
            {
                var value = backward(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, Numbers.To<TResult>(seed), ref gradient1, ref gradient2, ref gradient3, ref gradient4);
                leaf1.Read(gradient1);
                leaf2.Read(gradient2);
                leaf3.Read(gradient3);
                leaf4.Read(gradient4);
                return CheckedFunction<TResult>.Flatten(value, nameof(backward));
            },
            () => (gradient1, gradient2, gradient3, gradient4) = (leaf1.Zero(), leaf2.Zero(), leaf3.Zero(), leaf4.Zero()));
    }

    /// <summary>Checks a backward of five leaves, as the one of one leaf.</summary>
    /// <inheritdoc cref="CheckBackward{T1, T2, TResult, TGradient1, TGradient2}(Func{T1, T2, TResult}, Backward{T1, T2, TResult, TGradient1, TGradient2}, T1, T2, GradCheck, string, string)"/>
    public static GradCheckResult CheckBackward<T1, T2, T3, T4, T5, TResult, TGradient1, TGradient2, TGradient3, TGradient4, TGradient5>(
        Func<T1, T2, T3, T4, T5, TResult> function,
        Backward<T1, T2, T3, T4, T5, TResult, TGradient1, TGradient2, TGradient3, TGradient4, TGradient5> backward,
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
        ArgumentNullException.ThrowIfNull(backward);
        var leaf1 = CheckedLeaf.Of<T1, TGradient1>(at1, nameof(at1), name1);
        var leaf2 = CheckedLeaf.Of<T2, TGradient2>(at2, nameof(at2), name2);
        var leaf3 = CheckedLeaf.Of<T3, TGradient3>(at3, nameof(at3), name3);
        var leaf4 = CheckedLeaf.Of<T4, TGradient4>(at4, nameof(at4), name4);
        var leaf5 = CheckedLeaf.Of<T5, TGradient5>(at5, nameof(at5), name5);
        var gradient1 = leaf1.Zero();
        var gradient2 = leaf2.Zero();
        var gradient3 = leaf3.Zero();
        var gradient4 = leaf4.Zero();
        var gradient5 = leaf5.Zero();
        return new CheckRun(settings, [leaf1, leaf2, leaf3, leaf4, leaf5]).Compare(
            new CheckedFunction<TResult>(() => function(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, leaf5.Value)),
            seed =>
            {
                var value = backward(leaf1.Value, leaf2.Value, leaf3.Value, leaf4.Value, leaf5.Value, Numbers.To<TResult>(seed), ref gradient1, ref gradient2, ref gradient3, ref gradient4, ref gradient5);
                leaf1.Read(gradient1);
                leaf2.Read(gradient2);
                leaf3.Read(gradient3);
                leaf4.Read(gradient4);
                leaf5.Read(gradient5);
                return CheckedFunction<TResult>.Flatten(value, nameof(backward));
            },
            () => (gradient1, gradient2, gradient3, gradient4, gradient5) = (leaf1.Zero(), leaf2.Zero(), leaf3.Zero(), leaf4.Zero(), leaf5.Zero()));
    }
}
