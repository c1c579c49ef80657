global using ZooList = System.Collections.Generic.List<double>;
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Couple = (double First, double Second);
using Numbers = double[];
using unsafe Pointer = double*;

namespace Zoo.Tenth;

public readonly record struct Weight(double W, double V = 2)
{
    public double Apply(double x) => W * x + V;
    public static double Use(double x) => new Weight(x).Apply(x) + (new Weight() with { W = x }).W;
}

public record struct Mutable(double A) { public double B = 1; public Mutable() : this(3) { } }

public struct Initialised { public double A = 2; public double B { get; set; } = 3; public Initialised() { } public double Sum(double x) => (A + B) * x; }

public static class Tenth
{
    public const string Text = $"{nameof(Tenth)}.{nameof(Text)}";

    public static double NaturalLambda(double x) { var f = (double v) => v * v; var g = double (double v) => v; var h = [Obsolete] ([DisallowNull] double v) => v; return f(x) * g(x) * h(x); }

    public static double Extended(Outer o, double x) => o is { Inner.Value: > 0 and var v } ? v * x : x;

    public static double Mixed(double x) { double a; (a, var b) = (x, 2 * x); return a * b; }

    public static double Handler(double x) { Check(x > 0, $"{x:F3} {Math.Sin(x)}"); return x; }

    private static void Check(bool condition, [InterpolatedStringHandlerArgument("condition")] ref Handlers message, [CallerArgumentExpression("condition")] string text = "") { }

    public record Outer(Inner Inner);

    public record Inner(double Value);

#line 100 "elsewhere.cs"
    public static double Lines(double x) => x * x;
#line (1, 1) - (1, 10) 3 "template.cs"
    public static double Spans(double x) => x * x * x;
#line hidden
    public static double Hidden(double x) => x;
#line default
}

[InterpolatedStringHandler]
public ref struct Handlers
{
    public Handlers(int literal, int formatted, bool condition, out bool enabled) => enabled = condition;
    public void AppendLiteral(string s) { }
    public void AppendFormatted<T>(T value, string? format = null) { }
}

public interface INumberLike<T> where T : INumberLike<T>
{
    static abstract T operator +(T a, T b);
    static abstract T operator checked -(T a);
    static abstract T operator -(T a);
    static virtual T Zero => throw new NotSupportedException();
    static abstract explicit operator double(T a);
}

public static class Eleventh
{
    public static T Poly<T>(T x) where T : IFloatingPointIeee754<T> => x * x + T.One / T.CreateChecked(3);

    public static double UsePoly(double x) => Poly(x) + Poly((float)x) + Sum<double>([x, 2]);

    private static T Sum<T>(ReadOnlySpan<T> a) where T : INumber<T> { var s = T.Zero; foreach (var v in a) { s += v; } return s; }

    public static double Raw(double x) => """
        a "quoted" text
          with lines
        """.Length * x + $$"""{{{x}}}""".Length + "x"u8.Length * x;

    public static double Lists(double[] a, double x) => a switch { [] => x, [var one] => one * x, [var first, .., var last] => first * last, };

    public static double Slices(double[] a, double x) => a is [> 0, .. { Length: > 1 } rest] && rest is [_, .. var tail] ? rest[0] * tail.Length * x : x;

    public static double SpanText(ReadOnlySpan<char> s, double x) => s is "text" ? x : s switch { "a" => 2 * x, _ => 3 * x };

    public static int Shift(int n, uint u) => n >>> 2 | (int)(u >>>= 1);

    public static double RefFields(double x) { var w = new Window(ref x); w.Value *= 2; return x * w.Value; }

    public static double Scoped(scoped ReadOnlySpan<double> a, scoped ref double x) { scoped Span<double> s = stackalloc double[1]; s[0] = x; return a[0] * s[0]; }

    [Generic<double>(Name = nameof(x))]
    public static double GenericAttribute(double x) => x;

    public static double NewLines(double x) => $"{Math.Max(
        x,
        1)}".Length;
}

public ref struct Window(ref double value) { public ref double Value = ref value; public ref readonly double First = ref value; [UnscopedRef] public ref double Self => ref Value; }

[AttributeUsage(AttributeTargets.All)]
public class GenericAttribute<T> : Attribute { public string? Name; }

file class Local { public double Value; public double Scale(double x) => Value * x; public static double Use(double x) => new Local { Value = x }.Scale(2); }

file static class LocalStatic { public static double Square(double x) => x * x; }

public class Required { public required double Value { get; init; } public required double Field; [SetsRequiredMembers] public Required(double v) { Value = v; Field = v; } public double Run(double x) => Value * x * Field; }

public readonly struct Money(double amount)
{
    public double Amount { get; } = amount;
    public static Money operator checked +(Money a, Money b) => new(checked(a.Amount + b.Amount));
    public static Money operator +(Money a, Money b) => new(a.Amount + b.Amount);
    public static explicit operator checked int(Money a) => checked((int)a.Amount);
    public static explicit operator int(Money a) => (int)a.Amount;
    public static Money operator >>>(Money a, int n) => a;
    public static double Use(double x) => (checked(new Money(x) + new Money(2)) >>> 1).Amount * (int)new Money(x);
}

public class Primary(double scale, double[] data) : Base(scale)
{
    private readonly double _scale = scale;
    public double Run(double x) => x * scale * _scale + data[0];
    public Primary() : this(1, [1.0]) { }
}

public class Base(double b) { public double B => b; }

[InlineArray(4)]
public struct Four { private double _first; }

[Experimental("ZOO1")]
public static class Twelfth
{
    public static double Collections(double x, double[] a) { double[] b = [x, .. a, 2]; Span<double> s = [x, x * x]; List<double> l = [.. b]; ReadOnlySpan<double> r = [1, 2]; IEnumerable<double> e = [x]; double[][] j = [[x], []]; return b[0] * s[1] * l[0] * r[0] * j[0][0]; }

    public static double Inline(double x) { var f = new Four(); f[0] = x; f[1] = 2 * x; Span<double> s = f; foreach (var v in f) { x += v; } return f[0] * f[^1] * s[1] + f[1..3][0]; }

    public static double Defaults(double x) { var f = (double v, double scale = 2, params double[] more) => v * scale; return f(x) + f(x, 3, 1, 2); }

    public static double Alias(Couple c, Numbers n, double x) => c.First * c.Second * n[0] * x;

    public static unsafe double AliasPointer(Pointer p, double x) => *p * x;

    public static double ReadOnlyRef(ref readonly double x) => x * 2;

    public static double CallReadOnlyRef(double x) => ReadOnlyRef(in x) + ReadOnlyRef(ref x);

    public static double NameOf(double x) => nameof(Required.Value.GetHashCode).Length * x;
}
